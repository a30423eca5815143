import {expect, test} from 'vitest';
import {reportJson, reportMarkdown} from '../../../source/domain/report/report-forms.js';
import {reportText} from '../../../source/cli/print/report-text.js';
import {plain} from '../../../source/cli/output.js';
import {buildReport, type ReportSources} from '../../../source/domain/report/build-report.js';
import {spendTime} from '../../../source/domain/report/spend-time.js';
import {foldRun} from '../../../source/domain/run/reduce-run.js';
import type {FlowEventBody} from '../../../source/domain/event/flow-event.js';
import {
	eventsOf, pathOf, rest, running, selected, started, ticket, turnFinished, turnStarted,
} from '../../cli/snapshots.js';

process.env.TZ = 'UTC';

const commit = (turn: number, hash: string): FlowEventBody => ({
	type: 'committed', commit: hash, kind: 'ticket', turn,
});

// Minutes from 01:00: each event is one minute after the one before.
const night = eventsOf(
	started, // 0
	selected(1), // 1
	turnStarted(1, 1), // 2
	turnFinished(1), // 3
	{
		type: 'verify_finished', ticket: pathOf(1), turn: 1, baseline: false, results: [{
			command: 'npm test', exit_code: 0, before: 0, seconds: 30, tail: '',
		}],
	}, // 4
	commit(1, 'aaaaaaaaaa'), // 5
	selected(2), // 6
	turnStarted(2, 2), // 7
	turnFinished(2, {
		outcome: 'failed', error: 'no', tokens: null, diff_stats: {files: 0, insertions: 0, deletions: 0},
	}), // 8
	running({reason_code: 'waiting_limit', until: 'x'}), // 9
	running(), // 10
	turnStarted(3, 2), // 11
	turnFinished(3, {diff_stats: {files: 1, insertions: 1, deletions: 0}}), // 12
	{
		type: 'dispatch_archived', dispatch: 1, mode: 'notify', title: 'Half *way*', ticket: null, attachments: [], turn: 3,
	}, // 13
	commit(3, 'bbbbbbbbbb'), // 14
	selected(3), // 15
	rest('paused', {reason_code: 'question', reason: 'Which?', next: 'car reply'}), // 16
);

const sources: ReportSources = {
	events: night,
	run: foldRun(night),
	isWorking: false,
	tickets: [
		ticket(1, {
			title: 'Log in', done: true, proof: 'proven', state: 'done',
		}),
		ticket(2, {
			title: 'Job store', done: true, proof: 'unchecked', state: 'done',
		}),
		ticket(3, {state: 'waiting'}),
		ticket(4),
		ticket(5, {proof: 'failed'}),
		ticket(6, {state: 'broken'}),
	],
	inbox: [{
		id: '2', kind: 'question', ticket: pathOf(3), title: 'Which?', since: '', next: 'car reply --to 2',
	}],
	since: null,
	now: '2026-11-22T02:00:00.000Z',
};

test('report: from the beginning -> groups, work of each ticket, turns, tokens and time', () => {
	const report = buildReport(sources);
	expect(report.tickets.map(({number, group}) => `${number} ${group}`)).toEqual(['1 proven', '2 unchecked', '3 waiting', '4 not_started', '5 failed', '6 broken']);
	expect(report.tickets[0]).toMatchObject({
		turns: 1, seconds: 60, diffStats: {files: 2, insertions: 10, deletions: 3}, commits: ['aaaaaaaaaa'], tokens: {input: 900, output: 100, total: 1000},
	});
	expect(report.tickets[1]).toMatchObject({
		turns: 2, seconds: 120, diffStats: {files: 1, insertions: 1, deletions: 0}, commits: ['bbbbbbbbbb'],
	});
	expect(report.turns).toEqual({completed: 2, failed: 1, interrupted: 0});
	expect(report.tokens).toEqual({input: 1800, output: 200, total: 2000});
	expect(report.notices).toEqual([{runId: expect.any(String) as unknown, dispatch: expect.any(Number) as unknown, title: 'Half *way*'}]);
	expect(report.time).toEqual({
		agents: 180, retries: 0, checks: 30, limits: 60, human: 44 * 60, other: (16 * 60) - 180 - 30 - 60,
	});
});

test.each([
	['in a turn', [started, selected(1), turnStarted(1, 1)], 'its worker died in turn 1 of TICKET-001'],
	['between turns', [started, selected(1), turnStarted(1, 1), turnFinished(1)], 'its worker died'],
])('report: the worker died %s -> says so', (_, bodies, reason) => {
	const run = foldRun(eventsOf(...bodies));
	expect(reportText(buildReport({...sources, run, isWorking: false})).map(line => plain(line)).join('\n')).toMatch(new RegExp(`${reason}$`, 'm'));
});

test('report: since a moment -> only what happened after it; older done tickets are counted', () => {
	const report = buildReport({...sources, since: '2026-11-22T01:10:30.000Z'});
	expect(report.doneBefore).toBe(1);
	expect(report.tickets.map(({number}) => number)).toEqual([2, 3, 4, 5, 6]);
	expect(report.tickets[0]).toMatchObject({turns: 1, seconds: 60, commits: ['bbbbbbbbbb']});
	expect(report.turns).toEqual({completed: 1, failed: 0, interrupted: 0});
	expect(report.time).toEqual({
		agents: 60, retries: 0, checks: 0, limits: 0, human: 44 * 60, other: 30 + 240,
	});
});

test('time spent: a run whose worker died, one that works on -> nothing after the last word, time goes on', () => {
	const events = eventsOf(started, turnStarted(1, 1));
	const span = {since: Number.NEGATIVE_INFINITY, until: Date.parse('2026-11-22T01:11:00Z')};
	expect(spendTime(events, {...span, isWorking: false})).toMatchObject({agents: 0, other: 60});
	expect(spendTime(events, {...span, isWorking: true})).toMatchObject({agents: 600, other: 60});
	expect(spendTime([], {...span, isWorking: false})).toEqual({
		agents: 0, retries: 0, checks: 0, limits: 0, human: 0, other: 0,
	});
});

test.each<[name: string, event: FlowEventBody, time: Readonly<Record<string, number>>]>([
	['its turn may have been sent: the run rests', rest('paused', {reason_code: 'outcome_unknown', reason: 'Nobody knows', next: 'car reply'}), {agents: 0, other: 60, human: 540}],
	['its turn was never sent: it is started', {
		type: 'recovered', found: 'turn 1 was never sent', did: 'starts it', turn: 1,
	}, {agents: 0, other: 60 + 540, human: 0}],
])('time spent: a worker that died, found a minute later; %s -> the time between is nobody\'s', (_name, event, time) => {
	const events = eventsOf(started, turnStarted(1, 1), event);
	expect(spendTime(events, {since: Number.NEGATIVE_INFINITY, until: Date.parse('2026-11-22T01:11:00Z'), isWorking: true})).toMatchObject(time);
});

test('time spent: a turn that was tried again -> the lost attempt is told apart from the work', () => {
	const events = eventsOf(started, turnStarted(1, 1), turnStarted(1, 1, {attempt: 2}));
	expect(spendTime(events, {since: Number.NEGATIVE_INFINITY, until: Date.parse('2026-11-22T01:11:00Z'), isWorking: true})).toMatchObject({agents: 540, retries: 60, other: 60});
});

test('report as text: the night -> one screen', () => {
	expect(reportText(buildReport(sources)).map(line => plain(line))).toEqual([
		'Report from the beginning until 02:00',
		'Run #3 paused: Which?',
		'  next: car reply',
		'',
		'Proven (1)',
		'  001 Log in',
		'      1 turn, 1 min, 2 files +10 -3, 1,000 tokens, commit aaaaaaa',
		'',
		'Done, unchecked (1)',
		'  002 Job store',
		'      2 turns, 2 min, 1 file +1 -0, 1,000 tokens, commit bbbbbbb',
		'',
		'Checks fail (1)',
		'  005 Ticket 5',
		'',
		'Broken tickets (1)',
		'  006 Ticket 6',
		'',
		'Waiting for you (1)',
		'  003 Ticket 3',
		'',
		'Not started (1)',
		'  004 Ticket 4',
		'',
		'Inbox (1)',
		'  2 Which?',
		'      next: car reply --to 2',
		'',
		'Messages',
		'  Half *way*',
		'',
		'3 turns (1 failed); tokens: 1,800 in, 200 out',
		'Time: waited for you 44 min, everything else 11 min 30 s, agents worked 3 min, waited for limits 1 min, checks ran 30 s',
	]);
});

test('report as markdown: titles with markup in them -> literal', () => {
	const markdown = reportMarkdown(buildReport({...sources, since: '2026-11-22T01:10:30.000Z'}));
	expect(markdown.slice(0, 7)).toEqual(['# Report since 01:10 until 02:00', '', 'Run #3 **paused**: Which?', '', '## Done, unchecked (1)', '', '- **TICKET-002** Job store: 1 turn, 1 min, 1 file +1 -0, 1,000 tokens, commit bbbbbbb']);
	expect(markdown).toContain(String.raw`- Half \*way\*`);
	expect(markdown).toContain('Done before: 1');
});

test('report as JSON: names and order are the contract\'s', () => {
	expect(JSON.stringify(reportJson(buildReport({...sources, tickets: sources.tickets.slice(0, 1)})))).toBe(JSON.stringify({
		schema: 1,
		since: null,
		until: '2026-11-22T02:00:00.000Z',
		run: {
			id: sources.run?.runId, number: 3, status: 'paused', reason_code: 'question', reason: 'Which?',
		},
		turns: {completed: 2, failed: 1, interrupted: 0},
		tickets: [{
			path: pathOf(1), number: 1, title: 'Log in', group: 'proven', done: true, proof: 'proven', turns: 1, seconds: 60, diff_stats: {files: 2, insertions: 10, deletions: 3}, commits: ['aaaaaaaaaa'], tokens: {input: 900, output: 100, total: 1000},
		}],
		done_before: 0,
		inbox: [{
			id: '2', kind: 'question', ticket: pathOf(3), title: 'Which?', since: '', next: 'car reply --to 2',
		}],
		notices: [{runId: sources.run?.runId, dispatch: 1, title: 'Half *way*'}],
		time: {
			agents: 180, retries: 0, checks: 30, limits: 60, human: 44 * 60, other: (16 * 60) - 180 - 30 - 60,
		},
		tokens: {input: 1800, output: 200, total: 2000},
	}));
});

test('report: no run at all -> says how to start', () => {
	const report = buildReport({
		...sources, events: [], run: null, tickets: [], inbox: [],
	});
	expect(reportText(report).map(line => plain(line))).toEqual(['Report from the beginning until 02:00', 'No run yet: car run starts one.', '', '0 turns']);
});

test('time: a turn whose worker died and whose end the next one wrote an hour later -> the agent worked as long as it was heard', () => {
	const [begin, start, end, recovered, rested] = eventsOf(started, turnStarted(1, 1), turnFinished(1, {outcome: 'interrupted', seconds: 90}), {type: 'recovered', found: 'turn 1 had ended', did: 'took its end'}, rest('paused', {reason_code: 'paused_by_you'}));
	const later = <Event extends {readonly at: string}>(event: Event): Event => ({...event, at: new Date(Date.parse(event.at) + 3_600_000).toISOString()});
	const time = spendTime([begin!, start!, later(end!), later(recovered!), later(rested!)], {since: Number.NEGATIVE_INFINITY, until: Date.parse(later(rested!).at), isWorking: false});
	expect(time).toEqual({
		agents: 90, retries: 0, checks: 0, limits: 0, human: 0, other: 120,
	});
});

test('report: the worker died in a turn -> says so, what goes on, and that its ticket was begun', () => {
	const events = eventsOf(started, selected(1), turnStarted(1, 1));
	const report = buildReport({
		events, run: foldRun(events), isWorking: false, tickets: [ticket(1, {title: 'Log in'}), ticket(2)], inbox: [], since: null, now: '2026-11-22T09:00:00.000Z',
	});
	expect(reportText(report).map(line => plain(line)).slice(1, 8)).toEqual([
		'Run #3 broke off: its worker died in turn 1 of TICKET-001',
		'  next: car run goes on',
		'',
		'Begun (1)',
		'  001 Log in',
		'      its turn broke off',
		'',
	]);
	expect(reportText(report).map(line => plain(line)).join('\n')).not.toContain('agents worked');
	expect(reportMarkdown(report)).toContain('Run #3 **broke off**: its worker died in turn 1 of TICKET-001 (next: car run)');
});
