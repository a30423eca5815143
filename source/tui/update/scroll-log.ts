import {logSize} from '../select/layout.js';
import {
	moveAnchor, settleAnchor, tailAnchor, windowFrom,
} from '../select/log-lines.js';
import type {Anchor, AppState} from '../state.js';

/** A full window moves on by several rows at once: moving by one would send the whole pane to the terminal for every line. */
const jumpOf = (height: number): number => height >= 24 ? 8 : Math.max(1, Math.floor(height / 4));

const hasRowsBeyond = (state: AppState, top: Anchor): boolean => {
	const {width, height} = logSize(state);
	return windowFrom(state.transcript, top, {limit: height + 1, width}).rows.length > height;
};

/** Keeps the window right after the log grew or the screen changed: a following log shows its end, a held one stays. */
export const settleLog = (state: AppState): AppState => {
	const {width, height} = logSize(state);
	const top = settleAnchor(state.transcript, state.log.top, width);
	if (top === null || !state.log.isFollowing) {
		return {...state, log: {...state.log, top}};
	}

	return {
		...state,
		log: {...state.log, top: hasRowsBeyond(state, top) ? tailAnchor(state.transcript, height - jumpOf(height) + 1, width) : top},
	};
};

/** Shows the end, and follows again. */
export const followLog = (state: AppState): AppState => {
	const {width, height} = logSize(state);
	return {...state, log: {isFollowing: true, top: tailAnchor(state.transcript, height, width), heldAt: 0}};
};

/** Moves the window by rows. Up holds the log; reaching the end follows again. */
export const scrollLog = (state: AppState, distance: number): AppState => {
	const {width} = logSize(state);
	// A following window may have room left at its bottom; a held one is full, so that what comes later moves nothing in it.
	const from = distance < 0 && state.log.isFollowing ? followLog(state) : state;
	const top = settleAnchor(state.transcript, from.log.top, width);
	if (top === null) {
		return state;
	}

	const moved = moveAnchor(state.transcript, top, {distance, width});
	const next: AppState = {
		...state,
		log: {isFollowing: false, top: moved, heldAt: state.log.isFollowing ? state.transcript.nextId : state.log.heldAt},
	};
	if (distance > 0 && !hasRowsBeyond(next, moved)) {
		return state.log.isFollowing ? state : followLog(next);
	}

	return next;
};

/** Holds the log at its beginning. */
export const showLogStart = (state: AppState): AppState => {
	const first = state.transcript.lines[0];
	return first === undefined
		? state
		: {
			...state,
			log: {isFollowing: false, top: {id: first.id, row: 0}, heldAt: state.log.isFollowing ? state.transcript.nextId : state.log.heldAt},
		};
};
