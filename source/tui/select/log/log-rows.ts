import type {AppState} from '../../state.js';
import {wrapText} from '../../../domain/words/wrap.js';
import {emptyRow, rowOf, type Row} from '../../theme.js';
import {fit} from '../../../domain/words/width.js';
import {layoutOf, logSize} from '../layout.js';
import {activityOf, restLines} from '../inbox/rest.js';
import {ticketsOf} from '../inbox/items.js';
import {settleAnchor, sheetOf, windowFrom} from './log-lines.js';
import {withCursor} from './line-rows.js';

const emptyLog = (state: AppState): string => {
	const {snapshot} = state;
	const activity = activityOf(state);
	if (snapshot === null) {
		return 'Reading the repository ...';
	}

	if (!snapshot.initialised) {
		return 'This repository is not set up.\nLeave with q and run: car init';
	}

	if (activity === 'starting') {
		return 'Starting the worker ...';
	}

	if (activity === 'none') {
		return ticketsOf(state).length === 0
			? 'No run yet, and no tickets.\nPress 1, then a, to add a ticket.'
			: 'No run yet.\nPress r to start one: it shows first what would happen.';
	}

	return 'The agent has said nothing yet.';
};

/** The log below its header: the window, and below it why nothing happens. Always the whole height. */
export const logRows = (state: AppState): readonly Row[] => {
	const {width, height} = logSize(state);
	const sheet = sheetOf(state);
	const top = settleAnchor(sheet, state.log.top);
	const {cursor} = state.log;
	const shown = top === null
		? wrapText(emptyLog(state), width - 1).map(line => rowOf(` ${line}`))
		: windowFrom(sheet, top, height).map(({at, row}) => cursor?.id === at.id && cursor.row === at.row ? withCursor(row) : row);
	const rest = restLines(state, layoutOf(state).main.width);
	// A short log has its reason right below, not at the bottom of the screen.
	return [...shown.slice(0, height), ...rest, ...Array.from({length: Math.max(0, height - shown.length)}, () => emptyRow)];
};

const heldText = (state: AppState): string => {
	const {transcript, log} = state;
	const {book} = log;
	if (book !== null && book.runId !== state.snapshot?.run?.runId) {
		return 'esc back';
	}

	const sheet = sheetOf(state);
	const top = settleAnchor(sheet, log.top);
	const seen = top === null || book !== null ? -1 : windowFrom(sheet, top, logSize(state).height).at(-1)?.at.id ?? -1;
	const fresh = transcript.nextId - Math.max(log.heldAt, seen + 1);
	return fresh > 0 ? `HELD ${fresh} new below: G` : 'HELD G follows';
};

const findText = (state: AppState): string => {
	const {find} = state.log;
	if (find === null) {
		return '';
	}

	const count = find.share < 1 ? `${find.hits}.. ${Math.floor(find.share * 100)}%` : String(find.hits);
	return `/${fit(find.search.text, 12)} ${find.at === null ? '' : `${find.at} of `}${count}`;
};

const standingText = (state: AppState): string => {
	const {transcript, log} = state;
	if (log.opening === 'spot') {
		// What is shown is still the old one.
		return 'reading ...';
	}

	return log.isFollowing ? (transcript.lines.length === 0 ? '' : 'following') : heldText(state);
};

/** How the log stands: following, held with so many new lines below, or reading; and what was searched. */
export const logStanding = (state: AppState): string =>
	[findText(state), standingText(state)].filter(part => part !== '').join('  ');
