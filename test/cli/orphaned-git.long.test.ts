import {readFileSync} from 'node:fs';
import {chmod} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {isAlive} from '../../source/agents/process/process-evidence.js';
import {until} from '../agents/living.js';
import {workplace} from './car.js';

test('worker killed with -9 while git waits for a hook -> the next start ends that git with all it started, and commits once', async () => {
	const place = await workplace();
	const hook = path.join(place.path, '.git/hooks/pre-commit');
	await place.write('.git/hooks/pre-commit', '#!/bin/sh\n[ -s .git/hook.pid ] && exit 0\nsleep 600 &\necho $! > .git/sleeper.pid\necho $$ > .git/hook.pid\nwait\n');
	await chmod(hook, 0o755);
	await place.ticket(1, {agent: 'script', done: false, title: 'x'});
	const run = place.start('run');
	const textOf = (name: string): string => readFileSync(path.join(place.path, `.git/${name}.pid`), {encoding: 'utf8', flag: 'a+'});
	await until(() => textOf('hook').endsWith('\n'));
	const {pid} = JSON.parse(await place.read('.codex-autorunner/lock')) as {readonly pid: number};
	process.kill(pid, 'SIGKILL');
	expect(await run.exited).toMatchObject({code: 1});
	const left = [Number(textOf('hook')), Number(textOf('sleeper'))];
	try {
		expect(left.map(one => isAlive(one))).toEqual([true, true]);
		expect(await place.car('run')).toMatchObject({code: 0});
		await until(() => left.every(one => !isAlive(one)));
		expect(await place.subjects()).toEqual(['Begin', 'TICKET-001: x']);
	} finally {
		for (const one of left.filter(other => isAlive(other))) {
			process.kill(one, 'SIGKILL');
		}
	}
});
