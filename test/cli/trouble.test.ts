import {chmod} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {slowAgent, workplace} from './car.js';

test('car run: no tickets -> exit 3 and how to write one', async () => {
	const place = await workplace();
	const {code, stdout} = await place.work();
	expect(code).toBe(3);
	expect(stdout).toContain('There are no tickets');
	expect(stdout).toContain('car tickets new');
});

test('car run: a tree with uncommitted files -> exit 2 with their names, stdout empty; --dirty goes on', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	await place.write('half-done.txt', 'x');
	const {code, stdout, stderr} = await place.car('run', '--json');
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toContain('1 uncommitted file');
	expect(stderr).toContain('  ?? half-done.txt\n');
	expect(stderr).toContain('--dirty');
	const check = await place.car('run', '--check');
	expect(check.code).toBe(1);
	expect(check.stdout).toContain('half-done.txt');
	expect(await place.work('--dirty')).toMatchObject({code: 0});
});

test('car run: an agent nobody knows -> exit 3, broken_ticket, the nearest one is named', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'codxe', done: false});
	const {code, stdout} = await place.work();
	expect(code).toBe(3);
	expect(stdout).toContain('codxe');
	expect(stdout).toContain('codex');
	const status = await place.car('status', '--json');
	expect(JSON.parse(status.stdout)).toMatchObject({run: {reason_code: 'broken_ticket'}, tickets: {broken: 1}});
});

test.each([
	['not there', '/nowhere/agent', 0o755, 1],
	['not executable', undefined, 0o644, 1],
	['ending with exit 1', undefined, 0o755, 0],
])('car run: an agent that is %s -> exit 3, agent_error; --check says what can be known before', async (_name, command, mode, checked) => {
	const place = await workplace();
	const file = path.join(place.path, '.git/agent.sh');
	await place.write('.git/agent.sh', '#!/bin/sh\ncat > /dev/null\necho "no key" >&2\nexit 1\n');
	await chmod(file, mode);
	await place.write(path.relative(place.path, path.join(place.env.XDG_CONFIG_HOME!, 'codex-autorunner/config.yml')), `agents: {script: {type: command, command: [${command ?? file}]}}\n`);
	await place.ticket(1, {agent: 'script', done: false});
	expect(await place.car('run', '--check')).toMatchObject({code: checked});
	const {code, stdout} = await place.work();
	expect(code).toBe(3);
	expect(stdout).toContain(checked === 0 ? 'no key' : command ?? file);
	const status = await place.car('status', '--json');
	expect(JSON.parse(status.stdout)).toMatchObject({run: {status: 'paused', reason_code: 'agent_error'}});
});

test('car run: two at once in the foreground -> one works, the other is refused; one run in all that works', async () => {
	const place = await workplace({agent: slowAgent});
	await place.ticket(1, {agent: 'script', done: false});
	const both = [place.start('run', '--foreground'), place.start('run', '--foreground')];
	const [refused] = await Promise.all([Promise.race(both.map(async ({exited}) => exited)), Promise.any(both.map(async ({seen}) => seen('Working slowly')))]);
	expect(refused.code).toBe(5);
	expect(refused.stderr).toContain('Another worker holds this repository');
	const {stdout} = await place.car('runs', '--json');
	expect((JSON.parse(stdout) as ReadonlyArray<{readonly status: string | null}>).filter(({status}) => status === 'running').length).toBe(1);
	await place.car('stop');
	const answers = await Promise.all(both.map(async ({exited}) => exited));
	expect(new Set(answers.map(({code}) => code))).toEqual(new Set([4, 5]));
});

test.each([
	['a wrong key', 'ticket_flow:\n  max_ticket_turn: 3\n', '.codex-autorunner/config.yml:2: ', 'max_ticket_turns'],
	['a wrong type', 'ticket_flow:\n\n  auto_commit: sometimes\n', '.codex-autorunner/config.yml:3: ticket_flow.auto_commit', ''],
	['a wrong choice', 'ticket_flow:\n  on_question: wiat\n', '.codex-autorunner/config.yml:2: ticket_flow.on_question', 'wait'],
	['no YAML', 'ticket_flow: [\n', '.codex-autorunner/config.yml:', ''],
])('configuration with %s: run -> exit 2 naming file, line, key and the nearest; reading goes on', async (_name, text, where, near) => {
	const place = await workplace();
	await place.write('.codex-autorunner/config.yml', text);
	await place.ticket(1, {agent: 'script', done: false});
	const {code, stderr} = await place.car('run');
	expect(code).toBe(2);
	expect(stderr).toContain(`car: ${where}`);
	expect(stderr).toContain(near);
	const status = await place.car('status');
	expect(status.code).toBe(0);
	expect(status.stdout.split('\n').filter(line => line.length > 40)).toEqual([]);
	expect(status.stdout).toContain('warning: ');
	expect(await place.car('doctor')).toMatchObject({code: 1});
});

test('commands that come with a repository: no terminal -> nothing starts before somebody agreed', async () => {
	const place = await workplace({init: false});
	await place.write('codex-autorunner.yml', 'agents: {script: {type: command, command: [touch, planted]}}\nui: {editor: touch planted}\nnotify: {command: [touch, planted]}\n');
	await place.git('add', '--all');
	await place.git('commit', '-qm', 'Configure');
	await place.car('init');
	await place.ticket(1, {agent: 'script', done: false});
	for (const args of [['run'], ['run', '--foreground'], ['notify', 'test'], ['edit', 'spec'], ['trust']]) {
		const {code, stderr} = await place.carWith({env: {EDITOR: undefined, VISUAL: undefined}}, ...args);
		expect([args, code]).toEqual([args, 2]);
		expect(stderr).toContain('car trust');
	}

	const shown = await place.car('trust');
	expect(shown.stdout).toContain('touch');
	expect(shown.stdout).toContain('codex-autorunner.yml');
	expect(await place.car('status')).toMatchObject({code: 0});
	expect(await place.car('doctor')).toMatchObject({code: 1});
	await expect(place.read('planted')).rejects.toThrow('ENOENT');

	expect(await place.car('trust', '--yes')).toMatchObject({code: 0});
	expect(await place.car('trust')).toEqual({code: 0, stdout: 'Nothing here waits for your yes.\n', stderr: ''});
	expect(await place.car('notify', 'test')).toMatchObject({code: 0});
	expect(await place.read('planted')).toBe('');
	await place.write('codex-autorunner.yml', 'notify: {command: [touch, planted-later]}\n');
	expect(await place.car('notify', 'test')).toMatchObject({code: 2});
});
