import type {AppState} from '../state.js';
import {wrapText} from '../text/wrap.js';
import {emptyRow, rowOf, type Row} from '../theme.js';
import {layoutOf, logSize} from './layout.js';
import {settleAnchor, windowFrom} from './log-lines.js';
import {activityOf, restLines} from './rest.js';
import {ticketsOf} from './items.js';

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

	if (activity === 'running') {
		return 'The agent has said nothing yet.';
	}

	if (activity === 'none') {
		return ticketsOf(state).length === 0
			? 'No run yet, and no tickets.\nPress 1, then a, to add a ticket.'
			: 'No run yet.\nPress r to start one: it shows first what would happen.';
	}

	return 'Nothing runs now.';
};

/** The log below its header: the window, and below it why nothing happens. Always the whole height. */
export const logRows = (state: AppState): readonly Row[] => {
	const {width, height} = logSize(state);
	const top = settleAnchor(state.transcript, state.log.top, width);
	const shown = top === null
		? wrapText(emptyLog(state), width).map(line => rowOf(line))
		: windowFrom(state.transcript, top, {limit: height, width}).rows;
	const rest = restLines(state, layoutOf(state).main.width);
	// A short log has its reason right below, not at the bottom of the screen.
	return [...shown.slice(0, height), ...rest, ...Array.from({length: Math.max(0, height - shown.length)}, () => emptyRow)];
};

/** How the log stands: following, or held with so many lines below that are new. */
export const logStanding = (state: AppState): string => {
	const {transcript, log} = state;
	if (log.isFollowing) {
		return transcript.lines.length === 0 ? '' : 'following';
	}

	const {width, height} = logSize(state);
	const top = settleAnchor(transcript, log.top, width);
	const seen = top === null ? -1 : windowFrom(transcript, top, {limit: height, width}).lastId;
	const fresh = transcript.nextId - Math.max(log.heldAt, seen + 1);
	return fresh > 0 ? `HELD ${fresh} new below: G` : 'HELD G follows';
};
