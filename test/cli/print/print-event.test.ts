import process from 'node:process';
import {expect, test} from 'vitest';
import {plain, rendered} from '../../../source/cli/output.js';
import {createEventPrinter, flowEventLines} from '../../../source/cli/print/print-event.js';
import type {AgentEvent} from '../../../source/domain/event/agent-event.js';
import type {AgentEventLine, FlowEventBody} from '../../../source/domain/event/flow-event.js';
import {
	eventsOf, rest, running, runId, selected, started, turnFinished, turnStarted,
} from '../snapshots.js';

process.env.TZ = 'UTC';

const said = (body: FlowEventBody): readonly string[] => eventsOf(body).flatMap(event => flowEventLines(event).map(line => plain(line)));

const item = {
	id: 'user-4', kind: 'user_ticket', ticket: null, title: 'Buy a domain', since: '', next: 'do it',
} as const;

test.each<readonly [FlowEventBody, readonly string[]]>([
	[started, ['01:00:00 run #3 20261122-010000-abcd']],
	[running(), []],
	[running({went_on: true}), ['01:00:00 the run goes on']],
	[running({reason: 'The usage limit is reached', until: '2026-11-22T05:00:00.000Z'}), ['01:00:00 running: The usage limit is reached (goes on by itself at 05:00)']],
	[rest('paused', {reason: 'Broken', reason_details: ['a\nb'], next: 'mend it'}), ['01:00:00 paused: Broken', '           a', '           b', '           next: mend it']],
	[selected(7), ['01:00:00 TICKET-007 with codex']],
	[turnStarted(4, 7), ['01:00:00 turn 4 of TICKET-007 with codex']],
	[turnStarted(4, 7, {attempt: 2, purpose: 'commit'}), ['01:00:00 turn 4 of TICKET-007 with codex, to commit, attempt 2']],
	[turnFinished(4), ['01:00:00 turn 4 completed (1 min, 2 files +10 -3, 1,000 tokens)']],
	[turnFinished(4, {
		outcome: 'failed', error: 'no key\nat all', tokens: null, diff_stats: {files: 0, insertions: 0, deletions: 0},
	}), ['01:00:00 turn 4 failed (1 min, no file changed)', '           no key', '           at all']],
	[turnFinished(4, {outcome: 'interrupted', error: 'interrupted', tokens: null}), ['01:00:00 turn 4 interrupted (1 min, 2 files +10 -3)']],
	[{
		type: 'dispatch_archived', dispatch: 3, mode: 'pause', title: 'Which?', ticket: null, attachments: ['a/b.png'], turn: 1,
	}, ['01:00:00 question 3: Which?', '           a/b.png']],
	[{
		type: 'dispatch_archived', dispatch: 3, mode: 'notify', title: 'Half way', ticket: null, attachments: [], turn: 1,
	}, ['01:00:00 message 3: Half way']],
	[{
		type: 'dispatch_archived', dispatch: 3, mode: 'turn_summary', title: '', ticket: null, attachments: [], turn: 1,
	}, []],
	[{
		type: 'reply_received', reply: 2, command_id: null, to: '3', ticket: null,
	}, ['01:00:00 reply 2 received, to 3']],
	[{type: 'reply_delivered', reply: 2, turn: 5}, ['01:00:00 reply 2 delivered in turn 5']],
	[{
		type: 'committed', commit: '0123456789abcdef', kind: 'ticket', turn: 5,
	}, ['01:00:00 committed 0123456789 (ticket)']],
	[{
		type: 'commit_refused', kind: 'ticket', error: 'hook says no', turn: 5,
	}, ['01:00:00 commit refused (ticket)', '           hook says no']],
	[{
		type: 'verify_finished', ticket: 'x/TICKET-007.md', turn: 5, baseline: false, results: [
			{
				command: 'npm test', exit_code: 0, before: null, seconds: 3, tail: '',
			},
			{
				command: 'lint', exit_code: 2, before: 1, seconds: 1, tail: '',
			},
			{
				command: 'e2e', exit_code: null, before: 0, seconds: 600, tail: 'one\ntwo\n',
			},
		],
	}, ['01:00:00 checks of TICKET-007', '           passes: npm test (3 s)', '           failed before too: lint (exit 2)', '           fails: e2e (ended by its time limit or a signal)', '             one', '             two']],
	[{type: 'item_opened', ...item}, ['01:00:00 waits for you: Buy a domain', '           next: do it']],
	[{type: 'item_opened', ...item, kind: 'question'}, []],
	[{type: 'item_closed', ...item}, ['01:00:00 no longer waits: Buy a domain']],
	[{type: 'command_refused', command_id: 'x', reason: '3 is not open'}, ['01:00:00 refused: 3 is not open']],
	[{type: 'command_done', command_id: 'x'}, []],
	[{type: 'recovered', found: 'a dead worker', did: 'took over'}, ['01:00:00 recovered: a dead worker; took over']],
])('flow event: %j -> as text', (body, lines) => {
	expect(said(body)).toEqual(lines);
});

const printed = (...events: readonly AgentEvent[]): readonly string[] => {
	const printer = createEventPrinter();
	const lines = events.flatMap((event, seq): ReturnType<typeof printer.print> => printer.print({
		type: 'agent_event', seq, at: '', run_id: runId, turn: 1, event,
	} satisfies AgentEventLine));
	return [...lines, ...printer.flush()].map(line => plain(line));
};

const delta = (channel: 'message' | 'reasoning' | 'tool', text: string): AgentEvent => ({type: 'output_delta', channel, text});

test('agent events: pieces of lines -> whole lines, each channel marked, none said twice', () => {
	expect(printed(
		{type: 'session_started', conversation_id: 'c'},
		delta('message', 'I look'),
		delta('message', ' around.\nThen I'),
		delta('message', ' act.'),
		delta('reasoning', 'Hm.\n'),
		{
			type: 'tool_call', call_id: '1', name: 'bash', summary: 'npm test',
		},
		delta('tool', 'ok 1\nok'),
		delta('tool', ' 2'),
		{
			type: 'tool_result', call_id: '1', ok: false, summary: 'tests fail', exit_code: 1,
		},
		{
			type: 'tool_call', call_id: '2', name: 'read', summary: 'a.ts',
		},
		{
			type: 'tool_result', call_id: '2', ok: true, summary: '',
		},
		{type: 'plan_updated', plan: [{text: 'one', done: true}, {text: 'two', done: false}]},
		{
			type: 'approval_requested', request_id: 'r', kind: 'exec', description: 'rm -rf build',
		},
		{type: 'notice', text: 'slow network'},
		{type: 'completed', message: 'I look around.\nThen I act.'},
	)).toEqual([
		'  I look around.',
		'  Then I act.',
		'  ~ Hm.',
		'  $ npm test',
		'  | ok 1',
		'  | ok 2',
		'  failed: tests fail (exit 1)',
		'  > read a.ts',
		'  [x] one',
		'  [ ] two',
		'  asks for approval: rm -rf build',
		'  ! slow network',
	]);
});

test('agent events: a message said only at the end -> it is shown then', () => {
	expect(printed({type: 'completed', message: 'All\ndone.'})).toEqual(['  All', '  done.']);
	expect(printed(delta('message', 'A'), {type: 'completed', message: 'A'}, {type: 'completed', message: 'B'})).toEqual(['  A', '  B']);
});

test('a line on the terminal: commands in the text -> only our own colours leave', () => {
	const line = ['plain \u001B[2J', {text: 'red\u001B]0;x\u0007\r\nalert', tone: 'bad'}] as const;
	expect(rendered(line, true)).toBe('plain \u001B[31mred alert\u001B[39m');
	expect(rendered(line, false)).toBe('plain red alert');
});

test('agent events: a line that comes in half a million pieces -> one line, and it does not take for ever', () => {
	const printer = createEventPrinter();
	const event: AgentEventLine = {
		seq: 1, at: '', run_id: '', type: 'agent_event', turn: 1, event: {type: 'output_delta', channel: 'message', text: '0123456789'},
	};
	for (let piece = 0; piece < 500_000; piece++) {
		printer.print(event);
	}

	const [line] = printer.flush();
	expect(line!.length).toBe(5_000_002);
});
