import {Buffer} from 'node:buffer';
import {existsSync, readFileSync} from 'node:fs';
import {
	chmod, readFile, rename, writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import type {AgentProcess} from '../../../source/domain/agent-harness.js';
import {endLeftovers, killGroup} from '../../../source/agents/process/kill-tree.js';
import {isAlive, startTimeOf} from '../../../source/agents/process/process-evidence.js';
import {spawnAgent, type SpawnedAgent} from '../../../source/agents/process/spawn-agent.js';
import {tempFolder} from '../../support/temp-folder.js';
import {livingWith, until} from '../living.js';

let serial = 0;

/** Starts a shell script as an agent; what it needs to be found again is returned with it. */
const start = async (script: string, options: {readonly register?: (found: AgentProcess) => Promise<void>; readonly grace?: number} = {}) => {
	const cwd = await tempFolder();
	const tag = `spawn-test-${process.pid}-${++serial}`;
	const result = await spawnAgent({
		command: ['/bin/bash', '-c', script],
		cwd,
		env: {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''},
		tag,
		register: options.register ?? (async () => undefined),
		graceMilliseconds: options.grace ?? 300,
	});
	if (!result.ok) {
		throw new Error(result.error);
	}

	return {agent: result.agent, cwd, tag};
};

/** Whether that process runs this program and waits for something. */
const sleeps = (pid: number, program: string): boolean => readFileSync(`/proc/${pid}/stat`, 'utf8').includes(`(${program}) S`);

const textOf = async (stream: AsyncIterable<Uint8Array>): Promise<string> => {
	const chunks: Uint8Array[] = [];
	for await (const chunk of stream) {
		chunks.push(chunk);
	}

	return Buffer.concat(chunks).toString('utf8');
};

const drained = async (agent: SpawnedAgent) => Promise.all([textOf(agent.stdout), textOf(agent.stderr), agent.ended]);

describe('spawnAgent', () => {
	it('spawnAgent: program that echoes -> its output, its exit code, nothing inherited, no ~/.bashrc read', async () => {
		process.env.CANARY_INHERITED = 'yes';
		await writeFile(path.join(os.homedir(), '.bashrc'), 'echo bashrc ran >&2\n');
		const {agent} = await start('read line; echo "$line:$CANARY_INHERITED"; echo oops >&2; exit 3');
		agent.stdin.end('hello\n');
		expect(await drained(agent)).toEqual(['hello:\n', 'oops\n', {exitCode: 3, signal: null}]);
		Reflect.deleteProperty(process.env, 'CANARY_INHERITED');
	});

	it('spawnAgent: registering takes its time -> nothing is sent before, and no early output is lost', async () => {
		let registered: AgentProcess | undefined;
		const early = path.join(await tempFolder(), 'early');
		const {agent, tag} = await start(`echo early; touch ${early}; cat; :`, {
			async register(found) {
				registered = found;
				await until(() => startTimeOf(found.pid) === found.startTime && existsSync(early));
			},
		});
		expect(registered).toEqual(agent.process);
		expect(livingWith(tag)).toContain(agent.process.pid);
		agent.stdin.end('late');
		expect(await drained(agent)).toEqual(['early\nlate', '', {exitCode: 0, signal: null}]);
	});

	it('spawnAgent: registering fails -> rejected, the program is gone', async () => {
		let pid = 0;
		await expect(start('sleep 300', {
			async register(found) {
				pid = found.pid;
				throw new Error('disk full');
			},
		})).rejects.toThrow('disk full');
		expect(isAlive(pid)).toBe(false);
	});

	it('spawnAgent: program that does not exist, may not run, has no interpreter, no folder, no command -> a sentence each', async () => {
		const cwd = await tempFolder();
		const plain = path.join(cwd, 'plain.sh');
		await writeFile(plain, '#!/bin/sh\n');
		const lost = path.join(cwd, 'lost.sh');
		await writeFile(lost, '#!/no/such/interpreter\n');
		await chmod(lost, 0o755);
		const attempt = async (command: readonly string[], folder = cwd) => spawnAgent({
			command, cwd: folder, env: {PATH: '/usr/bin:/bin'}, tag: 'x', register: async () => undefined,
		});
		expect(await attempt(['no-such-agent'])).toEqual({ok: false, error: 'no-such-agent was not found. Install it, put its folder on PATH, or name it with its path in the command of this agent.'});
		expect(await attempt([plain])).toEqual({ok: false, error: `${plain} may not be executed. Make it executable (chmod +x) or mend the command of this agent.`});
		expect(await attempt([lost])).toEqual({ok: false, error: `${lost} could not be started: the interpreter in its first line was not found. Install it or mend that line.`});
		expect(await attempt(['sh'], '/no/such/folder')).toEqual({ok: false, error: 'sh could not be started: the folder /no/such/folder does not exist.'});
		expect(await attempt([])).toMatchObject({ok: false});
	});

	it('spawnAgent: slow reader -> the program is held back by its pipe', async () => {
		const {agent, cwd, tag} = await start('head -c 50000000 /dev/zero; touch finished');
		const chunks = agent.stdout[Symbol.asyncIterator]();
		await chunks.next();
		// Reading zeros never waits: a `head` that sleeps waits for its reader.
		await until(() => livingWith(tag).some(pid => sleeps(pid, 'head')));
		expect(existsSync(path.join(cwd, 'finished'))).toBe(false);
		let bytes = 0;
		for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
			bytes += next.value.length;
		}

		expect(bytes).toBeGreaterThan(49_900_000);
		expect(await agent.ended).toEqual({exitCode: 0, signal: null});
	});
});

describe('no survivors', () => {
	it.each([
		{name: 'ignores TERM', script: 'trap "" TERM; echo ready; while :; do sleep 300; done'},
		{name: 'has children in the group', script: 'sleep 300 & sleep 300 & echo ready; wait'},
		{name: 'starts a session of its own', script: 'setsid bash -c "trap : TERM; while :; do sleep 300; done" & echo ready; wait'},
		{name: 'forks twice', script: '(setsid bash -c "sleep 300 & sleep 300 &" &); echo ready; sleep 300'},
		{name: 'is stopped', script: 'echo ready; kill -STOP $$; sleep 300'},
		{name: 'clears the environment', script: 'env -i /bin/sleep 300 & echo ready; wait'},
	])('kill: program that $name -> every process of it is gone', async ({script}) => {
		const {agent, tag} = await start(script);
		const chunks = agent.stdout[Symbol.asyncIterator]();
		await chunks.next();
		await agent.kill();
		expect(livingWith(tag)).toEqual([]);
		expect(isAlive(agent.process.pid)).toBe(false);
		await agent.ended;
	});

	it('end: program that leaves children holding its output -> it ends within the drain limit, they are ended', async () => {
		const {agent, tag} = await start('sleep 300 & setsid sleep 300 & echo done; exit 0');
		expect(await drained(agent)).toEqual(['done\n', '', {exitCode: 0, signal: null}]);
		expect(livingWith(tag)).toEqual([]);
	});

	it('killGroup: only this start -> another agent of the same worker stays', async () => {
		const first = await start('echo ready; sleep 300');
		const second = await spawnAgent({
			command: ['sleep', '300'], cwd: first.cwd, env: {PATH: process.env.PATH ?? ''}, tag: first.tag, register: async () => undefined,
		});
		await first.agent.kill();
		expect(livingWith(first.tag)).toEqual(second.ok ? [second.agent.process.pid] : []);
		if (second.ok) {
			await second.agent.kill();
		}
	});

	it('killGroup: pid that nobody has -> returns at once', async () => {
		await killGroup(4_000_000);
	});
});

describe('endLeftovers', () => {
	it('endLeftovers: record that matches, and tagged strays -> ended with their groups', async () => {
		const {agent, tag} = await start('setsid sleep 300 & env -i /bin/sleep 300 & echo $! > bare; echo ready; wait');
		await agent.stdout[Symbol.asyncIterator]().next();
		const other = await start('echo ready; sleep 300');
		const ended = await endLeftovers({tag, folder: '/nowhere', processes: [{...agent.process, tag}]}, 200);
		expect(livingWith(tag)).toEqual([]);
		expect(ended).toContain(agent.process.pid);
		expect(isAlive(other.agent.process.pid)).toBe(true);
		await other.agent.kill();
	});

	it('endLeftovers: planted records with foreign pids, other start times, no start time, an empty tag -> nobody is ended', async () => {
		const {agent, cwd, tag} = await start('env -i /bin/sleep 300 & echo $! > pid; echo ready; wait');
		await agent.stdout[Symbol.asyncIterator]().next();
		const victim = Number(await readFile(path.join(cwd, 'pid'), 'utf8'));
		const folder = cwd;
		const planted = [{pid: agent.process.pid, startTime: '1'}, {pid: victim, startTime: null}, {pid: 1, startTime: '1'}, {pid: process.ppid, startTime: '1'}];
		const processes = planted.map(record => ({...record, tag: 'planted-by-somebody'}));
		expect(await endLeftovers({tag: '', folder, processes}, 100)).toEqual([]);
		expect(await endLeftovers({tag: '', folder, processes: planted.map(record => ({...record, tag}))}, 100)).toEqual([]);
		expect(await endLeftovers({tag: undefined, folder, processes: []}, 100)).toEqual([]);
		expect(isAlive(victim)).toBe(true);
		await agent.kill();
	});

	it.runIf(process.platform === 'linux')('endLeftovers: the folder was moved since -> its own are ended by the tag on record; those of a folder it was copied from, and of a record with another tag, are not', async () => {
		const script = 'setsid sh -c "cd /; exec sleep 300" & echo ready; wait';
		const [moved, copied, other] = [await start(script), await start(script), await start(script)];
		for (const {agent} of [moved, copied, other]) {
			await agent.stdout[Symbol.asyncIterator]().next();
		}

		const folder = `${moved.cwd}-moved`;
		await rename(moved.cwd, folder);
		await endLeftovers({
			tag: 'of-the-new-path',
			folder,
			processes: [{...moved.agent.process, tag: moved.tag}, {...copied.agent.process, tag: copied.tag}, {...other.agent.process, tag: moved.tag}],
		}, 200);
		expect([moved, copied, other].map(({tag}) => livingWith(tag).length)).toEqual([0, 2, 2]);
		await copied.agent.kill();
		await other.agent.kill();
	});
});
