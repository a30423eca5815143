import {describe, expect, test} from 'vitest';
import type {LogLeaf} from '../../../source/engine/client/flow-client.js';
import type {AppState} from '../../../source/tui/state.js';
import {addLeaf, openBook} from '../../../source/tui/update/log/book.js';
import {createEvents, running} from '../../support/believable.js';
import {runId} from '../../support/screen/morning.js';
import {start} from '../../support/screen/play.js';

const events = createEvents(1000);

/** One of forty leaves of a turn; each says two lines. */
const leafOf = (leaf: number): LogLeaf => ({
	key: {turn: 14, leaf},
	lines: ['a', 'b'].flatMap(name => {
		const event = events.say(`leaf ${leaf} ${name}\n`);
		return event.type === 'agent_event' ? [event.line] : [];
	}),
	above: leaf === 0 ? null : {turn: 14, leaf: leaf - 1},
	below: leaf === 39 ? null : {turn: 14, leaf: leaf + 1},
	hasSpoken: leaf > 0,
});

const leavesFrom = (first: number, last: number): readonly LogLeaf[] => Array.from({length: last - first + 1}, (_, index) => leafOf(first + index));

/** The log with these leaves open, its cursor in the line that says so. */
const reading = (first: number, last: number, cursor?: string): AppState => {
	const state = start(running());
	const book = openBook(state, {runId, number: 3}, leavesFrom(first, last));
	const line = book.lines.find(({text}) => text === cursor);
	return {
		...state, pane: 'log', log: {
			...state.log, isFollowing: false, book: {...book, isReading: true}, cursor: line === undefined ? null : {id: line.id, row: 0}, top: line === undefined ? null : {id: line.id, row: 0},
		},
	};
};

/** What is held of the book: its first and last leaf, its first and last line. */
const held = ({log: {book}}: AppState) => book === null
	? null
	: [book.leaves[0]?.key.leaf, book.leaves.at(-1)?.key.leaf, book.lines.find(({kind}) => kind === 'message')?.text, book.lines.at(-1)?.text];

describe('a leaf that was asked for', () => {
	test.each([
		['the next one', 13, [10, 13, 'leaf 10 a', 'leaf 13 b']],
		['the one before', 9, [9, 12, 'leaf 9 a', 'leaf 12 b']],
		['the last one again, which has grown', 12, [10, 12, 'leaf 10 a', 'leaf 12 b']],
		['one that does not follow', 15, [10, 12, 'leaf 10 a', 'leaf 12 b']],
		['one that is there', 11, [10, 12, 'leaf 10 a', 'leaf 12 b']],
	])('%s: is where it belongs, or not taken', (_, leaf, expected) => {
		const state = addLeaf(reading(10, 12), runId, leafOf(leaf));
		expect(held(state)).toEqual(expected);
		expect(state.log.book?.isReading).toBe(false);
	});

	test('of another run: nothing changes', () => {
		const state = reading(10, 12);
		expect(addLeaf(state, '20261122-020000-eeee', leafOf(13))).toBe(state);
	});

	test.each([
		['far below', 'leaf 32 a', 34, [11, 34, 'leaf 11 a', 'leaf 34 b']],
		['far above', 'leaf 11 a', 9, [9, 32, 'leaf 9 a', 'leaf 32 b']],
	])('more than are kept, the cursor %s: leaves go at the other end', (_, cursor, leaf, expected) => {
		const state = reading(10, 33, cursor);
		expect(held(addLeaf(state, runId, leafOf(leaf)))).toEqual(expected);
	});
});
