import {describe, expect, test} from 'vitest';
import type {AgentEvent} from '../../../source/domain/event/agent-event.js';
import type {FlowEventBody, ReasonCode} from '../../../source/domain/event/flow-event.js';
import {createCleaner} from '../../../source/tui/clean-events.js';
import type {Action, Message} from '../../../source/tui/message.js';
import {logRows, logStanding} from '../../../source/tui/select/log/log-rows.js';
import {logSize} from '../../../source/tui/select/screen-parts.js';
import {firstState, type AppState} from '../../../source/tui/state.js';
import {update} from '../../../source/tui/update/update.js';
import {createEvents, running} from '../../support/believable.js';
import {runStarted} from '../../support/flow-log.js';

const play = (state: AppState, ...messages: ReadonlyArray<Action | Message>): AppState => {
	let now = state;
	for (const message of messages) {
		[now] = update(now, typeof message === 'string' ? {type: 'act', action: message} : message);
	}

	return now;
};

const start = (columns = 80, rows = 12): AppState => play(
	firstState({
		size: {columns, rows}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
	}),
	{type: 'engine', events: [{type: 'snapshot', snapshot: running()}]},
	'show_log',
);

const lines = (from: number, to: number): Message => {
	const events = createEvents(1000 + from);
	return {type: 'engine', events: Array.from({length: to - from + 1}, (_, index) => events.say(`line ${from + index}\n`))};
};

/** The rows of the log without the cell of the cursor. */
const shown = (state: AppState): readonly string[] => logRows(state).map(row => row.map(span => span.text).join('').slice(1)).filter(text => text !== '');

/** The row the cursor stands on. */
const atCursor = (state: AppState): string | undefined => logRows(state).map(row => row.map(span => span.text).join('')).find(text => text.startsWith('>'))?.slice(1);

const agent = (...events: readonly AgentEvent[]): Message => {
	const made = createEvents();
	return {type: 'engine', events: events.map(event => made.agent(event))};
};

const texts = (state: AppState): ReadonlyArray<readonly [string, string]> => state.tail.lines.map(line => [line.kind, line.text]);

describe('following and holding', () => {
	test('follows: the last line is always shown', () => {
		let state = start();
		for (let line = 1; line <= 60; line++) {
			state = play(state, lines(line, line));
			expect(shown(state).at(-1)).toBe(`line ${line}`);
		}
	});

	test('follows in steps: a full window moves by more than a line', () => {
		let state = play(start(80, 40), lines(1, 37));
		const tops = new Set<string | undefined>();
		for (let line = 38; line <= 69; line++) {
			state = play(state, lines(line, line));
			tops.add(shown(state)[0]);
		}

		expect(tops.size).toBe(4);
	});

	test('k: holds; new lines move nothing and are counted', () => {
		const held = play(start(), lines(1, 30), 'up');
		const before = shown(held);
		const after = play(held, lines(31, 67));
		expect(shown(after)).toEqual(before);
		expect(logStanding(after)).toBe('HELD 37 new below: G');
	});

	test('G: follows again', () => {
		const state = play(start(), lines(1, 30), 'page_up', lines(31, 40), 'last');
		expect(shown(state).at(-1)).toBe('line 40');
		expect(logStanding(state)).toBe('following');
	});

	test('down to the end: follows again', () => {
		const state = play(start(), lines(1, 30), 'up', 'up', 'up', 'page_down');
		expect(state.log.isFollowing).toBe(true);
	});

	test('g: the beginning, held', () => {
		const state = play(start(), lines(1, 30), 'first');
		expect(shown(state)[0]).toBe('line 1');
		expect(state.log.isFollowing).toBe(false);
	});

	test('page up and page down: back where it was', () => {
		const state = play(start(), lines(1, 90), 'page_up', 'page_up', 'page_up');
		expect(shown(play(state, 'page_up', 'page_down'))).toEqual(shown(state));
	});

	test('resized while held: the same line stays on top', () => {
		const held = play(start(), lines(1, 60), 'page_up', 'page_up');
		const [top] = shown(held);
		expect(shown(play(held, {type: 'resized', size: {columns: 44, rows: 30}}))[0]).toBe(top);
	});

	test('resized while following: the end is shown, and no row is wider than the pane', () => {
		const wide = {type: 'engine', events: [createEvents().say(`${'日本語 and more '.repeat(200)}\nlast\n`)]} as const;
		for (const [columns, rows] of [[40, 10], [60, 20], [140, 40], [79, 11]] as const) {
			const state = play(start(), wide, {type: 'resized', size: {columns, rows}});
			expect(shown(state).at(-1)).toBe('last');
			expect(logRows(state).length).toBe(logSize(state).height);
		}
	});

	test('a flood: memory is bounded, and what was let go is counted', () => {
		const state = play(start(), lines(1, 12_000));
		expect(state.tail.lines).toHaveLength(5000);
		expect(state.tail.dropped).toBe(7000);
		expect(shown(state).at(-1)).toBe('line 12000');
	});

	test('held at lines that are let go: shows the oldest there is', () => {
		const state = play(start(), lines(1, 100), 'first', lines(101, 6000));
		expect(shown(state)[0]).toBe('line 1001');
	});
});

describe('jumping', () => {
	const work = (): Message => {
		const made = createEvents();
		return {
			type: 'engine', events: [1, 2].flatMap(turn => [
				made.flow({
					type: 'turn_started', turn, ticket: '.codex-autorunner/tickets/TICKET-008.md', agent: 'codex', attempt: 1, conversation_id: null, prompt_sha256: '', replies: [], purpose: 'work',
				}),
				...Array.from({length: 20}, (_, index) => made.say(`said ${index}\n`)),
				made.agent({
					type: 'tool_result', call_id: '1', ok: false, summary: 'boom', exit_code: 1,
				}),
				...Array.from({length: 20}, (_, index) => made.say(`later ${index}\n`)),
				made.flow({
					type: 'committed', commit: 'abcdef0123456789', kind: 'ticket', turn,
				}),
			]),
		};
	};

	test('[ again and again: each mark above, newest first, then says that there is none', () => {
		let state = play(start(), work(), 'first', 'last');
		const seen: Array<string | undefined> = [];
		for (let presses = 0; presses < 7; presses++) {
			state = play(state, 'previous_mark');
			seen.push(atCursor(state));
		}

		expect(seen).toEqual(['= committed abcdef012 (ticket)', '! boom (exit 1)', '-- TICKET-008 turn 2 codex', '= committed abcdef012 (ticket)', '! boom (exit 1)', '-- TICKET-008 turn 1 codex', '-- TICKET-008 turn 1 codex']);
		expect(state.notice?.text).toBe('No error, question, commit or turn above.');
		expect(state.log.isFollowing).toBe(false);
	});

	test(']: the next mark below; after the last one the log follows again', () => {
		const state = play(start(), work(), 'first', 'next_mark');
		expect(atCursor(state)).toBe('! boom (exit 1)');
		const end = play(state, 'next_mark', 'next_mark', 'next_mark', 'next_mark', 'next_mark');
		expect(end.log.isFollowing).toBe(true);
		expect(end.notice?.text).toBe('No error, question, commit or turn below.');
	});

	test('an empty log: says so', () => {
		expect(play(start(), 'next_mark').notice?.text).toBe('The log is empty.');
	});
});

describe('the tail of the log', () => {
	test('deltas of one stream: joined, broken at line ends', () => {
		const delta = (text: string) => ({type: 'output_delta', channel: 'message', text}) as const;
		expect(texts(play(start(), agent(delta('Hel'), delta('lo\nwor'), delta('ld\n\nend'))))).toEqual([['message', 'Hello'], ['message', 'world'], ['message', ''], ['message', 'end']]);
	});

	test('streams that take turns: each begins a line of its own', () => {
		expect(texts(play(start(), agent(
			{type: 'output_delta', channel: 'message', text: 'I say'},
			{
				type: 'output_delta', channel: 'tool', call_id: '1', text: 'it prints',
			},
			{type: 'output_delta', channel: 'message', text: 'again'},
		)))).toEqual([['message', 'I say'], ['tool', 'it prints'], ['message', 'again']]);
	});

	test.each<[string, AgentEvent, readonly [string, string]]>([
		['an exit code the tool has named', {
			type: 'tool_result', call_id: '1', ok: true, summary: 'exit code 0', exit_code: 0,
		}, ['result', 'exit code 0']],
		['a bad one it has named', {
			type: 'tool_result', call_id: '1', ok: false, summary: 'exit code 3', exit_code: 3,
		}, ['failure', 'exit code 3']],
		['one nobody named', {
			type: 'tool_result', call_id: '1', ok: false, summary: 'exited early, see page 3', exit_code: 1,
		}, ['failure', 'exited early, see page 3 (exit 1)']],
		['no word but the code', {
			type: 'tool_result', call_id: '1', ok: true, summary: '', exit_code: 0,
		}, ['result', 'exit 0']],
	])('a result with %s: says it once', (_, event, line) => {
		expect(texts(play(start(), agent(event)))).toEqual([line]);
	});

	test.each<[string, Partial<Extract<FlowEventBody, {type: 'turn_finished'}>>, readonly [string, string]]>([
		['changed nothing', {}, ['notice', 'turn 3 completed: no file changed']],
		['changed one file', {diff_stats: {files: 1, insertions: 4, deletions: 2}}, ['notice', 'turn 3 completed: 1 file, +4 -2']],
		['failed', {outcome: 'failed', error: 's ended with exit code 3\nboom\n'}, ['failure', 'turn 3 failed: s ended with exit code 3; no file changed']],
	])('a turn that %s: its line', (_, change, line) => {
		const finished: FlowEventBody = {
			type: 'turn_finished', turn: 3, outcome: 'completed', conversation_id: null, message: '', error: null, diff_stats: {files: 0, insertions: 0, deletions: 0}, tokens: null, changed: false, seconds: 1, ...change,
		};
		expect(texts(play(start(), {type: 'engine', events: [createEvents().flow(finished)]}))).toEqual([line]);
	});

	test.each([
		['s ended with exit code 3\nboom', 's ended with exit code 3\nboom\n', 'turn 3 failed: no file changed'],
		['the connection broke', 's ended with exit code 3', 'turn 3 failed: s ended with exit code 3; no file changed'],
	])('an agent that says %j and a turn that failed with %j: the error once', (message, error, line) => {
		const made = createEvents();
		const events = [made.agent({type: 'failed', message, retry: 'never'}), made.flow({
			type: 'turn_finished', turn: 3, outcome: 'failed', conversation_id: null, message: '', error, diff_stats: {files: 0, insertions: 0, deletions: 0}, tokens: null, changed: false, seconds: 1,
		})];
		expect(texts(play(start(), {type: 'engine', events}))).toEqual([
			...`the agent failed: ${message}`.split('\n').map(text => ['failure', text]), ['failure', line],
		]);
	});

	test.each<[string, string, string]>([
		['question', 'Which one?', 'run paused'],
		['agent_error', 'Turn 1 failed: boom', 'run paused'],
		['paused_by_you', 'Paused by you', 'run paused: Paused by you'],
	])('a rest for %s: what the line above says is not said again', (code, reason, line) => {
		const event = createEvents().flow({
			type: 'run_state_changed', status: 'paused', reason_code: code as ReasonCode, reason, reason_details: [], next: null, until: null,
		});
		expect(texts(play(start(), {type: 'engine', events: [event]}))).toEqual([['notice', line]]);
	});

	test('tools: call, result, failure with its exit code', () => {
		expect(texts(play(start(), agent(
			{
				type: 'tool_call', call_id: '1', name: 'exec', summary: 'npm test',
			},
			{
				type: 'tool_result', call_id: '1', ok: true, summary: '12 passed',
			},
			{
				type: 'tool_result', call_id: '2', ok: false, summary: 'refused', exit_code: 1,
			},
		)))).toEqual([['call', 'exec npm test'], ['result', '12 passed'], ['failure', 'refused (exit 1)']]);
	});

	test('a final message nobody streamed: is shown; one that was streamed is not repeated', () => {
		expect(texts(play(start(), agent({type: 'completed', message: 'All done.'})))).toEqual([['message', 'All done.']]);
		expect(texts(play(start(), agent({type: 'output_delta', channel: 'message', text: 'All done.'}, {type: 'completed', message: 'All done.'})))).toEqual([['message', 'All done.']]);
	});

	test('control sequences, torn over deltas: only the text remains', () => {
		const clean = createCleaner();
		const made = createEvents();
		const events = ['\u001B[3', '1mred\u001B]0;ti', 'tle\u0007 text\u001B[2J\n'].map(text => clean(made.say(text)));
		expect(texts(play(start(), {type: 'engine', events}))).toEqual([['message', 'red text']]);
	});

	test('control sequences in summaries: only the text remains', () => {
		expect(texts(play(start(), agent({
			type: 'tool_call', call_id: '1', name: 'ex\u001B[1mec', summary: 'a\u0007b',
		})))).toEqual([['call', 'exec ab']]);
	});

	test('a line of a megabyte without an end: is broken, not lost', () => {
		const state = play(start(), agent({
			type: 'output_delta', channel: 'tool', call_id: '1', text: 'x'.repeat(1_000_000),
		}));
		expect(state.tail.lines.every(line => line.text.length <= 4000)).toBe(true);
		expect(state.tail.lines.reduce((sum, line) => sum + line.text.length, 0)).toBe(1_000_000);
	});
});

describe('verify results', () => {
	const finished = (exit_code: number | null, {baseline, before}: {readonly baseline: boolean; readonly before: number | null}): Message => ({
		type: 'engine', events: [createEvents(600).flow({
			type: 'verify_finished', ticket: 'TICKET-008.md', turn: 14, baseline, results: [{
				command: 'npm test', exit_code, before, seconds: 1, tail: '',
			}],
		})],
	});

	test.each([
		['passes', finished(0, {baseline: false, before: 0}), ['result', 'verify: npm test: exit 0']],
		['fails anew', finished(1, {baseline: false, before: 0}), ['failure', 'verify: npm test: exit 1']],
		['failed before too', finished(1, {baseline: false, before: 1}), ['failure', 'verify: npm test: exit 1, failed before too']],
		['fails before the ticket', finished(1, {baseline: true, before: 1}), ['notice', 'before the ticket, verify: npm test: exit 1']],
		['is ended by its limit', finished(null, {baseline: false, before: 0}), ['failure', 'verify: npm test: was ended']],
	])('%s', (_, message, expected) => {
		expect(texts(play(start(), message))).toEqual([expected]);
	});
});

test.each([
	['interrupted', 'interrupted'],
	['no word for an hour', 'interrupted: no word for an hour'],
])('an attempt that ended by %j: says why, once', (reason, text) => {
	expect(texts(play(start(), agent({type: 'interrupted', reason})))).toEqual([['failure', text]]);
});

test('a new run: begins a new log', () => {
	const begun: Message = {type: 'engine', events: [createEvents(2000).flow(runStarted)]};
	expect(texts(play(start(), lines(1, 3), begun)).filter(([, text]) => text.startsWith('line'))).toEqual([]);
});
