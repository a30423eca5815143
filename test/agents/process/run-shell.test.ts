import {Buffer} from 'node:buffer';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {treeActivity, bootId, pidNamespace} from '../../../source/agents/process/process-evidence.js';
import {runProgram, runShell} from '../../../source/agents/process/run-shell.js';
import {tempFolder} from '../../support/temp-folder.js';
import {livingWith, until} from '../living.js';

const env = {PATH: process.env.PATH ?? ''};

const options = async (timeoutSeconds = 20) => ({
	cwd: await tempFolder(), env, timeoutSeconds, tag: `shell-test-${process.pid}-${Math.round(performance.now() * 1000)}`,
});

describe('runShell', () => {
	it('runShell: command that fails -> its exit code and both outputs', async () => {
		const result = await runShell('echo out; echo err >&2; exit 7', await options());
		expect(result.exitCode).toBe(7);
		expect(result.tail.split('\n').toSorted()).toEqual(['', 'err', 'out']);
	});

	it('runShell: command with an argument that looks like an option, stdin read -> as the shell says, stdin is empty', async () => {
		expect(await runShell('cat; test "-n" = "-n" && pwd', {...await options(), cwd: '/'})).toMatchObject({exitCode: 0, tail: '/\n'});
	});

	it('runShell: 20 MB of output -> its last 4 KiB, cut between characters', async () => {
		const {exitCode, tail} = await runShell('yes "äöüß" | head -c 20000000; printf "x the end"', await options());
		expect(exitCode).toBe(0);
		expect(Buffer.byteLength(tail)).toBeLessThanOrEqual(4096);
		expect(Buffer.byteLength(tail)).toBeGreaterThan(4090);
		expect(tail).not.toContain('\uFFFD');
		expect(tail.endsWith('x the end')).toBe(true);
	});

	it('runShell: command that hangs with children that ignore TERM -> ended at its limit, nothing left', async () => {
		const given = await options(0.3);
		const result = await runShell('trap "" TERM; echo begun; setsid sleep 300 & (trap "" TERM; sleep 300; sleep 300) & wait', given);
		expect(result).toMatchObject({exitCode: null, tail: 'begun\n[ended: it took longer than 0.3 s]\n'});
		expect(livingWith(given.tag)).toEqual([]);
	});

	it('runShell: command that leaves a server running -> its own exit code, the server is ended', async () => {
		const given = await options();
		expect(await runShell('sleep 300 & echo ok', given)).toMatchObject({exitCode: 0, tail: 'ok\n'});
		expect(livingWith(given.tag)).toEqual([]);
	});

	it('runShell: interrupted -> ended, a null exit code', async () => {
		const given = await options();
		const controller = new AbortController();
		const running = runShell('sleep 300', {...given, signal: controller.signal});
		await until(() => livingWith(given.tag).length > 0);
		controller.abort();
		expect(await running).toMatchObject({exitCode: null, tail: '[ended: interrupted]\n'});
		expect(livingWith(given.tag)).toEqual([]);
		expect(await runShell('echo no', {...given, signal: controller.signal})).toMatchObject({exitCode: null});
	});

	it('runShell: command that a signal ended -> a null exit code and the signal', async () => {
		expect(await runShell('kill -SEGV $$', await options())).toMatchObject({exitCode: null, tail: '[ended by SIGSEGV]\n'});
	});

	it('runProgram: program or folder that does not exist -> 127 and why', async () => {
		expect(await runProgram(['no-such-program'], await options())).toMatchObject({exitCode: 127, tail: expect.stringContaining('no-such-program') as string});
		expect(await runProgram(['sh'], {...await options(), cwd: '/no/such'})).toMatchObject({exitCode: 127});
		expect(await runProgram([], await options())).toMatchObject({exitCode: 127});
	});

	it('runProgram: words with spaces and dollars -> reach the program as they are', async () => {
		expect(await runProgram(['printf', '%s|', 'a b', '$HOME', '-n'], await options())).toMatchObject({exitCode: 0, tail: 'a b|$HOME|-n|'});
	});
});

describe('evidence', () => {
	it('treeActivity: tree that works -> its ticks rise; tree that is gone -> null', async () => {
		const given = await options();
		const controller = new AbortController();
		const running = runShell('(while :; do :; done) & wait', {...given, signal: controller.signal});
		await until(() => livingWith(given.tag).length === 2);
		const pid = Math.min(...livingWith(given.tag));
		const before = treeActivity(pid);
		expect(before?.pids.length).toBe(2);
		await until(() => (treeActivity(pid)?.cpuTicks ?? 0) > (before?.cpuTicks ?? 0) + 5);
		controller.abort();
		await running;
		expect(treeActivity(pid)).toBeNull();
	});

	it.runIf(process.platform === 'linux')('bootId, pidNamespace: on Linux -> as the kernel names them', () => {
		expect(bootId()).toMatch(/^[\da-f]{8}-[\da-f\-]{27}$/v);
		expect(pidNamespace()).toMatch(/^pid:\[\d+\]$/v);
	});
});
