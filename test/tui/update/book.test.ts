import {describe, expect, test} from 'vitest';
import type {LogPage} from '../../../source/engine/client/flow-client.js';
import type {AppState} from '../../../source/tui/state.js';
import {addPage, openBook} from '../../../source/tui/update/log/book.js';
import {createEvents, running} from '../../support/believable.js';
import {runId} from '../../support/screen/morning.js';
import {start} from '../../support/screen/play.js';

const events = createEvents(1000);

/** One of forty pages of a turn; each says two lines. */
const pageOf = (page: number): LogPage => ({
	key: {turn: 14, page},
	lines: ['a', 'b'].flatMap(name => {
		const event = events.say(`page ${page} ${name}\n`);
		return event.type === 'agent_event' ? [event.line] : [];
	}),
	above: page === 0 ? null : {turn: 14, page: page - 1},
	below: page === 39 ? null : {turn: 14, page: page + 1},
	hasSpoken: page > 0,
});

const pagesFrom = (first: number, last: number): readonly LogPage[] => Array.from({length: last - first + 1}, (_, index) => pageOf(first + index));

/** The log with these pages open, its cursor in the line that says so. */
const reading = (first: number, last: number, cursor?: string): AppState => {
	const state = start(running());
	const book = openBook(state, {runId, number: 3}, pagesFrom(first, last));
	const line = book.lines.find(({text}) => text === cursor);
	return {
		...state, pane: 'log', log: {
			...state.log, isFollowing: false, book: {...book, isReading: true}, cursor: line === undefined ? null : {id: line.id, row: 0}, top: line === undefined ? null : {id: line.id, row: 0},
		},
	};
};

/** What is held of the book: its first and last page, its first and last line. */
const held = ({log: {book}}: AppState) => book === null
	? null
	: [book.pages[0]?.key.page, book.pages.at(-1)?.key.page, book.lines.find(({kind}) => kind === 'message')?.text, book.lines.at(-1)?.text];

describe('a page that was asked for', () => {
	test.each([
		['the next one', 13, [10, 13, 'page 10 a', 'page 13 b']],
		['the one before', 9, [9, 12, 'page 9 a', 'page 12 b']],
		['the last one again, which has grown', 12, [10, 12, 'page 10 a', 'page 12 b']],
		['one that does not follow', 15, [10, 12, 'page 10 a', 'page 12 b']],
		['one that is there', 11, [10, 12, 'page 10 a', 'page 12 b']],
	])('%s: is where it belongs, or not taken', (_, page, expected) => {
		const state = addPage(reading(10, 12), runId, pageOf(page));
		expect(held(state)).toEqual(expected);
		expect(state.log.book?.isReading).toBe(false);
	});

	test('of another run: nothing changes', () => {
		const state = reading(10, 12);
		expect(addPage(state, '20261122-020000-eeee', pageOf(13))).toBe(state);
	});

	test.each([
		['far below', 'page 32 a', 34, [11, 34, 'page 11 a', 'page 34 b']],
		['far above', 'page 11 a', 9, [9, 32, 'page 9 a', 'page 32 b']],
	])('more than are kept, the cursor %s: pages go at the other end', (_, cursor, page, expected) => {
		const state = reading(10, 33, cursor);
		expect(held(addPage(state, runId, pageOf(page)))).toEqual(expected);
	});
});
