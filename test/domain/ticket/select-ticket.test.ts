import {describe, expect, test} from 'vitest';
import {lintFolder} from '../../../source/domain/ticket/lint-tickets.js';
import {selectTicket, type SelectOptions} from '../../../source/domain/ticket/select-ticket.js';
import type {StrayFile, TicketEntry, TicketProblem} from '../../../source/domain/ticket/ticket.js';
import {entryOf} from '../../support/ticket-entries.js';

const problem: TicketProblem = {
	code: 'bad_yaml', message: 'm', line: 2, mend: 'n',
};
const path = (number: number): string => entryOf(number).path;
const done = (number: number, more: Parameters<typeof entryOf>[1] = {}) => entryOf(number, {...more, ticket: {...more.ticket, done: true}});
const select = (entries: readonly TicketEntry[], options: Partial<SelectOptions> = {}, strays: readonly StrayFile[] = []) => {
	const selection = selectTicket({...lintFolder(entries, strays), missing: false}, {
		current: null, waiting: new Set(), first: [], unchecked: new Set(), ...options,
	});
	switch (selection.type) {
		case 'ticket':
		case 'user': {
			return [selection.type, selection.entry.number];
		}

		case 'waiting':
		case 'blocked': {
			return [selection.type, ...selection.entries.map(({number}) => number)];
		}

		case 'broken': {
			return [selection.type, ...selection.problems.map(finding => `${finding.path.split('/').at(-1)} ${finding.problem.code}`)];
		}

		case 'all_done':
		case 'no_tickets': {
			return [selection.type];
		}
	}
};

describe('selection', () => {
	const rows: ReadonlyArray<readonly [string, ReturnType<typeof select>, ReturnType<typeof select>]> = [
		['no tickets -> no_tickets', select([]), ['no_tickets']],
		['all done -> all_done', select([done(1), done(2)]), ['all_done']],
		['first open in number order', select([done(1), entryOf(2), entryOf(3)]), ['ticket', 2]],
		['a gap -> no matter', select([done(1), entryOf(40)]), ['ticket', 40]],
		['current is open -> sticky', select([entryOf(1), entryOf(2)], {current: path(2)}), ['ticket', 2]],
		['current is done -> first open', select([entryOf(1), done(2)], {current: path(2)}), ['ticket', 1]],
		['current is gone -> first open', select([entryOf(1)], {current: path(9)}), ['ticket', 1]],
		['current waits -> next one', select([entryOf(1), entryOf(2)], {current: path(1), waiting: new Set([path(1)])}), ['ticket', 2]],
		['current is broken -> sticky', select([entryOf(1), entryOf(2, {ticket: null, problems: [problem]})], {current: path(2)}), ['ticket', 2]],
		['current is open, another one broken -> sticky without a look at the others', select([entryOf(1, {ticket: null, problems: [problem]}), entryOf(2)], {current: path(2)}), ['ticket', 2]],
		['current became a user ticket -> user', select([entryOf(1, {ticket: {agent: 'user'}})], {current: path(1)}), ['user', 1]],
		['an open ticket is broken, even a later one -> broken', select([entryOf(1), entryOf(5, {ticket: null, problems: [problem]})]), ['broken', 'TICKET-005.md bad_yaml']],
		['all problems of all open tickets -> all named', select([entryOf(1, {problems: [problem, problem]}), entryOf(5, {ticket: null, problems: [problem]})]), ['broken', 'TICKET-001.md bad_yaml', 'TICKET-001.md bad_yaml', 'TICKET-005.md bad_yaml']],
		['a done ticket has a problem -> still done', select([done(1, {problems: [problem]}), entryOf(2)]), ['ticket', 2]],
		['only done tickets, one with a problem -> all_done', select([done(1, {problems: [problem]})]), ['all_done']],
		['an unreadable ticket is the only one -> broken, not done', select([entryOf(1, {ticket: null, problems: [problem]})]), ['broken', 'TICKET-001.md bad_yaml']],
		['done tickets with one number -> broken', select([done(1), done(1, {name: 'TICKET-001-b.md'}), entryOf(2)]), ['broken', 'TICKET-001.md duplicate_number', 'TICKET-001-b.md duplicate_number']],
		['a misnamed file -> broken', select([entryOf(1)], {}, [{path: 't/notes.md', problem: {code: 'misnamed', message: 'm', mend: 'n'}}]), ['broken', 'notes.md misnamed']],
		['an unknown `after` -> broken', select([entryOf(1, {ticket: {after: [9]}})]), ['broken', 'TICKET-001.md unknown_after']],
		['a circle -> broken', select([entryOf(1, {ticket: {after: [2]}}), entryOf(2, {ticket: {after: [1]}})]), ['broken', 'TICKET-001.md after_circle', 'TICKET-002.md after_circle']],
		['`after` not done -> the other one first', select([entryOf(1, {ticket: {after: [2]}}), entryOf(2)]), ['ticket', 2]],
		['`after` done -> in order', select([entryOf(1, {ticket: {after: [2]}}), done(2)]), ['ticket', 1]],
		['next is a user ticket -> user', select([entryOf(1, {ticket: {agent: 'user'}}), entryOf(2)]), ['user', 1]],
		['the user ticket is skipped -> next one', select([entryOf(1, {ticket: {agent: 'user'}}), entryOf(2)], {waiting: new Set([path(1)])}), ['ticket', 2]],
		['everything open waits -> waiting', select([done(1), entryOf(2), entryOf(3)], {waiting: new Set([path(2), path(3)])}), ['waiting', 2, 3]],
		['one waits and the rest comes after it -> waiting', select([entryOf(2), entryOf(3, {ticket: {after: [2]}})], {waiting: new Set([path(2)])}), ['waiting', 2]],
		['done before its checks ran -> chosen in its order', select([done(1), done(2), entryOf(3)], {unchecked: new Set([path(2)])}), ['ticket', 2]],
		['done before its checks ran, comes after an open one -> waits for it', select([done(1, {ticket: {done: true, after: [2]}}), entryOf(2)], {unchecked: new Set([path(1)])}), ['ticket', 2]],
		['comes after one whose checks have not run -> that one first', select([entryOf(1, {ticket: {after: [2]}}), done(2)], {unchecked: new Set([path(2)])}), ['ticket', 2]],
		['answered -> preferred', select([entryOf(1), entryOf(2), entryOf(3)], {first: [path(3), path(2)]}), ['ticket', 3]],
		['answered and done since -> the next answered', select([entryOf(1), entryOf(2), done(3)], {first: [path(3), path(2)]}), ['ticket', 2]],
		['answered, but asks again -> number order', select([entryOf(1), entryOf(2)], {first: [path(2)], waiting: new Set([path(2)])}), ['ticket', 1]],
	];
	test.each(rows)('%s', (_, selection, expected) => {
		expect(selection).toEqual(expected);
	});

	test('a folder that was not linted, in a circle -> blocked', () => {
		const entries = [entryOf(1, {ticket: {after: [2]}}), entryOf(2, {ticket: {after: [1]}})];
		expect(selectTicket({entries, strays: [], missing: false}, {
			current: null, waiting: new Set(), first: [], unchecked: new Set(),
		})).toEqual({type: 'blocked', entries});
	});
});
