import {expect, test} from 'vitest';
import {lintFolder} from '../../../source/domain/ticket/lint-tickets.js';
import {entryOf} from '../../support/ticket-entries.js';

const problemsOf = (...entries: ReadonlyArray<ReturnType<typeof entryOf>>) =>
	lintFolder(entries, []).entries.flatMap(({number, problems}) => problems.map(({code, message}) => [number, code, message]));

const after = (number: number, ...numbers: readonly number[]) => entryOf(number, {ticket: {after: numbers}});

test('lint: nothing wrong between tickets -> the same objects', () => {
	const entries = [entryOf(1), after(2, 1), after(7, 1, 2)];
	const linted = lintFolder(entries, []);
	for (const [index, entry] of entries.entries()) {
		expect(linted.entries[index]).toBe(entry);
	}
});

test('lint: two tickets with one number -> both named in both, the others untouched', () => {
	const other = entryOf(3);
	const linted = lintFolder([entryOf(1), entryOf(1, {name: 'TICKET-0001-b.md'}), other], []);
	expect(linted.entries.map(({problems}) => problems.map(({message}) => message))).toEqual([
		['2 tickets have the number 1: TICKET-001.md, TICKET-0001-b.md.'],
		['2 tickets have the number 1: TICKET-001.md, TICKET-0001-b.md.'],
		[],
	]);
	expect(linted.entries[2]).toBe(other);
});

test('lint: `after` names a missing number -> named once', () => {
	expect(problemsOf(entryOf(1), after(2, 1, 9, 9, 8))).toEqual([[2, 'unknown_after', '`after` names 9, 8, but there is no ticket of that number.']]);
});

test.each([
	['itself', [after(3, 3)], {3: '3 → 3'}],
	['each other', [after(1, 2), after(2, 1)], {1: '1 → 2 → 1', 2: '1 → 2 → 1'}],
	['a ring of three with one hanging on', [after(1, 2), after(2, 3), after(3, 1), after(4, 1)], {1: '1 → 2 → 3 → 1', 2: '1 → 2 → 3 → 1', 3: '1 → 2 → 3 → 1'}],
	['a ring behind a chain', [after(1, 2), after(2, 3), after(3, 2)], {2: '2 → 3 → 2', 3: '2 → 3 → 2'}],
	['two ways to one ticket are no ring', [after(1, 2, 3), after(2, 4), after(3, 4), entryOf(4)], {}],
])('lint: tickets after %s -> the circle is named by its members', (_, entries, expected) => {
	expect(problemsOf(...entries)).toEqual(Object.entries(expected).map(([number, ring]) => [Number(number), 'after_circle', `\`after\` goes round in a circle: ${ring}.`]));
});

test('lint: a chain and a ring of 20,000 tickets -> no stack overflow, a short message', () => {
	const chain = Array.from({length: 20_000}, (_, index) => index === 0 ? entryOf(1) : after(index + 1, index));
	expect(lintFolder(chain, []).entries.every((entry, index) => entry === chain[index])).toBe(true);
	const ring = [after(1, 20_000), ...chain.slice(1)];
	expect(lintFolder(ring, []).entries[5]?.problems[0]?.message).toBe('`after` goes round in a circle: 1 → 20000 → 19999 → 19998 → 19997 → 19996 → 19995 → 19994 → 19993 → 19992 → 19991 → 19990 → … (20000 tickets).');
});

test('lint: problems of the file itself -> kept before those between tickets', () => {
	const own = {code: 'bad_type', message: 'm', mend: 'n'} as const;
	expect(lintFolder([entryOf(1, {ticket: {after: [5]}, problems: [own]})], []).entries[0]?.problems.map(({code}) => code)).toEqual(['bad_type', 'unknown_after']);
});
