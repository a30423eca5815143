import {expect, test} from 'vitest';
import fc from 'fast-check';
import {planMove} from '../../../source/domain/ticket/move-tickets.js';
import {UserError} from '../../../source/domain/user-error.js';
import {entryOf} from '../../support/ticket-entries.js';

const numberOf = (path: string): number => Number(/TICKET-(\d+)/u.exec(path)?.[1]);
const renames = (numbers: readonly number[], from: number, before: number): ReadonlyArray<readonly [number, number]> =>
	planMove(numbers.map(number => entryOf(number)), from, before).renames.map(rename => [numberOf(rename.from), numberOf(rename.to)] as const);

test.each([
	['stands there already', [1, 2, 3], 1, 2, []],
	['stands there already, with a gap', [10, 20, 30], 10, 20, []],
	['a gap in front -> one rename', [10, 20, 30], 30, 20, [[30, 19]]],
	['a gap before the first -> one rename', [5, 6], 6, 5, [[6, 4]]],
	['no gap, to the front -> the two others go behind it', [1, 2, 3], 3, 1, [[1, 4], [2, 5]]],
	['no gap, backwards -> the two last go on', [1, 2, 3, 4], 1, 4, [[1, 4], [4, 5]]],
	['the gap behind is nearer -> push back', [1, 2, 3, 4, 6, 7, 8, 9], 9, 4, [[4, 5], [9, 4]]],
	['the gap in front is nearer -> push forward', [1, 3, 4, 5, 6, 7, 9], 9, 4, [[3, 2], [9, 3]]],
	['the last two change places -> one goes behind', [1, 2], 2, 1, [[1, 3]]],
	['two in the middle change places -> no one else moves', [1, 2, 3, 4], 3, 2, [[2, 3], [3, 2]]],
])('move: %s', (_, numbers, from, before, expected) => {
	expect(renames(numbers, from, before)).toEqual(expected);
});

test('move: names keep suffix, case and width; every `after` follows', () => {
	const plan = planMove([
		entryOf(1, {name: 'ticket-0001-a.MD'}),
		entryOf(2, {name: 'TICKET-002.md', ticket: {after: [1]}}),
		entryOf(3, {name: 'TICKET-003-c.md', ticket: {after: [1, 2, 99]}}),
		entryOf(7, {ticket: {after: [99]}}),
		entryOf(4),
	], 2, 1);
	const folder = '.codex-autorunner/tickets/';
	expect(plan).toEqual({
		renames: [{from: `${folder}ticket-0001-a.MD`, to: `${folder}ticket-0002-a.MD`}, {from: `${folder}TICKET-002.md`, to: `${folder}TICKET-001.md`}],
		afterEdits: [{path: `${folder}TICKET-002.md`, after: [2]}, {path: `${folder}TICKET-003-c.md`, after: [2, 1, 99]}],
	});
});

test.each([
	['an unknown ticket', [entryOf(1), entryOf(2)], 9, 1, 'There is no ticket 9.'],
	['before an unknown ticket', [entryOf(1), entryOf(2)], 1, 9, 'There is no ticket 9.'],
	['before itself', [entryOf(1), entryOf(2)], 1, 1, 'Ticket 1 cannot be moved before itself.'],
	['no tickets', [], 1, 2, 'There is no ticket 1.'],
	['two of one number', [entryOf(1), entryOf(1, {name: 'TICKET-001-b.md'}), entryOf(2)], 2, 1, 'Two tickets have the number 1'],
	['a broken one among them', [entryOf(1), entryOf(2), entryOf(3, {ticket: null})], 2, 1, 'TICKET-003.md is broken'],
])('move: %s -> refused', (_, entries, from, before, message) => {
	expect(() => planMove(entries, from, before)).toThrow(UserError);
	expect(() => planMove(entries, from, before)).toThrow(message);
});

test.each([
	['nine, of three', [entryOf(1), entryOf(3), entryOf(2)], 'The tickets are numbered 1 to 3.'],
	['nine, of none', [], 'There are no tickets yet.'],
])('move: %s -> says which there are', (_, entries, hint) => {
	expect(() => planMove(entries, 9, 'end')).toThrow(expect.objectContaining({hint}) as Error);
});

/** The least number of renames, found by trying which tickets could all stay. */
const fewest = (order: readonly number[]): number => {
	let most = 0;
	for (let subset = 0; subset < 2 ** order.length; subset++) {
		const kept = [...order.keys()].filter(place => Math.floor(subset / (2 ** place)) % 2 === 1);
		if (kept.every((place, index) => order[place]! > place && (index === 0 || order[place]! - order[kept[index - 1]!]! >= place - kept[index - 1]!))) {
			most = Math.max(most, kept.length);
		}
	}

	return order.length - most;
};

test('move: any folder -> the wished order, no number twice, the fewest renames', () => {
	fc.assert(fc.property(fc.uniqueArray(fc.integer({min: 1, max: 11}), {minLength: 2, maxLength: 7}), fc.nat(), fc.nat(), (raw, one, other) => {
		const numbers = raw.toSorted((a, b) => a - b);
		const from = numbers[one % numbers.length]!;
		const before = numbers[other % numbers.length]!;
		fc.pre(from !== before);
		const shift = new Map(renames(numbers, from, before));
		const wished = numbers.filter(number => number !== from);
		wished.splice(wished.indexOf(before), 0, from);
		const after = wished.map(number => shift.get(number) ?? number);
		expect(after).toEqual([...new Set(after)].toSorted((a, b) => a - b));
		expect(Math.min(...after)).toBeGreaterThan(0);
		expect(shift.size).toBe(fewest(wished));
	}), {numRuns: 2000, seed: 7});
});
