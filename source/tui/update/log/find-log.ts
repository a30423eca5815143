import type {Find, LogInput} from '../../log-state.js';
import {searchFor} from '../../select/log/find-text.js';
import {sheetOf} from '../../select/log/log-lines.js';
import type {AppState} from '../../state.js';
import {say, stay, type Step} from '../step.js';
import type {Direction} from '../../effect.js';
import {
	callOff, edgeSeq, expectSpot, findLine, goTo, hasMore, landAt, shownRun, turnAtCursor,
} from './jump-log.js';

/** Opens the line for a search or a time. */
export const askLog = (state: AppState, type: LogInput['type']): Step => stay({...state, logInput: {type, text: '', isWholeRun: state.logInput?.isWholeRun ?? true}});

export const switchScope = (state: AppState): Step => stay(state.logInput === null ? state : {...state, logInput: {...state.logInput, isWholeRun: !state.logInput.isWholeRun}});

/** Closes the line, and with it a search that still goes on. */
export const closeLogInput = (state: AppState): Step => stay({...state, logInput: null});

const time = /^(\d{1,2}):?(\d{2})(?::(\d{2}))?$/;

const goToClock = (state: AppState, text: string): Step => {
	const [, hours, minutes, seconds = '0'] = time.exec(text.trim()) ?? [];
	if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) {
		return say(state, `${text.trim()} is no time: 03:12, or 03:12:30`);
	}

	const next = expectSpot(state);
	return [next, [{
		type: 'read_clock', asked: next.log.asked, runId: shownRun(state), clock: {hours: Number(hours), minutes: Number(minutes), seconds: Number(seconds)},
	}]];
};

/** What was typed counts: a search begins, or the log goes to a time. An empty search goes on with the last one. */
export const sendLogInput = (state: AppState): Step => {
	const input = state.logInput;
	const closed: AppState = {...state, logInput: null};
	if (input === null) {
		return stay(state);
	}

	if (input.type === 'clock') {
		return input.text.trim() === '' ? stay(closed) : goToClock(closed, input.text);
	}

	if (input.text === '') {
		return nextHit(closed, 'next');
	}

	const search = searchFor(input.text, input.isWholeRun ? null : turnAtCursor(state));
	const find: Find = {
		search, hits: 0, at: null, share: 0,
	};
	// From the end one searches upwards, like one who follows and wonders where that was.
	const [next, effects] = nextHit({...closed, log: {...closed.log, find}}, state.log.isFollowing ? 'previous' : 'next');
	return [next, [{type: 'search_log', runId: shownRun(state), search}, ...effects]];
};

/** To the next place the search found, or the one before. */
export const nextHit = (state: AppState, direction: Direction): Step => {
	const {find} = state.log;
	const {found} = sheetOf(state);
	if (find === null || found === null) {
		return say(state, 'Nothing was searched yet: / searches.');
	}

	const line = findLine(state, direction, ({text, turn}) => (find.search.turn === null || turn === find.search.turn) && text.search(found) !== -1);
	if (line !== undefined) {
		const before = sheetOf(state).lines.filter(one => one.seq === line.seq && one.id < line.id && one.text.search(found) !== -1).length;
		return [landAt(state, line), [{type: 'number_hit', seq: line.seq, before}]];
	}

	return hasMore(state, direction)
		? [expectSpot(state), [{type: 'seek_hit', from: {seq: edgeSeq(state, direction), direction}}]]
		: say(state, noHit(find, direction));
};

const noHit = (find: Find, direction: Direction): string => find.hits === 0 && find.share === 1
	? `Nothing matches ${find.search.text}.`
	: `No more ${find.search.text} ${direction === 'next' ? 'below' : 'above'}.`;

/** The search went on. */
export const searched = (state: AppState, {hits, share, trouble}: {readonly hits: number; readonly share: number; readonly trouble: string | null}): Step => {
	const {find} = state.log;
	if (find === null) {
		return stay(state);
	}

	const next: AppState = {...state, log: {...state.log, find: {...find, hits, share}}};
	if (trouble !== null) {
		return say(next, trouble, true);
	}

	return share === 1 && hits === 0 ? say(next, `Nothing matches ${find.search.text}.`) : stay(next);
};

/** A hit was looked for among all there are; nobody waits any more for one that was called off. */
export const hitFound = (state: AppState, {seq, at, direction, runId}: {readonly seq: number | null; readonly at: number; readonly direction: Direction; readonly runId: string}): Step => {
	const {find} = state.log;
	if (find === null || state.log.opening !== 'spot') {
		return stay(state);
	}

	if (seq === null) {
		return say(callOff(state), noHit(find, direction));
	}

	return goTo({...state, log: {...state.log, find: {...find, at}}}, runId, {type: 'seq', seq}, {hit: direction});
};

export const hitNumbered = (state: AppState, at: number): Step =>
	stay(state.log.find === null ? state : {...state, log: {...state.log, find: {...state.log.find, at}}});
