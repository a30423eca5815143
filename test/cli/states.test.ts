import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {
	runStarted, selected, turnFinished, turnStarted,
} from '../support/flow-log.js';
import {
	doneAgent, slowAgent, workplace, type Workplace,
} from './car.js';

const json = async (place: Workplace, ...args: readonly string[]): Promise<unknown> => {
	const {stdout} = await place.car(...args, '--json');
	return JSON.parse(stdout);
};

const runFolder = (place: Workplace): string => {
	const runs = path.join(place.path, '.codex-autorunner/runs');
	return path.join(runs, fs.readdirSync(runs).toSorted().at(-1)!);
};

test('a turn nobody saw end: a text for it -> refused, the text kept; --again does the turn again', async () => {
	const place = await workplace({agent: `if [ -e .git/began ]; then ${doneAgent.replaceAll('\n', ';')} exit 0; fi\ntouch .git/began\n${slowAgent}`});
	await place.ticket(1, {agent: 'script', done: false});
	const first = place.start('run');
	await first.seen('Working slowly');
	const {pid} = JSON.parse(await place.read('.codex-autorunner/lock')) as {readonly pid: number};
	process.kill(pid, 'SIGKILL');
	await first.exited;
	const dead = await json(place, 'status');
	expect(dead).toMatchObject({worker: {life: 'dead', pid: null, since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u) as string}});
	expect(await place.work()).toMatchObject({code: 3});
	const refused = await place.car('reply', '--to', 'outcome-1', 'It did all of it.');
	expect(refused.code).toBe(1);
	expect(refused.stderr).toContain('outcome-1 needs a yes or no, not a text');
	const kept = /Your text is kept in (?<file>.*\.md)/u.exec(refused.stderr)!.groups!.file!;
	expect(fs.readFileSync(kept, 'utf8')).toBe('It did all of it.');
	// The same by hand, past the surface that would refuse it.
	fs.mkdirSync(path.join(runFolder(place), 'commands'), {recursive: true});
	fs.writeFileSync(path.join(runFolder(place), 'commands/mine.json'), JSON.stringify({
		id: 'mine', at: '2026-01-01T00:00:00.000Z', type: 'reply', to: 'outcome-1', text: 'It did.', attachments: [],
	}));
	expect(await place.work()).toMatchObject({code: 3});
	expect(fs.readFileSync(path.join(runFolder(place), 'refused/mine.json'), 'utf8')).toContain('It did.');
	expect(await json(place, 'inbox')).toMatchObject([{id: 'outcome-1', body: expect.stringContaining('Nobody knows how turn 1') as string}]);
	expect(await place.car('reply', '--again')).toMatchObject({code: 0});
	expect(await place.car('run')).toMatchObject({code: 0});
	expect(await json(place, 'status')).toMatchObject({
		run: {
			status: 'completed', current_ticket: null, ticket_turns: 0, turn: 2,
		},
	});
});

const withLog = async (place: Workplace, change: (lines: readonly string[]) => string): Promise<string> => {
	const lines = [runStarted, selected(1, {agent: 'script'}), turnStarted(1, 1, {agent: 'script'}), turnFinished(1)].map((body, index) => JSON.stringify({
		seq: index + 1, at: '2026-01-01T00:00:00.000Z', run_id: '20260101-000000-aaaa', ...body,
	}));
	const file = '.codex-autorunner/runs/20260101-000000-aaaa/events.jsonl';
	await place.write(file, change(lines));
	return path.join(place.path, file);
};

test('car run: the log is damaged in the middle -> failed, the line is named, exit 1', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	const file = await withLog(place, ([first, , ...others]) => `${first!}\n{"seq":2,"at":"20\n${others.join('\n')}\n`);
	const {code, stdout} = await place.work('--dirty');
	expect(code).toBe(1);
	expect(stdout).toContain(`${file}:2 is damaged`);
	expect(await json(place, 'status')).toMatchObject({run: {status: 'failed', reason: expect.stringContaining('events.jsonl:2 is damaged') as string}, worker: {life: 'absent'}});
});

test('car run: the last line of the log is torn -> cut, kept aside, and the run completes', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	const file = await withLog(place, lines => `${lines.join('\n')}\n{"seq":5,"at`);
	expect(await place.work('--dirty')).toMatchObject({code: 0});
	const torn = fs.readdirSync(path.dirname(file)).find(name => name.includes('.torn-'));
	expect(fs.readFileSync(path.join(path.dirname(file), torn!), 'utf8')).toBe('{"seq":5,"at');
	expect(fs.readFileSync(file, 'utf8')).not.toContain('{"seq":5,"at{');
});

test('max_total_turns: reached before the next ticket -> the item names the run, in good grammar, and no ticket that never ran', async () => {
	const place = await workplace();
	await place.write('.codex-autorunner/config.yml', 'ticket_flow: {max_total_turns: 1}\n');
	await place.ticket(1, {agent: 'script', done: false});
	await place.ticket(2, {agent: 'script', done: false});
	expect(await place.work()).toMatchObject({code: 3});
	expect(await json(place, 'inbox')).toMatchObject([{
		id: 'limit-run', kind: 'limit', ticket: null, title: 'The run has used its 1 turn',
	}]);
});

test('car inbox: several things wait -> the run\'s reason stands at the item it speaks of, and at no other', async () => {
	const place = await workplace();
	await place.write('.codex-autorunner/config.yml', 'ticket_flow: {on_question: next}\n');
	await place.ticket(1, {agent: 'user', done: false, title: 'Buy a domain'});
	await place.ticket(2, {agent: 'user', done: false, title: 'Ask Ann'});
	expect(await place.work()).toMatchObject({code: 3});
	const items = await json(place, 'inbox') as ReadonlyArray<{readonly id: string; readonly body: string}>;
	const {run} = await json(place, 'status') as {readonly run: {readonly reason: string}};
	expect(items.map(({id, body}) => [id, body.split('\n')[0]])).toEqual([['user-1', 'TICKET-001 is yours: Buy a domain'], ['user-2', 'Ask Ann']]);
	expect(run.reason).toBe('TICKET-001 is yours: Buy a domain');
});

test('car tickets show: a ticket that two runs worked on -> the turns of both; car report --json tells the same', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false});
	await place.work();
	await place.car('tickets', 'reopen', '1');
	expect(await place.work()).toMatchObject({code: 0});
	expect(await json(place, 'tickets', 'show', '1')).toMatchObject([{turns: 2}]);
	expect(await json(place, 'report')).toMatchObject({
		schema: 1, run: {status: 'completed'}, tickets: [{number: 1, group: 'unchecked', turns: 2}], inbox: [],
	});
	expect(await place.car('report', '--json', '--md')).toMatchObject({code: 2});
});

test('car tickets move --end: behind all others; with --before as well -> exit 2', async () => {
	const place = await workplace();
	await place.ticket(1, {agent: 'script', done: false, title: 'One'});
	await place.ticket(2, {agent: 'script', done: false, title: 'Two'});
	await place.ticket(3, {agent: 'script', done: false, title: 'Three'});
	expect(await place.car('tickets', 'move', '1', '--end')).toMatchObject({code: 0});
	const tickets = await json(place, 'tickets') as ReadonlyArray<{readonly number: number; readonly title: string}>;
	expect(tickets.map(({title}) => title)).toEqual(['Two', 'Three', 'One']);
	expect(await place.car('tickets', 'move', '2', '--end', '--before', '3')).toMatchObject({code: 2});
	expect(await place.car('tickets', 'done', '2', '--end')).toMatchObject({code: 2});
});
