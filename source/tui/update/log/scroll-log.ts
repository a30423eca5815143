import {logSize} from '../../select/layout.js';
import {
	isBefore, moveAnchor, rowsBetween, settleAnchor, sheetOf, tailAnchor, windowFrom, type Sheet,
} from '../../select/log/log-lines.js';
import type {Anchor} from '../../log-state.js';
import type {AppState} from '../../state.js';

/** A full window moves on by several rows at once: moving by one would send the whole pane to the terminal for every line. */
const jumpOf = (height: number): number => height >= 24 ? 8 : Math.max(1, Math.floor(height / 4));

/** Rows the cursor keeps from the edges, so that one sees what comes. */
const marginOf = (height: number): number => Math.min(3, Math.floor(height / 4));

const hasRowsBeyond = (sheet: Sheet, top: Anchor, height: number): boolean => windowFrom(sheet, top, height + 1).length > height;

/** The window at the end, or higher where it was asked to be. */
const notBeyondEnd = (sheet: Sheet, top: Anchor, height: number): Anchor => {
	const end = tailAnchor(sheet, height);
	return end !== null && isBefore(end, top) ? end : top;
};

/** The cursor where it is, or at the edge of the window that left it behind. */
const inWindow = (sheet: Sheet, {top, cursor, height}: {readonly top: Anchor; readonly cursor: Anchor; readonly height: number}): Anchor => {
	if (isBefore(cursor, top)) {
		return top;
	}

	const last = windowFrom(sheet, top, height).at(-1)?.at ?? top;
	return isBefore(last, cursor) ? last : cursor;
};

/** Keeps the window right after the log grew or the screen changed: a following log shows its end, a held one stays. */
export const settleLog = (state: AppState): AppState => {
	const sheet = sheetOf(state);
	const {height} = logSize(state);
	const top = settleAnchor(sheet, state.log.top);
	if (top === null) {
		return state.log.top === null ? state : {...state, log: {...state.log, top}};
	}

	if (!state.log.isFollowing) {
		const cursor = inWindow(sheet, {top, cursor: settleAnchor(sheet, state.log.cursor) ?? top, height});
		return {...state, log: {...state.log, top, cursor}};
	}

	return {
		...state,
		log: {...state.log, top: hasRowsBeyond(sheet, top, height) ? tailAnchor(sheet, height - jumpOf(height) + 1) : top},
	};
};

/** Shows the end of what happens now, and follows again. A spot that was asked for before is not wanted any more. */
export const followLog = (state: AppState): AppState => {
	const live: AppState = {
		...state, log: {
			...state.log, book: null, isFollowing: true, cursor: null, heldAt: 0, opening: null, asked: state.log.asked + 1, toggled: state.log.book === null ? state.log.toggled : new Set(),
		},
	};
	return {...live, log: {...live.log, top: tailAnchor(sheetOf(live), logSize(live).height)}};
};

/** Holds the log with a spot at the cursor, `row` rows below the first row where there are so many. */
export const holdAt = (state: AppState, cursor: Anchor, row: number): AppState => {
	const sheet = sheetOf(state);
	const {height} = logSize(state);
	return {
		...state, log: {
			...state.log,
			isFollowing: false,
			cursor,
			top: notBeyondEnd(sheet, moveAnchor(sheet, cursor, -Math.min(row, height - 1)), height),
			heldAt: state.log.isFollowing ? state.transcript.nextId : state.log.heldAt,
		},
	};
};

/** A held log: a following one is held with the cursor in its last row. A following window may have room at its bottom; a held one is full, so that what comes later moves nothing in it. */
export const hold = (state: AppState): AppState => {
	if (!state.log.isFollowing) {
		return state;
	}

	const end = tailAnchor(sheetOf(state), 1);
	return end === null ? state : holdAt(state, end, logSize(state).height - 1);
};

const isAtEnd = (sheet: Sheet, spot: Anchor): boolean => {
	const end = tailAnchor(sheet, 1);
	return end !== null && !isBefore(spot, end);
};

/** Moves the cursor by rows; the window follows it. */
const moveCursor = (state: AppState, distance: number): AppState => {
	const sheet = sheetOf(state);
	const {height} = logSize(state);
	const {top, cursor} = state.log;
	if (top === null || cursor === null) {
		return state;
	}

	const moved = moveAnchor(sheet, cursor, distance);
	const margin = marginOf(height);
	const row = isBefore(moved, top) ? -1 : rowsBetween(sheet, top, moved, height);
	if (row >= margin && row <= height - 1 - margin) {
		return {...state, log: {...state.log, cursor: moved}};
	}

	return holdAt({...state, log: {...state.log, cursor: moved}}, moved, row < margin ? margin : height - 1 - margin);
};

const movePage = (state: AppState, distance: number): AppState => {
	const sheet = sheetOf(state);
	const {height} = logSize(state);
	const {top, cursor} = state.log;
	if (top === null || cursor === null) {
		return state;
	}

	const moved = notBeyondEnd(sheet, moveAnchor(sheet, top, distance), height);
	const isEdge = moved.id === top.id && moved.row === top.row;
	const next = isEdge && distance > 0 ? tailAnchor(sheet, 1) ?? cursor : moveAnchor(sheet, cursor, distance);
	return {...state, log: {...state.log, top: moved, cursor: inWindow(sheet, {top: moved, cursor: next, height})}};
};

/** Whether the end of what is shown is the end of everything that happened in the run that runs. */
export const isLiveEnd = ({log, snapshot}: AppState): boolean =>
	log.book === null || (log.book.runId === snapshot?.run?.runId && log.book.leaves.at(-1)?.below === null);

/** Moves by rows, or by pages. Up holds the log; going down at its end follows again. */
export const scrollLog = (state: AppState, distance: number, isPage: boolean): AppState => {
	const {log} = state;
	if (log.isFollowing && distance > 0) {
		return state;
	}

	const held = hold(state);
	const sheet = sheetOf(held);
	if (distance > 0 && isLiveEnd(held)) {
		const {height} = logSize(held);
		const isOver = isPage
			? held.log.top !== null && !hasRowsBeyond(sheet, moveAnchor(sheet, held.log.top, distance), height)
			: held.log.cursor !== null && isAtEnd(sheet, held.log.cursor);
		if (isOver) {
			return followLog(held);
		}
	}

	return isPage ? movePage(held, distance) : moveCursor(held, distance);
};
