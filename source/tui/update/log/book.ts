import type {LogLeaf, LeafKey} from '../../../engine/client/flow-client.js';
import {createCleaner} from '../../clean-events.js';
import {
	emptyTail, type Anchor, type Book, type BookLeaf, type ScreenLine,
} from '../../log-state.js';
import type {Aim, Effect} from '../../effect.js';
import {logSize} from '../../select/screen-parts.js';
import {
	lineOf, moveAnchor, rowsBetween, sheetOf, tailAnchor,
} from '../../select/log/log-lines.js';
import type {AppState} from '../../state.js';
import type {Step} from '../step.js';
import {hold, scrollLog} from './scroll-log.js';
import {growTail} from './tail.js';

/** Leaves kept at once, most of them small when an agent says a few words a line. */
const mostLeaves = 24;

/** The lines of a leaf, their ids from 0 on. */
const linesOf = (leaf: LogLeaf): readonly ScreenLine[] => {
	const clean = createCleaner();
	const events = leaf.lines.map(line => {
		const event = clean(line.type === 'agent_event' ? {type: 'agent_event', line} : {type: 'flow_event', event: line});
		return event.type === 'agent_event' ? event.line : line;
	});
	return growTail({...emptyTail, turn: leaf.key.turn, hasSpoken: leaf.hasSpoken}, events, Number.POSITIVE_INFINITY).lines;
};

const shift = (lines: readonly ScreenLine[], by: number): readonly ScreenLine[] => lines.map(line => ({...line, id: line.id + by, block: line.block + by}));

const isSame = (one: LeafKey | undefined, other: LeafKey): boolean => one?.turn === other.turn && one.leaf === other.leaf;

const entry = (leaf: LogLeaf, lines: readonly ScreenLine[]): BookLeaf => ({
	key: leaf.key, lines: lines.length, above: leaf.above, below: leaf.below,
});

const append = (book: Book, leaf: LogLeaf): Book => {
	const last = book.leaves.at(-1);
	// The last leaf of a running turn is read again when it has grown.
	const isAgain = isSame(last?.key, leaf.key);
	const kept = isAgain ? book.lines.slice(0, book.lines.length - (last?.lines ?? 0)) : book.lines;
	const fresh = linesOf(leaf);
	const next = shift(fresh, kept.length === 0 ? book.lines[0]?.id ?? 0 : (kept.at(-1)?.id ?? -1) + 1);
	return {...book, lines: [...kept, ...next], leaves: [...(isAgain ? book.leaves.slice(0, -1) : book.leaves), entry(leaf, fresh)]};
};

const prepend = (book: Book, leaf: LogLeaf): Book => {
	const fresh = linesOf(leaf);
	return {...book, lines: [...shift(fresh, (book.lines[0]?.id ?? 0) - fresh.length), ...book.lines], leaves: [entry(leaf, fresh), ...book.leaves]};
};

/** Lets leaves go at the end that is farther from the cursor. */
const trim = (book: Book, cursor: Anchor | null): Book => {
	let {lines, leaves} = book;
	while (leaves.length > mostLeaves) {
		const middle = (lines[0]?.id ?? 0) + (lines.length / 2);
		const isUpper = (cursor?.id ?? middle) > middle;
		const gone = (isUpper ? leaves[0] : leaves.at(-1))?.lines ?? 0;
		lines = isUpper ? lines.slice(gone) : lines.slice(0, lines.length - gone);
		leaves = isUpper ? leaves.slice(1) : leaves.slice(0, -1);
	}

	return {...book, lines, leaves};
};

/** Opens the book with leaves one after another. */
export const openBook = (state: AppState, run: {readonly runId: string; readonly number: number}, leaves: readonly LogLeaf[]): Book => leaves.reduce<Book>((book, leaf) => append(book, leaf), {
	runId: run.runId, runNumber: run.number, lines: [], leaves: [], isReading: false, readAt: state.tail.nextId,
});

/** A leaf that was asked for has come. */
export const addLeaf = (state: AppState, runId: string, leaf: LogLeaf): AppState => {
	const {book} = state.log;
	if (book?.runId !== runId) {
		return state;
	}

	const first = book.leaves[0];
	const last = book.leaves.at(-1);
	const isAbove = first?.above !== null && first !== undefined && isSame(first.above, leaf.key);
	const isBelow = last !== undefined && (isSame(last.key, leaf.key) || (last.below !== null && isSame(last.below, leaf.key)));
	if (!isAbove && !isBelow) {
		return {...state, log: {...state.log, book: {...book, isReading: false}}};
	}

	const grown = isAbove ? prepend(book, leaf) : append(book, leaf);
	return {...state, log: {...state.log, book: trim({...grown, isReading: false, readAt: state.tail.nextId}, state.log.cursor)}};
};

/** The leaf that will be needed soon, when the window comes near an end of what was read. */
const neededLeaf = (state: AppState): LeafKey | undefined => {
	const {book, top} = state.log;
	const first = book?.leaves[0];
	const last = book?.leaves.at(-1);
	if (!book || first === undefined || last === undefined) {
		return undefined;
	}

	const sheet = sheetOf(state);
	const margin = logSize(state).height * 2;
	const from = top ?? {id: book.lines[0]?.id ?? 0, row: 0};
	if (first.above !== null && moveAnchor(sheet, from, -margin).id === (book.lines[0]?.id ?? from.id)) {
		return first.above;
	}

	const end = tailAnchor(sheet, 1);
	const isNearEnd = end === null || moveAnchor(sheet, from, margin + logSize(state).height).id === end.id;
	if (!isNearEnd) {
		return undefined;
	}

	const hasGrown = book.runId === state.snapshot?.run?.runId && book.readAt !== state.tail.nextId;
	return last.below ?? (hasGrown ? last.key : undefined);
};

/** Asks for leaves before they are needed, and for the book when a held window comes to where the live log is not whole. */
export const readAhead = ([state, effects]: Step): Step => {
	const {log} = state;
	if (log.isFollowing || log.opening === 'book') {
		return [state, effects];
	}

	if (log.book !== null) {
		const key = log.book.isReading ? undefined : neededLeaf(state);
		const effect: Effect | undefined = key === undefined ? undefined : {type: 'read_leaf', runId: log.book.runId, key};
		return effect === undefined ? [state, effects] : [{...state, log: {...log, book: {...log.book, isReading: true}}}, [...effects, effect]];
	}

	const opening = log.opening === null ? openAt(state, {}) : undefined;
	return opening === undefined || log.top === null || log.top.id > liveEdge(state) ? [state, effects] : [opening[0], [...effects, ...opening[1]]];
};

/** The line of the live log above which it is not whole. */
const liveEdge = ({tail}: AppState): number => Math.max(tail.wholeFrom, tail.lines[0]?.id ?? 0);

/** Opens the book where the cursor of the held live log is; undefined where that log is whole. */
const openAt = (state: AppState, aim: Aim): Step | undefined => {
	const {log, tail} = state;
	const first = tail.lines[0];
	const sheet = sheetOf(state);
	const cursor = log.cursor === null ? undefined : lineOf(sheet, log.cursor.id);
	const isPart = first !== undefined && (tail.dropped > 0 || tail.wholeFrom > first.id);
	if (log.book !== null || !isPart || cursor === undefined || cursor.seq === 0 || log.top === null || log.cursor === null) {
		return undefined;
	}

	const asked = log.asked + 1;
	return [{...state, log: {...log, opening: 'book', asked}}, [{
		type: 'read_log', asked, runId: null, spot: {type: 'seq', seq: cursor.seq}, aim: {text: cursor.text, row: rowsBetween(sheet, log.top, log.cursor, logSize(state).height), ...aim},
	}]];
};

/** Moves in the log. Where the way up leaves what is whole in memory, the book is opened first, so that nothing is jumped over. */
export const moveThroughLog = (state: AppState, distance: number, isPage: boolean): Step => {
	const moved = scrollLog(state, distance, isPage);
	const isLeaving = distance < 0 && moved.log.book === null && state.log.opening === null && moved.log.top !== null && moved.log.top.id <= liveEdge(state);
	const opening = isLeaving ? openAt(hold(state), {move: {distance, isPage}}) : undefined;
	return opening ?? [moved, []];
};
