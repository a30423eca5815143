import type {LogPage, PageKey} from '../../../engine/client/flow-client.js';
import {createCleaner} from '../../clean-events.js';
import {
	emptyTranscript, type Anchor, type Book, type BookPage, type TranscriptLine,
} from '../../log-state.js';
import type {Aim, Effect} from '../../effect.js';
import {logSize} from '../../select/layout.js';
import {
	lineOf, moveAnchor, rowsBetween, sheetOf, tailAnchor,
} from '../../select/log/log-lines.js';
import type {AppState} from '../../state.js';
import type {Step} from '../step.js';
import {hold, scrollLog} from './scroll-log.js';
import {growTranscript} from './transcript.js';

/** Pages kept at once, most of them small when an agent says a few words a line. */
const mostPages = 24;

/** The lines of a page, their ids from 0 on. */
const linesOf = (page: LogPage): readonly TranscriptLine[] => {
	const clean = createCleaner();
	const events = page.lines.map(line => {
		const event = clean(line.type === 'agent_event' ? {type: 'agent_event', line} : {type: 'flow_event', event: line});
		return event.type === 'agent_event' ? event.line : line;
	});
	return growTranscript({...emptyTranscript, turn: page.key.turn, hasSpoken: page.hasSpoken}, events, Number.POSITIVE_INFINITY).lines;
};

const shift = (lines: readonly TranscriptLine[], by: number): readonly TranscriptLine[] => lines.map(line => ({...line, id: line.id + by, block: line.block + by}));

const isSame = (one: PageKey | undefined, other: PageKey): boolean => one?.turn === other.turn && one.page === other.page;

const entry = (page: LogPage, lines: readonly TranscriptLine[]): BookPage => ({
	key: page.key, lines: lines.length, above: page.above, below: page.below,
});

const append = (book: Book, page: LogPage): Book => {
	const last = book.pages.at(-1);
	// The last page of a running turn is read again when it has grown.
	const isAgain = isSame(last?.key, page.key);
	const kept = isAgain ? book.lines.slice(0, book.lines.length - (last?.lines ?? 0)) : book.lines;
	const fresh = linesOf(page);
	const next = shift(fresh, kept.length === 0 ? book.lines[0]?.id ?? 0 : (kept.at(-1)?.id ?? -1) + 1);
	return {...book, lines: [...kept, ...next], pages: [...(isAgain ? book.pages.slice(0, -1) : book.pages), entry(page, fresh)]};
};

const prepend = (book: Book, page: LogPage): Book => {
	const fresh = linesOf(page);
	return {...book, lines: [...shift(fresh, (book.lines[0]?.id ?? 0) - fresh.length), ...book.lines], pages: [entry(page, fresh), ...book.pages]};
};

/** Lets pages go at the end that is farther from the cursor. */
const trim = (book: Book, cursor: Anchor | null): Book => {
	let {lines, pages} = book;
	while (pages.length > mostPages) {
		const middle = (lines[0]?.id ?? 0) + (lines.length / 2);
		const isUpper = (cursor?.id ?? middle) > middle;
		const gone = (isUpper ? pages[0] : pages.at(-1))?.lines ?? 0;
		lines = isUpper ? lines.slice(gone) : lines.slice(0, lines.length - gone);
		pages = isUpper ? pages.slice(1) : pages.slice(0, -1);
	}

	return {...book, lines, pages};
};

/** Opens the book with pages one after another. */
export const openBook = (state: AppState, run: {readonly runId: string; readonly number: number}, pages: readonly LogPage[]): Book => pages.reduce<Book>((book, page) => append(book, page), {
	runId: run.runId, runNumber: run.number, lines: [], pages: [], isReading: false, readAt: state.transcript.nextId,
});

/** A page that was asked for has come. */
export const addPage = (state: AppState, runId: string, page: LogPage): AppState => {
	const {book} = state.log;
	if (book?.runId !== runId) {
		return state;
	}

	const first = book.pages[0];
	const last = book.pages.at(-1);
	const isAbove = first?.above !== null && first !== undefined && isSame(first.above, page.key);
	const isBelow = last !== undefined && (isSame(last.key, page.key) || (last.below !== null && isSame(last.below, page.key)));
	if (!isAbove && !isBelow) {
		return {...state, log: {...state.log, book: {...book, isReading: false}}};
	}

	const grown = isAbove ? prepend(book, page) : append(book, page);
	return {...state, log: {...state.log, book: trim({...grown, isReading: false, readAt: state.transcript.nextId}, state.log.cursor)}};
};

/** The page that will be needed soon, when the window comes near an end of what was read. */
const neededPage = (state: AppState): PageKey | undefined => {
	const {book, top} = state.log;
	const first = book?.pages[0];
	const last = book?.pages.at(-1);
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

	const hasGrown = book.runId === state.snapshot?.run?.runId && book.readAt !== state.transcript.nextId;
	return last.below ?? (hasGrown ? last.key : undefined);
};

/** Asks for pages before they are needed, and for the book when a held window comes to where the live log is not whole. */
export const readAhead = ([state, effects]: Step): Step => {
	const {log} = state;
	if (log.isFollowing || log.opening === 'book') {
		return [state, effects];
	}

	if (log.book !== null) {
		const key = log.book.isReading ? undefined : neededPage(state);
		const effect: Effect | undefined = key === undefined ? undefined : {type: 'read_page', runId: log.book.runId, key};
		return effect === undefined ? [state, effects] : [{...state, log: {...log, book: {...log.book, isReading: true}}}, [...effects, effect]];
	}

	const opening = log.opening === null ? openAt(state, {}) : undefined;
	return opening === undefined || log.top === null || log.top.id > liveEdge(state) ? [state, effects] : [opening[0], [...effects, ...opening[1]]];
};

/** The line of the live log above which it is not whole. */
const liveEdge = ({transcript}: AppState): number => Math.max(transcript.wholeFrom, transcript.lines[0]?.id ?? 0);

/** Opens the book where the cursor of the held live log is; undefined where that log is whole. */
const openAt = (state: AppState, aim: Aim): Step | undefined => {
	const {log, transcript} = state;
	const first = transcript.lines[0];
	const sheet = sheetOf(state);
	const cursor = log.cursor === null ? undefined : lineOf(sheet, log.cursor.id);
	const isPart = first !== undefined && (transcript.dropped > 0 || transcript.wholeFrom > first.id);
	if (log.book !== null || !isPart || cursor === undefined || cursor.seq === 0 || log.top === null || log.cursor === null) {
		return undefined;
	}

	const asked = log.asked + 1;
	return [{...state, log: {...log, opening: 'book', asked}}, [{
		type: 'read_log', asked, runId: null, place: {type: 'seq', seq: cursor.seq}, aim: {text: cursor.text, row: rowsBetween(sheet, log.top, log.cursor, logSize(state).height), ...aim},
	}]];
};

/** Moves in the log. Where the way up leaves what is whole in memory, the book is opened first, so that nothing is jumped over. */
export const moveThroughLog = (state: AppState, distance: number, isPage: boolean): Step => {
	const moved = scrollLog(state, distance, isPage);
	const isLeaving = distance < 0 && moved.log.book === null && state.log.opening === null && moved.log.top !== null && moved.log.top.id <= liveEdge(state);
	const opening = isLeaving ? openAt(hold(state), {move: {distance, isPage}}) : undefined;
	return opening ?? [moved, []];
};
