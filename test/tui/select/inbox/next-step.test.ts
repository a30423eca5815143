import {describe, expect, test} from 'vitest';
import type {InboxKind, ReasonCode} from '../../../../source/domain/event/flow-event.js';
import type {RepositorySnapshot} from '../../../../source/engine/client/flow-client.js';
import type {Action, Message} from '../../../../source/tui/message.js';
import {footerRows} from '../../../../source/tui/select/footer-row.js';
import {inboxRows} from '../../../../source/tui/select/inbox/inbox-rows.js';
import {restLines} from '../../../../source/tui/select/inbox/rest.js';
import {ticketRows} from '../../../../source/tui/select/tickets/ticket-rows.js';
import {firstState, type AppState} from '../../../../source/tui/state.js';
import {focusOf} from '../../../../source/tui/focus.js';
import {update} from '../../../../source/tui/update/update.js';
import {
	question, runState, snapshotOf, ticketView,
} from '../../../support/believable.js';
import {ticketPath} from '../../../support/flow-log.js';
import type {Row} from '../../../../source/tui/theme.js';

const show = (snapshot: RepositorySnapshot, ...messages: ReadonlyArray<Action | Message>): AppState => {
	let state = firstState({
		size: {columns: 140, rows: 24}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
	});
	for (const message of [{type: 'engine', events: [{type: 'snapshot', snapshot}]} as const, ...messages]) {
		[state] = update(state, typeof message === 'string' ? {type: 'act', action: message} : message);
	}

	return state;
};

const texts = (rows: readonly Row[]): readonly string[] => rows.map(row => row.map(span => span.text).join('')).filter(text => text !== '');

const rest = (code: ReasonCode | null, next: string, status: 'paused' | 'failed' | 'stopped' = 'paused'): AppState => show(snapshotOf({
	run: runState({
		status, reasonCode: code, reason: 'Why it rests', next, openTurn: null,
	}),
}));

describe('what goes on from a rest', () => {
	test.each<[ReasonCode, string]>([
		['question', 'r answers it.'],
		['user_ticket', 'Do it, mark it done (1 shows the tickets, Space marks one), then r goes on.'],
		['paused_by_you', 'r goes on.'],
		['no_tickets', 'Press 1, then a, to add a ticket; then r goes on.'],
		['broken_ticket', '3 says what is wrong. Mend it, then r goes on.'],
		['commit_refused', 'Commit the files, or mend what refuses the commit; then r goes on.'],
		['agent_error', 'r tries again.'],
		['outcome_unknown', '3 shows it: h it happened, n do it again.'],
	])('%s: names the key, no command of a shell', (code, step) => {
		expect(texts(restLines(rest(code, 'car reply --to 3 "your answer"'), 140))).toEqual([' Why it rests', ` ${step}`]);
	});

	test.each<[ReasonCode | null, 'paused' | 'failed', string, string]>([
		['bad_dispatch', 'paused', 'mend or remove DISPATCH.md, then car run', 'mend or remove DISPATCH.md; then r goes on.'],
		[null, 'failed', 'car doctor looks for the cause; car run tries again', 'c looks for the cause; r tries again.'],
		[null, 'failed', '', 'r goes on.'],
	])('%s (%s) with a step of its own: in keys where there is one', (code, status, next, step) => {
		expect(texts(restLines(rest(code, next, status), 140))).toEqual([' Why it rests', ` ${step}`]);
	});
});

const item = (kind: InboxKind, change: Partial<ReturnType<typeof question>> = {}) => show(snapshotOf({
	run: runState({status: 'paused', reasonCode: null, openTurn: null}),
	tickets: [ticketView(8, {state: 'waiting'}), ticketView(10, {
		state: 'broken', problems: [{
			code: 'bad_type', message: 'no', line: 1, mend: 'yes',
		}],
	})],
	inbox: [question({
		id: `${kind}-8`, kind, title: 'The title', body: 'What happened\nticket TICKET-008', attachments: [], next: 'mend it, then car run', ...change,
	})],
}), 'show_inbox');

describe('an item of the inbox', () => {
	test.each<[InboxKind, string, string, string]>([
		['question', '', 'asks you', 'enter reply'],
		['user_ticket', 'Do it. Enter opens it, Space there marks it done; then r goes on.', 'yours', 'enter ticket'],
		['commit', 'Commit the files, or mend what refuses the commit; then r goes on.', 'no commit', 'enter ticket'],
		['verify', 'Mend the work or the check, or write to the agent with i; r goes on.', 'not proven', 'enter ticket'],
		['loop', 'Make the ticket clearer with e, or write to the agent with i; r goes on.', 'stuck', 'enter ticket'],
		['limit', 'Look at the work; r gives it as many turns again.', 'turn limit', 'enter ticket'],
		['agent', 'r tries again.', 'failed', 'enter ticket'],
		['tampering', 'mend it; then r goes on.', 'tampering', 'enter ticket'],
	])('%s: what to do, the word in the list, the key', (kind, step, word, key) => {
		const state = item(kind);
		expect(texts(inboxRows(state)).at(-1)).toBe(step === '' ? 'ticket TICKET-008' : step);
		expect(texts(ticketRows(state))[0]).toMatch(new RegExp(` ${word}$`));
		expect(texts(footerRows(state))[0]?.startsWith(`${key}  `)).toBe(true);
	});

	test('a ticket for the human: its own text, without the frontmatter', () => {
		expect(texts(inboxRows(item('user_ticket'))).slice(1, 3)).toEqual(['The title', '# Choose the job store and write it down']);
	});

	test('several broken tickets: Enter shows the first of them in the list', () => {
		const [state] = update(item('broken', {ticket: null}), {type: 'act', action: 'reply'});
		expect([focusOf(state), state.ticket]).toEqual(['tickets', ticketPath(10)]);
	});

	test('i on what holds the run up: writes to the agent about it; on a ticket of the human: says what to do', () => {
		expect(update(item('loop'), {type: 'act', action: 'message'})[0].reply?.to).toBe('loop-8');
		const [state] = update(item('user_ticket'), {type: 'act', action: 'message'});
		expect(state.reply).toBeNull();
		expect(state.notice?.text).toBe('Do it. Enter opens it, Space there marks it done; then r goes on.');
	});
});

describe('the word of r', () => {
	test.each<[string, AppState, string]>([
		['no run', show(snapshotOf({tickets: [ticketView(1)]})), 'r start'],
		['at a question', show(snapshotOf({run: runState({status: 'paused', openTurn: null}), tickets: [ticketView(8)], inbox: [question()]}), 'show_log'), 'r answer'],
		['paused', show(snapshotOf({run: runState({status: 'paused', openTurn: null}), tickets: [ticketView(8)]})), 'r go on'],
	])('%s', (_, state, hint) => {
		expect(texts(footerRows(state))[0]?.startsWith(`${hint}  `)).toBe(true);
	});

	test('everything is done: r is not offered', () => {
		const state = show(snapshotOf({run: runState({status: 'completed', openTurn: null}), tickets: [ticketView(1, {done: true})]}));
		expect(texts(footerRows(state))[0]).not.toMatch(/\br /);
	});
});
