import {expect, test} from 'vitest';
import type {Evidence, LogEvent, RunEvidence} from '../../../proof/crash/model/evidence.js';
import {judge, type Expectation} from '../../../proof/crash/model/judge.js';

const runId = '20260101-000000-aaaa';

const ticket = '---\ndone: false\n---\n';

const expected: Expectation = {turns: 1, workers: [1], tickets: [ticket]};

const events: readonly LogEvent[] = [
	{type: 'run_started', seq: 1},
	{type: 'ticket_selected', seq: 2, number: 1},
	{type: 'turn_started', seq: 3, turn: 1},
	{
		type: 'turn_finished', seq: 6, turn: 1, outcome: 'completed',
	},
	{
		type: 'reply_received', seq: 7, reply: 1, command_id: 'c',
	},
	{
		type: 'dispatch_archived', seq: 8, dispatch: 1, mode: 'pause',
	},
	{
		type: 'item_opened', seq: 9, id: '1', kind: 'question',
	},
	{type: 'item_closed', seq: 10, id: '1'},
	{type: 'committed', seq: 11, commit: 'abc'},
	{type: 'run_state_changed', seq: 12, status: 'completed'},
];

const run: RunEvidence = {
	runId,
	badLines: [],
	events,
	transcripts: [{name: '0001.jsonl', seqs: [4, 5], badLines: []}],
	dispatches: [{number: 1, text: 'TOKEN-1-7.', files: {'a.txt': 'attachment 1-7'}}],
	replies: [{number: 1, text: 'REPLY-TOKEN-1', files: {'b.txt': 'with REPLY-TOKEN-1'}}],
	commands: [],
	leftInOutbox: [],
	debris: [],
};

const note = (what: string, rest: string) => ({what, turn: `${runId}-1`, rest});

const good: Evidence = {
	acts: {replies: [{token: 'REPLY-TOKEN-1', attachment: 'b.txt', commandId: 'c'}], outcomes: [], commands: ['c']},
	prompts: [{
		run: runId, turn: 1, process: '7', text: 'do it, REPLY-TOKEN-1',
	}],
	journal: [note('attached', '1-7 a.txt'), note('sends', '1-7'), note('sent', '1-7'), note('worked', '1-7'), note('ended', '1-7')],
	runs: [run],
	commits: [{hash: 'abc', subject: 'TICKET-001: x', trailers: [`Car-Turn: ${runId}/1`]}],
	dirty: [],
	refs: ['before', 'after'].map(moment => `refs/car/${runId}/1/${moment}`),
	work: {'work-001.txt': '1-7\n'},
	tickets: [{name: 'TICKET-001.md', text: ticket.replace('false', 'true')}],
	isLocked: false,
	survivors: [],
};

const withRun = (change: Partial<RunEvidence>): Evidence => ({...good, runs: [{...run, ...change}]});

const without = (type: string): Evidence => withRun({events: events.filter(event => event.type !== type)});

test('judge: a life in which every promise was kept -> nothing', () => {
	expect(judge(good, expected)).toEqual([]);
});

test.each<[name: string, evidence: Evidence, sin: string]>([
	['a turn sent twice', {...good, prompts: [...good.prompts, {...good.prompts[0]!, process: '8'}]}, 'silently repeated'],
	['a turn nobody asked for', {...good, prompts: [...good.prompts, {...good.prompts[0]!, turn: 2, text: 'again'}]}, '2 prompts were sent'],
	['no turn at all', {...good, prompts: []}, 'a turn was lost'],
	['a turn without an end in the log', without('turn_finished'), 'has 0 ends'],
	['an end that never was', {...good, journal: good.journal.filter(each => each.what !== 'ended')}, 'never came to its end'],
	['a reply that is not in the history', withRun({replies: []}), 'REPLY-TOKEN-1 in the reply history is lost'],
	['a reply that is there twice', withRun({replies: [run.replies[0]!, {...run.replies[0]!, number: 2}]}), 'is there 2 times'],
	['a reply that is not in the log', without('reply_received'), 'REPLY-TOKEN-1 in the log is lost'],
	['a reply without its attachment', withRun({replies: [{...run.replies[0]!, files: {}}]}), 'attachment of REPLY-TOKEN-1 is lost'],
	['a reply in no prompt', {...good, prompts: [{...good.prompts[0]!, text: 'do it'}]}, 'prompts whose turn succeeded is lost'],
	['a reply twice in one prompt', {...good, prompts: [{...good.prompts[0]!, text: 'REPLY-TOKEN-1 REPLY-TOKEN-1'}]}, 'holds REPLY-TOKEN-1 twice'],
	['a message that is lost', withRun({dispatches: [{number: 1, text: 'x', files: {}}]}), 'message 1-7 is lost'],
	['a message whose attachment is torn', withRun({dispatches: [{...run.dispatches[0]!, files: {'a.txt': 'att'}}]}), 'attachment a.txt of message 1-7 is lost'],
	['an attachment that came twice', withRun({dispatches: [run.dispatches[0]!, {number: 2, text: 'x', files: run.dispatches[0]!.files}]}), 'came with two messages'],
	['a question nobody sees', without('item_opened'), 'questions 1 were asked'],
	['a commit that is not in the log', without('committed'), 'is not in the log'],
	['a commit that is in the log alone', {...good, commits: []}, 'not in the repository'],
	['a commit that was made twice', {...good, commits: [good.commits[0]!, {...good.commits[0]!, hash: 'def'}]}, 'committed twice'],
	['work that is not committed', {...good, work: {}}, 'is committed 0 times'],
	['a dirty tree', {...good, dirty: ['?? x']}, 'left in the tree'],
	['a torn log', withRun({badLines: [3]}), 'events.jsonl:3 is no event'],
	['a number that is there twice', withRun({transcripts: [{name: '0001.jsonl', seqs: [5, 6], badLines: []}]}), 'seq 6 is there twice'],
	['a run that rests for ever', withRun({events: events.slice(0, -1)}), 'the run ended'],
	['an item that stays open', without('item_closed'), 'item 1 stays open'],
	['a command nobody took', withRun({commands: ['x.json']}), 'never taken'],
	['a command that was refused after it counted', withRun({events: [...events, {type: 'command_refused', seq: 13, command_id: 'c'}]}), 'command c was answered by'],
	['something left in the outbox', withRun({leftInOutbox: ['DISPATCH.md']}), 'left behind'],
	['half a write', withRun({debris: ['x.partial/y']}), 'half a write'],
	['a torn ticket', {...good, tickets: [{name: 'TICKET-001.md', text: '---\ndone'}]}, 'ticket 1 is not as it should be'],
	['a ref that is missing', {...good, refs: []}, 'the ref 1/before'],
	['a process that lives on', {...good, survivors: [77]}, 'process 77'],
	['a lock that is held', {...good, isLocked: true}, 'holds the lock'],
])('judge: %s -> named', (_name, evidence, sin) => {
	expect(judge(evidence, expected).join('\n')).toContain(sin);
});
