import {describe, expect, test} from 'vitest';
import type {FlowEventBody} from '../../../source/domain/event/flow-event.js';
import {foldRun, reduceRun} from '../../../source/domain/run/reduce-run.js';
import {checkpointErrorFor} from '../../../source/domain/run/checkpoint-error.js';
import {repliesFor} from '../../../source/domain/run/replies-for.js';
import type {RunState, TicketProgress} from '../../../source/domain/run/run-state.js';
import {
	archived, checked, commitRefused, committed, eventsOf, replied, rested, runStarted, selected, stateAfter, ticketPath, turnFinished, turnStarted, wentOn, wholeTurn,
} from '../../support/flow-log.js';
import {entryOf} from '../../support/ticket-entries.js';

const first = (state: RunState): TicketProgress => state.tickets[ticketPath(1)]!;
const item = (type: 'item_opened' | 'item_closed', id: string): FlowEventBody => ({
	type, id, kind: 'loop', ticket: null, title: '', since: '', next: '',
});

describe('the fold', () => {
	test('foldRun: no events -> no run', () => {
		expect(foldRun([])).toBeNull();
	});

	test('reduceRun: an event without a run before it -> a run all the same', () => {
		const [, event] = eventsOf([runStarted, selected(1)]);
		expect(reduceRun(undefined, event!)).toMatchObject({runId: '20260101-000000-aaaa', current: ticketPath(1), seq: 2});
	});

	test('reduceRun: folding twice -> the same; nothing is changed in place', () => {
		const events = eventsOf([runStarted, selected(1), ...wholeTurn(1, 1), replied(1, null), rested('max_turns'), wentOn()]);
		const frozen = events.map(event => Object.freeze(event));
		let state: RunState | undefined;
		for (const event of frozen) {
			state = Object.freeze(reduceRun(state, event));
		}

		expect(state).toEqual(foldRun(events));
	});

	test.each<[name: string, status: 'running' | 'paused' | 'stopped' | 'completed' | 'failed', isFinished: boolean]>([
		['paused', 'paused', false], ['stopped', 'stopped', true], ['completed', 'completed', true], ['failed', 'failed', true],
	])('reduceRun: %s -> finished: %3$s', (_name, status, isFinished) => {
		const state = stateAfter({
			type: 'run_state_changed', status, reason_code: null, reason: 'r', reason_details: ['d'], next: 'n', until: null,
		});
		expect([state.status, state.reason, state.reasonDetails, state.next, state.finishedAt !== null]).toEqual([status, 'r', ['d'], 'n', isFinished]);
	});
});

describe('turns', () => {
	test('reduceRun: a turn starts -> it is open, with its number, attempt and replies', () => {
		const state = stateAfter(selected(1), turnStarted(1, 1, {replies: [3], conversation_id: 'k'}));
		expect(state.openTurn).toMatchObject({
			turn: 1, attempt: 1, ticket: ticketPath(1), replies: [3], conversationId: 'k', purpose: 'work',
		});
		expect([state.turn, state.turnsSinceGo, first(state).turns]).toEqual([1, 1, 1]);
	});

	test('reduceRun: attempts of one turn -> one turn; the last attempt is the open one', () => {
		const state = stateAfter(selected(1), turnStarted(1, 1), turnStarted(1, 1, {attempt: 2}));
		expect([state.turn, state.turnsSinceGo, first(state).turns, state.openTurn!.attempt, state.openTurn!.seq]).toEqual([1, 1, 1, 2, 4]);
	});

	test('reduceRun: a turn ends well -> its output, conversation, time and tokens are kept', () => {
		const tokens = {input: 1, output: 2, total: 3};
		const state = stateAfter(selected(1), wholeTurn(1, 1, {finished: {conversation_id: 'k', tokens}}), wholeTurn(2, 1, {finished: {conversation_id: 'k', tokens, message: 'more'}}));
		expect(first(state)).toMatchObject({
			lastMessage: 'more', conversations: {codex: 'k'}, seconds: 2, tokens: {input: 2, output: 4, total: 6}, turns: 2,
		});
		expect([state.workingSeconds, state.tokens]).toEqual([2, {input: 2, output: 4, total: 6}]);
	});

	test.each([['', 'said'], ['half a word', 'half a word']])('reduceRun: a failed turn that said %j -> the last output is %j', (message, expected) => {
		const state = stateAfter(selected(1), wholeTurn(1, 1), turnStarted(2, 1), turnFinished(2, {outcome: 'failed', error: 'x', message}));
		expect(first(state).lastMessage).toBe(expected);
	});

	test('reduceRun: a turn that was never sent -> as if it had not been', () => {
		const before = stateAfter(selected(1), wholeTurn(1, 1), commitRefused(1, 'checkpoint'));
		const after = stateAfter(selected(1), wholeTurn(1, 1), commitRefused(1, 'checkpoint'), turnStarted(2, 1), {
			type: 'recovered', found: '', did: '', turn: 2,
		});
		expect([after.openTurn, after.turn, after.turnsSinceGo, after.tickets]).toEqual([null, before.turn, before.turnsSinceGo, before.tickets]);
	});

	test('reduceRun: what the ticket asks for -> known for a turn that mends it', () => {
		const state = stateAfter(selected(1), wholeTurn(1, 1, {started: {model: 'm', reasoning: 'high'}}));
		expect([first(state).model, first(state).reasoning]).toEqual(['m', 'high']);
	});
});

describe('going on', () => {
	test.each([
		['it did not happen', 'interrupted', 0],
		['it happened', 'completed', 1],
	] as const)('reduceRun: a turn with an unknown outcome, the human says that %s -> %s, %d retries used', (_, outcome, retries) => {
		const state = stateAfter(selected(1), wholeTurn(1, 1), turnStarted(2, 1, {purpose: 'commit'}), turnFinished(2, {outcome, command_id: 'answer'}));
		expect([state.tickets[ticketPath(1)]!.commitRetries, state.commands]).toEqual([retries, {answer: 'done'}]);
	});

	test('reduceRun: the human went on -> limits and idle turns start afresh, used retries stay used', () => {
		const lint = {started: {purpose: 'lint' as const}, finished: {changed: false}};
		const state = stateAfter(selected(1), wholeTurn(1, 1, {finished: {changed: false}}), wholeTurn(2, 1, lint), commitRefused(2, 'ticket'), rested('broken_ticket'), wentOn());
		expect([state.turnsSinceGo, state.settling]).toEqual([0, null]);
		expect(first(state)).toMatchObject({
			turns: 0, turnsInAll: 2, idleTurns: 0, lintRetries: 1, commitError: null,
		});
	});

	test('reduceRun: the run waited for a limit and runs again -> nothing starts afresh', () => {
		const {went_on: _, ...again} = wentOn() as Extract<FlowEventBody, {type: 'run_state_changed'}>;
		const state = stateAfter(selected(1), turnStarted(1, 1), {...again, reason_code: 'waiting_limit', until: '2026-01-01T00:00:00.000Z'}, again);
		expect([state.turnsSinceGo, first(state).turns, state.openTurn?.turn, state.until]).toEqual([1, 1, 1, null]);
	});

	test('reduceRun: the run waits for a limit again and again -> the waits are counted from the first', () => {
		const {went_on: _, ...again} = wentOn() as Extract<FlowEventBody, {type: 'run_state_changed'}>;
		const waiting: FlowEventBody = {...again, reason_code: 'waiting_limit', until: '2026-01-01T00:00:00.000Z'};
		expect(stateAfter(waiting).limit?.waits).toBe(1);
		expect(stateAfter(waiting, waiting, waiting).limit).toEqual({...stateAfter(waiting).limit, waits: 3, seq: stateAfter(waiting, waiting, waiting).seq});
	});

	test('reduceRun: a failed check and the human went on -> it is looked at again; a passed one is not', () => {
		const failed = stateAfter(selected(1, {verify: ['x']}), wholeTurn(1, 1), checked(1, [{exit_code: 1}]), wentOn());
		const passed = stateAfter(selected(1, {verify: ['x']}), wholeTurn(1, 1), checked(1, [{exit_code: 0}]), wentOn());
		expect([first(failed).verified, first(failed).proof, first(passed).verified?.length, first(passed).proof]).toEqual([null, 'failed', 1, 'proven']);
	});
});

describe('proof', () => {
	test.each<[name: string, before: Array<number | null>, now: Array<number | null>, proof: string]>([
		['passes', [0], [0], 'proven'],
		['fails', [0], [1], 'failed'],
		['failed before and still does', [1], [1], 'unchecked'],
		['failed before, another passes', [1, 0], [1, 0], 'unchecked'],
		['failed before, another fails now', [1, 0], [1, 2], 'failed'],
		['ended by its time limit', [0], [null], 'failed'],
		['was not run before and fails', [null], [1], 'failed'],
	])('reduceRun: a check that %s -> %4$s', (_name, before, now, proof) => {
		const state = stateAfter(selected(1), checked(1, now.map((code, index) => ({exit_code: code, before: before[index]!}))));
		expect(first(state).proof).toBe(proof);
	});

	test('reduceRun: a new turn -> the receipt is no longer true', () => {
		expect(first(stateAfter(selected(1), checked(1, [{}]), turnStarted(1, 1)))).toMatchObject({verified: null, proof: null});
	});

	test('reduceRun: the next ticket -> proof and cost of the one before stay, its retries go', () => {
		const state = stateAfter(selected(1), wholeTurn(1, 1), wholeTurn(2, 1, {started: {purpose: 'commit'}}), checked(1, [{}]), committed(2, 'ticket'), selected(2));
		expect(first(state)).toMatchObject({
			proof: 'proven', turns: 0, turnsInAll: 2, commitRetries: 0, conversations: {}, lastMessage: null, seconds: 2, commits: ['b'.repeat(40)],
		});
	});

	test('reduceRun: the list of checks -> fixed by the first selection', () => {
		const state = stateAfter(selected(1, {verify: ['a']}), archived(1, 'pause', 0), selected(2), selected(1, {verify: ['b']}));
		expect(first(state).verify).toEqual(['a']);
	});
});

describe('checkpoint trouble', () => {
	const refused = [selected(1), ...wholeTurn(1, 1), commitRefused(1, 'checkpoint', 'no')];
	test.each<[name: string, state: RunState, purpose: 'work' | 'commit', error: string | null]>([
		['it was refused', stateAfter(refused), 'work', 'no'],
		['it was refused, then a turn failed', stateAfter(refused, turnStarted(2, 1), turnFinished(2, {outcome: 'failed'}), wentOn()), 'work', 'no'],
		['it was refused, the next turn needs a commit', stateAfter(refused, wholeTurn(2, 1)), 'commit', 'no'],
		['it was refused, the next turn left nothing to commit', stateAfter(refused, wholeTurn(2, 1)), 'work', null],
		['it was refused, the next went well', stateAfter(refused, wholeTurn(2, 1), committed(2, 'checkpoint')), 'work', null],
		['none was refused', stateAfter(selected(1), wholeTurn(1, 1)), 'work', null],
	])('checkpointErrorFor: %s -> %4$s', (_name, state, purpose, error) => {
		expect(checkpointErrorFor(state, ticketPath(1), purpose)).toBe(error);
	});
});

describe('replies', () => {
	const folder = {entries: [entryOf(1), entryOf(2), entryOf(3, {ticket: {done: true}})], strays: [], missing: false};
	const asked = [selected(1), turnStarted(1, 1), turnFinished(1), archived(1, 'pause', 1)];

	test('reduceRun: a reply to a question -> the question is closed and the run may go on', () => {
		const state = stateAfter(asked, rested('question'), replied(1, '1', 1, 'c1'));
		expect([state.questions, state.answeredSinceRest, state.commands]).toEqual([[], true, {c1: 'done'}]);
	});

	test('reduceRun: a reply to the second question -> the first stays open', () => {
		const state = stateAfter(asked, archived(3, 'pause', 1), replied(1, '3'));
		expect(state.questions.map(question => question.dispatch)).toEqual([1]);
	});

	test.each<[name: string, state: RunState, ticket: number, replies: number[]]>([
		['to this ticket', stateAfter(asked, replied(1, '1')), 1, [1]],
		['to another open ticket', stateAfter(asked, replied(1, '1')), 2, []],
		['to a ticket that is done', stateAfter(asked, replied(1, null, 3)), 2, [1]],
		['to a ticket that is gone', stateAfter(asked, replied(1, null, 9)), 2, [1]],
		['to no question', stateAfter(asked, replied(1, null, null)), 2, [1]],
		['in a turn that failed', stateAfter(asked, replied(1, '1'), turnStarted(2, 1, {replies: [1]}), turnFinished(2, {outcome: 'failed'})), 1, [1]],
		['in a turn that succeeded', stateAfter(asked, replied(1, '1'), turnStarted(2, 1, {replies: [1]}), turnFinished(2)), 1, []],
		['two, the later one first', stateAfter(asked, replied(5, '1'), replied(3, null, null)), 1, [3, 5]],
	])('repliesFor: a reply %s -> %4$j', (_name, state, ticket, replies) => {
		expect(repliesFor(state, folder, ticketPath(ticket))).toEqual(replies);
	});
});

describe('the inbox', () => {
	test('reduceRun: an item opened twice -> once; closed -> gone', () => {
		expect(stateAfter(item('item_opened', 'a'), item('item_opened', 'b'), item('item_opened', 'a'), item('item_closed', 'b')).items.map(({id}) => id)).toEqual(['a']);
	});
});
