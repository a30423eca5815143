import process from 'node:process';
import {expect, test} from 'vitest';
import {widthOf} from '../../../source/domain/words/width.js';
import {plain} from '../../../source/cli/output.js';
import {statusJson} from '../../../source/cli/print/status-json.js';
import {statusText} from '../../../source/cli/print/status-text.js';
import {
	eventsOf, rest, running, selected, snapshotOf, started, ticket, turnFinished, turnStarted,
} from '../snapshots.js';

process.env.TZ = 'UTC';

const now = new Date('2026-11-22T03:00:00Z');
const linesOf = (snapshot: Parameters<typeof statusText>[0]): readonly string[] => statusText(snapshot, now).map(line => plain(line));

const asking = eventsOf(started, selected(2), turnStarted(1, 2), turnFinished(1), rest('paused', {
	reason_code: 'question', reason: 'Postgres or SQLite for the job store, and who runs it?', next: 'car reply --to 3 "your answer"',
}));

test('status: a question -> state, reason, next, turn, worker, inbox and tickets in 40 columns', () => {
	const lines = linesOf(snapshotOf({
		events: asking,
		tickets: [ticket(1, {
			title: 'Log in', done: true, proof: 'proven', state: 'done',
		}), ticket(2, {title: 'A job store with a very long title indeed', state: 'waiting'}), ticket(3)],
		inbox: [{
			id: '3', kind: 'question', ticket: null, title: 'Which?', since: '', next: '', body: '', attachments: [], replies: [],
		}],
	}));
	expect(lines).toEqual([
		'api                               run #3',
		'PAUSED since 01:04',
		'Postgres or SQLite for the job store,',
		'and who runs it?',
		'next: car reply --to 3 "your answer"',
		'turn 1, TICKET-002, 1/3 done',
		'no worker, nothing runs',
		'inbox: 1 for you (car inbox)',
		'',
		'[x] 001 Log in                    proven',
		'[?] 002 A job store with a very… waiting',
		'[ ] 003 Ticket 3                    open',
	]);
});

test('status: a dead worker, one that is silent, one that waits for a limit -> each said in words', () => {
	const going = eventsOf(started, selected(1), turnStarted(1, 1));
	const worker = {
		pid: null, since: null, silentSeconds: null, lastWords: null,
	};
	expect(linesOf(snapshotOf({events: going, worker: {...worker, life: 'dead', lastWords: 'out of memory'}}))).toEqual([
		'api                               run #3',
		'WORKER DEAD since 01:00',
		'next: car run goes on',
		'turn 1, TICKET-001, 0/0 done',
		'worker dead: out of memory',
	]);
	expect(linesOf(snapshotOf({
		events: going,
		worker: {
			...worker, life: 'silent', pid: 42, silentSeconds: 75,
		},
	}))).toContain('worker silent for 1 min 15 s (pid 42)');
	const waiting = eventsOf(started, running({reason_code: 'waiting_limit', reason: 'The agent\'s usage limit is reached', until: '2026-11-23T05:00:00.000Z'}));
	expect(linesOf(snapshotOf({events: waiting, worker: {...worker, life: 'alive', pid: 42}}))).toContain('goes on by itself at 2026-11-23 05:00');
});

test('status: before anything -> what to do first', () => {
	expect(linesOf(snapshotOf({initialised: false}))).toEqual(['api                               no run', 'not prepared yet', 'next: car init']);
	expect(linesOf(snapshotOf())).toEqual(['api                               no run', 'no tickets yet', 'next: car tickets new "What to do"']);
	expect(linesOf(snapshotOf({tickets: [ticket(1)]}))).toContain('next: car run');
});

test('status: anything long or wide -> never wider than 40 columns', () => {
	const lines = linesOf(snapshotOf({
		repo: `/home/me/${'very-long-name-'.repeat(5)}`,
		events: eventsOf(started, rest('failed', {reason: `${'x'.repeat(100)} ${'日本語'.repeat(30)}`, next: 'y '.repeat(60)})),
		tickets: Array.from({length: 50}, (_, index) => ticket(index + 9990, {title: '日本語のチケット '.repeat(5), state: index < 20 ? 'done' : 'open'})),
		warnings: [`/${'long/'.repeat(30)}config.yml:3: something is wrong`],
		fullAccess: true,
	}));
	expect(lines.filter(line => widthOf(line) > 40)).toEqual([]);
	expect(lines).toContain('full access: agents may do everything');
	expect(lines).toContain('… 30 more: car tickets');
	expect(lines.filter(line => line.startsWith('['))).toHaveLength(20);
	expect(lines.find(line => line.startsWith('['))).toMatch(/^\[x\] 10007 /v);
});

test('status --json: a question -> the contract\'s names in the contract\'s order', () => {
	const json = statusJson(snapshotOf({
		events: asking,
		tickets: [ticket(1, {state: 'broken', problems: [{code: 'missing_done', message: 'No `done`.', mend: 'Add it.'}]})],
	}));
	expect(JSON.stringify(json)).toBe(JSON.stringify({
		schema: 1,
		repo: '/home/me/api',
		run: {
			id: '20261122-010000-abcd',
			number: 3,
			status: 'paused',
			reason_code: 'question',
			reason: 'Postgres or SQLite for the job store, and who runs it?',
			reason_details: [],
			next: 'car reply --to 3 "your answer"',
			until: null,
			current_ticket: '.codex-autorunner/tickets/TICKET-002.md',
			turn: 1,
			ticket_turns: 1,
			started_at: '2026-11-22T01:00:00.000Z',
			finished_at: null,
		},
		worker: {life: 'absent', pid: null, since: null},
		tickets: {
			total: 1,
			done: 0,
			proven: 0,
			broken: 1,
			items: [{
				path: '.codex-autorunner/tickets/TICKET-001.md', number: 1, title: 'Ticket 1', agent: 'codex', done: false, proof: null, state: 'broken', problems: [{
					code: 'missing_done', message: 'No `done`.', line: null, mend: 'Add it.',
				}],
			}],
		},
		inbox: {open: 0, items: []},
	}));
});
