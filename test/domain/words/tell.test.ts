import process from 'node:process';
import {expect, test} from 'vitest';
import type {AgentEvent} from '../../../source/domain/event/agent-event.js';
import type {FlowEventBody} from '../../../source/domain/event/flow-event.js';
import {plain} from '../../../source/domain/words/line.js';
import {tellAgent} from '../../../source/domain/words/tell-agent.js';
import {tellEvent} from '../../../source/domain/words/tell-event.js';
import type {Told} from '../../../source/domain/words/told.js';

process.env.TZ = 'UTC';

const shown = (tellings: readonly Told[]): readonly string[] => tellings.flatMap(({sort, line, below}) => [`${sort}: ${plain(line)}`, ...below.map(one => `  ${plain(one)}`)]);

const state = {
	type: 'run_state_changed', status: 'running', reason_code: null, reason: null, reason_details: [], next: null, until: null,
} as const;

const turn = {
	type: 'turn_started', turn: 4, ticket: 'x/TICKET-007-login.md', agent: 'codex', attempt: 1, conversation_id: null, prompt_sha256: '', replies: [], purpose: 'work',
} as const;

const ended = {
	type: 'turn_finished', turn: 4, outcome: 'completed', conversation_id: null, message: '', error: null, diff_stats: {files: 2, insertions: 10, deletions: 3}, tokens: {input: 900, output: 100, total: 1000}, changed: true, seconds: 75,
} as const;

const item = {
	id: '1', kind: 'commit', ticket: null, title: 'TICKET-007: the commit is refused', since: '', next: 'commit, then car run',
} as const;

const checks = {
	type: 'verify_finished', ticket: 'x/TICKET-007-login.md', turn: 4, baseline: false, results: [
		{
			command: 'test', exit_code: 0, before: null, seconds: 3, tail: '',
		},
		{
			command: 'lint', exit_code: 2, before: 1, seconds: 1, tail: 'old\n',
		},
		{
			command: 'e2e', exit_code: null, before: 0, seconds: 9, tail: 'one\ntwo\n',
		},
	],
} as const;

const message = {
	type: 'dispatch_archived', dispatch: 3, mode: 'pause', title: 'Which?', ticket: null, attachments: ['a/b.png'], turn: 1,
} as const;

test.each<readonly [FlowEventBody, readonly string[], readonly string[]]>([
	[{
		type: 'run_started', version: '2', config: {}, head: null, number: 3,
	}, ['notice: run #3 r'], []],
	[state, [], ['notice: the run goes on']],
	[{...state, went_on: true}, ['notice: the run goes on'], ['notice: the run goes on']],
	[{...state, reason: 'The limit is reached', until: '2026-11-22T05:00:00.000Z'}, ['notice: running: The limit is reached (goes on by itself at 05:00)'], ['notice: the run waits: The limit is reached']],
	[{
		...state, status: 'failed', reason: 'Broken', reason_details: ['a\n\nb'], next: 'mend it',
	}, ['failure: failed: Broken', '  a', '  b', '  next: mend it'], ['failure: run failed: Broken']],
	[{
		...state, status: 'paused', reason: 'Which?', reason_code: 'question',
	}, ['notice: paused: Which?'], ['notice: run paused']],
	[{
		type: 'ticket_selected', ticket: 'x/TICKET-007-login.md', number: 7, agent: 'codex', verify: [],
	}, ['notice: TICKET-007-login with codex'], []],
	[{type: 'ticket_renamed', ticket: 'x/TICKET-008.md', from: 'x/TICKET-007.md'}, ['notice: TICKET-007 is now TICKET-008'], []],
	[turn, ['turn: turn 4 of TICKET-007-login with codex'], ['turn: TICKET-007 turn 4 codex']],
	[{...turn, purpose: 'commit', attempt: 2}, ['turn: turn 4 of TICKET-007-login with codex, to commit, attempt 2'], ['turn: TICKET-007 turn 4 codex, for commit, attempt 2']],
	[ended, ['notice: turn 4 completed (1 min 15 s, 2 files +10 -3, 1,000 tokens)'], ['notice: turn 4 completed: 2 files, +10 -3']],
	[{
		...ended, outcome: 'failed', error: 'no key\nat all', tokens: null, diff_stats: {files: 0, insertions: 0, deletions: 0},
	}, ['failure: turn 4 failed (1 min 15 s, no file changed)', '  no key', '  at all'], ['failure: turn 4 failed: no key; no file changed']],
	[message, ['question: question 3: Which?', '  a/b.png'], ['question: asks you: Which?']],
	[{...message, mode: 'notify', attachments: []}, ['notice: message 3: Which?'], ['notice: tells you: Which?']],
	[{...message, mode: 'turn_summary'}, [], []],
	[{
		type: 'reply_received', reply: 2, command_id: null, to: '3', ticket: null,
	}, ['notice: reply 2 received, to 3'], ['notice: reply 2 received']],
	[{type: 'reply_delivered', reply: 2, turn: 5}, ['notice: reply 2 delivered in turn 5'], ['notice: reply 2 delivered in turn 5']],
	[{
		type: 'committed', commit: '0123456789abcdef', kind: 'ticket', turn: 5,
	}, ['commit: committed 0123456789 (ticket)'], ['commit: committed 012345678 (ticket)']],
	[{
		type: 'commit_refused', kind: 'ticket', error: 'hook says no', turn: 5,
	}, ['failure: commit refused (ticket)', '  hook says no'], ['failure: commit refused: hook says no']],
	[
		checks,
		['notice: checks of TICKET-007-login', '  passes: test (3 s)', '  failed before too: lint (exit 2)', '    old', '  fails: e2e (ended by its time limit or a signal)', '    one', '    two'],
		['result: verify: test: exit 0', 'failure: verify: lint: exit 2, failed before too', 'failure: verify: e2e: was ended'],
	],
	[
		{...checks, baseline: true, results: checks.results.slice(2)},
		['notice: checks of TICKET-007-login before its first turn', '  fails: e2e (ended by its time limit or a signal)'],
		['notice: before the ticket, verify: e2e: was ended'],
	],
	[{...checks, results: []}, [], []],
	[{type: 'item_opened', ...item}, ['question: waits for you: TICKET-007: the commit is refused', '  next: commit, then car run'], []],
	[{type: 'item_opened', ...item, kind: 'question'}, [], []],
	[{type: 'item_closed', ...item}, ['notice: no longer waits: TICKET-007: the commit is refused'], []],
	[{type: 'command_refused', command_id: 'x', reason: '3 is not open'}, ['failure: refused: 3 is not open'], ['failure: refused: 3 is not open']],
	[{type: 'command_done', command_id: 'x'}, [], []],
	[{type: 'recovered', found: 'a dead worker', did: 'took over'}, ['notice: recovered: a dead worker; took over'], ['notice: recovered: a dead worker; took over']],
])('an event of the log, %j: full -> %j; brief -> %j', (body, full, brief) => {
	const event = {
		...body, seq: 1, at: '2026-11-22T01:00:00.000Z', run_id: 'r',
	};
	expect([shown(tellEvent(event, 'full')), shown(tellEvent(event, 'brief'))]).toEqual([full, brief]);
});

test('checks: told whole -> all that each of them printed', () => {
	const event = {
		...checks, baseline: true, results: checks.results.slice(0, 2), seq: 1, at: '2026-11-22T01:00:00.000Z', run_id: 'r',
	};
	expect(shown(tellEvent(event, 'whole'))).toEqual(['notice: checks of TICKET-007-login before its first turn', '  passes: test (3 s)', '  failed before too: lint (exit 2)', '    old']);
});

const result = {
	type: 'tool_result', call_id: '1', ok: false, summary: 'tests fail',
} as const;

test.each<readonly [Exclude<AgentEvent, {type: 'output_delta'}>, readonly string[], readonly string[]]>([
	[{
		type: 'tool_call', call_id: '1', name: 'bash', summary: 'npm test',
	}, ['call: $ npm test'], ['call: bash npm test']],
	[{
		type: 'tool_call', call_id: '1', name: 'edit', summary: 'a.ts',
	}, ['edit: > edit a.ts'], ['edit: edit a.ts']],
	[{
		type: 'tool_call', call_id: '1', name: 'bash', summary: '',
	}, ['call: > bash'], ['call: bash']],
	[{...result, exit_code: 1}, ['failure: failed: tests fail (exit 1)'], ['failure: tests fail (exit 1)']],
	[{...result, summary: 'it exited with code 3', exit_code: 3}, ['failure: failed: it exited with code 3 (exit 3)'], ['failure: it exited with code 3']],
	[{...result, ok: true}, [], ['result: tests fail']],
	[{
		...result, ok: true, summary: '', exit_code: 0,
	}, [], ['result: exit 0']],
	[{type: 'plan_updated', plan: [{text: 'one', done: true}, {text: 'two', done: false}]}, ['notice: [x] one', 'notice: [ ] two'], ['notice: plan', '  [x] one', '  [ ] two']],
	[{
		type: 'approval_requested', request_id: 'r', kind: 'exec', description: 'rm -rf build',
	}, ['question: asks for approval: rm -rf build'], ['question: asks for approval: rm -rf build']],
	[{type: 'notice', text: 'slow'}, ['notice: ! slow'], ['notice: slow']],
	[{type: 'completed', message: 'Done.'}, ['message: Done.'], ['message: Done.']],
	[{type: 'completed', message: ''}, [], []],
	[{type: 'diff_updated', diff: 'diff --git a b\n--- a\n+++ b\n+x\n-y\n-z\n'}, [], ['changes: changes so far: 2 files, +1 -2', 'diff: diff --git a b\n--- a\n+++ b\n+x\n-y\n-z']],
	[{type: 'failed', message: ' no key \n', retry: 'never'}, [], ['failure: the agent failed: no key']],
	[{type: 'interrupted', reason: 'interrupted'}, [], ['failure: interrupted']],
	[{type: 'interrupted', reason: 'by you'}, [], ['failure: interrupted: by you']],
	[{type: 'session_started', conversation_id: 'c'}, [], []],
	[{
		type: 'token_usage', input: 1, output: 1, total: 2,
	}, [], []],
])('an event of an agent, %j: full -> %j; brief -> %j', (event, full, brief) => {
	expect([shown(tellAgent(event, 'full', false)), shown(tellAgent(event, 'brief', false))]).toEqual([full, brief]);
});

test('an end whose message was said in pieces -> it is not said again', () => {
	expect(tellAgent({type: 'completed', message: 'Done.'}, 'full', true)).toEqual([]);
});
