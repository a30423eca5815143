import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {tempFolder} from '../support/temp-folder.js';
import {tempRepository} from '../support/temp-repository.js';
import {runCar, runProgram, workplace} from './car.js';

test('car init: a folder without git -> refused, then made with --git-init; a second time nothing changes', async () => {
	const folder = await tempFolder('new');
	const env = {XDG_CONFIG_HOME: path.join(folder, '../c'), XDG_STATE_HOME: path.join(folder, '../s')};
	expect(await runCar(['init'], {cwd: folder, env})).toMatchObject({code: 2, stderr: expect.stringContaining('car init --git-init') as string});
	const first = await runCar(['init', '--git-init'], {cwd: folder, env});
	expect(first).toMatchObject({code: 0, stderr: ''});
	expect(first.stdout).toContain(`${folder} is a git repository now.\n${folder} is prepared.\n`);
	expect(first.stdout).toContain('Next: car tickets new "What to do" writes a ticket, car run starts.\n');
	const second = await runCar(['init', '--git-init'], {cwd: folder, env});
	expect(second.code).toBe(0);
	expect(second.stdout).toContain(`${folder} was prepared already; nothing was changed.\n`);
});

test('car init: an agent on the PATH -> the first of the list is the default', async () => {
	const repository = await tempRepository();
	const bin = await tempFolder('bin');
	for (const name of ['gemini', 'opencode']) {
		await writeFile(path.join(bin, name), '#!/bin/sh\n', {mode: 0o755});
	}

	const {stdout} = await runCar(['init'], {cwd: repository.path, env: {PATH: `${bin}:${process.env.PATH ?? ''}`, XDG_STATE_HOME: bin}});
	expect(stdout).toContain('Agents found: opencode, gemini.\n');
	expect(await repository.read('.codex-autorunner/config.yml')).toContain('\n  default_agent: opencode\n');
});

test('car init --from-spec: an empty spec, a spec, tickets already -> refused, one ticket, refused', async () => {
	const place = await workplace();
	expect(await place.car('init', '--from-spec')).toMatchObject({code: 1, stderr: 'car: .codex-autorunner/workspace/spec.md is empty, so there is nothing to make tickets from.\n  car edit spec opens it; then car init --from-spec.\n'});
	await place.write('.codex-autorunner/workspace/spec.md', 'Build a shop.\n');
	expect(await place.car('init', '--from-spec')).toMatchObject({code: 0});
	const {stdout} = await place.car('tickets', 'show', '1');
	expect(stdout).toContain('Split the specification into tickets');
	expect(stdout).toContain('workspace/spec.md');
	expect(await place.car('init', '--from-spec')).toMatchObject({code: 1, stderr: expect.stringContaining('There are tickets already (1)') as string});
});

test('car log, runs, report: a finished run -> read in every way', async () => {
	const place = await workplace();
	expect(await place.car('log')).toMatchObject({code: 1, stderr: 'car: There is no run yet, so there is no log.\n  car run starts one.\n'});
	expect(await place.car('runs')).toMatchObject({code: 0, stdout: 'No run yet: car run starts one.\n'});
	expect(await place.car('report')).toMatchObject({code: 0, stdout: expect.stringContaining('No run yet') as string});
	await place.ticket(1, {title: 'First', agent: 'script', done: false});
	await place.ticket(2, {title: 'Second', agent: 'script', done: false});
	await place.work();
	const second = await place.car('log', '--turn', '2');
	expect(second.stdout).toContain('Working on .codex-autorunner/tickets/TICKET-002.md');
	expect(second.stdout).not.toContain('TICKET-001');
	const found = await place.car('log', '--grep', 'Working on .*002', '--run', '#1');
	expect(found.stdout).toBe('  Working on .codex-autorunner/tickets/TICKET-002.md\n');
	expect(await place.car('log', '--turn', '9')).toMatchObject({code: 1, stderr: 'car: Run #1 has no turn 9.\n  car log shows the turns it has.\n'});
	expect(await place.car('log', '--run', '7')).toMatchObject({code: 1});
	expect(await place.car('log', '--follow', '--grep', 'completed:')).toMatchObject({code: 0});
	const runs = await place.car('runs', '--json');
	expect(JSON.parse(runs.stdout)).toEqual([{
		id: expect.stringMatching(/^\d{8}-\d{6}-[a-z\d]{4}$/v), number: 1, status: 'completed', reason_code: null, reason: 'All 2 tickets are done after 2 turns', turn: 2, started_at: expect.any(String), finished_at: expect.any(String),
	}]);

	const markdown = await place.car('report', '--md', '--since', '1h');
	expect(markdown.stdout).toContain('## Done, unchecked (2)');
	const report = await place.car('report');
	expect(report.code).toBe(0);
	expect(report.stdout).toContain('Done, unchecked (2)\n  001 First\n');
	const next = await place.car('report');
	expect(next.stdout).toContain('2 tickets done before');
	expect(next.stdout).toContain('0 turns');
});

test('car log: a torn last line and a damaged transcript -> what can be read, and a warning', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	await place.work();
	const runs = await place.car('runs', '--json');
	const [{id}] = JSON.parse(runs.stdout) as [{readonly id: string}];
	const transcript = `.codex-autorunner/runs/${id}/turns/0001.jsonl`;
	await place.write(transcript, `no json\n${await place.read(transcript)}{"torn`);
	const {code, stdout, stderr} = await place.car('log');
	expect(code).toBe(0);
	expect(stdout).toContain('  Working on ');
	expect(stdout).toContain('completed: ');
	expect(stderr).toContain('1 line is no event');
});

test('car edit: VISUAL with arguments -> opens the document; an editor that fails -> exit 1', async () => {
	const place = await workplace();
	const editor = path.join(place.path, '.git/edit.sh');
	await place.write('.git/edit.sh', 'echo "$1" > "$2"\n');
	expect(await place.carWith({env: {VISUAL: `sh ${editor} written`}}, 'edit', 'decisions')).toMatchObject({code: 0, stdout: 'Every prompt holds .codex-autorunner/workspace/decisions.md, its first 4,000 characters.\n'});
	expect(await place.read('.codex-autorunner/workspace/decisions.md')).toBe('written\n');
	const failed = await place.carWith({env: {VISUAL: '', EDITOR: 'false'}}, 'edit', 'spec');
	expect(failed.code).toBe(1);
	expect(failed.stderr).toContain('The editor "false" ended with exit 1.');
	expect(failed.stderr).toContain(path.join(place.path, '.codex-autorunner/workspace/spec.md'));
});

test('car doctor: a sound repository, then one in a merge -> each check with its mend', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	const sound = await place.car('doctor', '--json');
	expect(sound.code).toBe(0);
	const {ok, checks} = JSON.parse(sound.stdout) as {readonly ok: boolean; readonly checks: ReadonlyArray<{readonly name: string; readonly level: string; readonly mend: string}>};
	expect(ok).toBe(true);
	expect(checks.map(({name}) => name)).toEqual(expect.arrayContaining(['folder', 'git', 'tickets', 'agent', 'worker', 'agent script', 'disk', 'watchers', 'terminal', 'notifications', 'logout']));
	expect(checks.filter(({level, mend}) => level !== 'good' && mend === '')).toEqual([]);
	await place.write('.git/MERGE_HEAD', `${await place.git('rev-parse', 'HEAD')}\n`);
	const merging = await place.car('doctor');
	expect(merging.code).toBe(1);
	expect(merging.stdout).toMatch(/^BAD {2}git: .*merge.*\n {5}\S/mv);
	await mkdir(path.join(place.env.XDG_STATE_HOME!, 'codex-autorunner'), {recursive: true});
	await writeFile(path.join(place.env.XDG_STATE_HOME!, 'codex-autorunner/trust.json'), '{', {mode: 0o600});
	const {stdout} = await place.car('doctor');
	expect(stdout).toMatch(/^BAD {2}trust: .*trust\.json is damaged, so nothing in it is trusted\.\n {5}\S/mv);
});

test('car notify test: none, one that works, one that fails -> how to configure, its variables, its trouble', async () => {
	const none = await workplace();
	expect(await none.car('notify', 'test')).toMatchObject({code: 1, stderr: expect.stringContaining('No notify.command is configured.') as string});
	const out = path.join(await tempFolder('out'), 'seen');
	const works = await workplace({config: `notify: {command: [sh, -c, 'echo "$CAR_EVENT|$CAR_REPO|$CAR_ITEM|$CAR_TITLE" > ${out}']}\n`});
	expect(await works.car('notify', 'test')).toMatchObject({code: 0});
	expect(await works.read(path.relative(works.path, out))).toBe(`item_opened|${works.path}|test|A test of notify.command\n`);
	const fails = await workplace({config: 'notify: {command: [sh, -c, "echo broken >&2; exit 3"]}\n'});
	const {code, stderr} = await fails.car('notify', 'test');
	expect(code).toBe(1);
	expect(stderr).toContain('exit code 3');
	expect(stderr).toContain('broken');
});

test('car demo: no terminal -> runs to the end, answers its question itself and says so', {timeout: 180_000}, async () => {
	const folder = await tempFolder('demo');
	await mkdir(path.join(folder, 'state'));
	const {code, stdout, stderr} = await runProgram(['demo'], {
		cwd: folder, env: {
			XDG_STATE_HOME: path.join(folder, 'state'), XDG_CONFIG_HOME: path.join(folder, 'config'), TMPDIR: folder, CAR_DEMO_SPEED: '10',
		},
	});
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout).toContain(`A demo repository was made in ${folder}/car-demo-`);
	expect(stdout).toContain('No terminal is here, so the demo answers itself: ');
	expect(stdout).toMatch(/\d+ of (?<total>\d+) tickets are done\./v);
});
