import {isSmall, type AppState} from '../state.js';
import {fitRow, paintRow, type Theme} from '../theme.js';
import type {Overlay} from '../terminal/frame-stdout.js';
import {denialOf} from './inbox/approval-text.js';
import {isLogShown, mainRows} from './frame.js';
import {statusRow} from './status-row.js';
import {mainHeader} from './headers.js';
import {screenParts} from './screen-parts.js';

/** What stands in the log pane and the status line alone, and the places that are not looked at. */
const aside: ReadonlySet<keyof AppState> = new Set(['tail', 'log', 'now', 'seenAt', 'places']);

const isSameOtherwise = (a: AppState, b: AppState): boolean => {
	for (const key of Object.keys(a) as Array<keyof AppState>) {
		if (!aside.has(key) && a[key] !== b[key]) {
			return false;
		}
	}

	return true;
};

/** Whether two states differ in nothing but what stands inside the log pane and the status line; then React need not be asked. */
export const isSameChrome = (a: AppState, b: AppState): boolean =>
	isSameOtherwise(a, b)
	&& a.log.isFollowing === b.log.isFollowing
	&& (a.log.find === null) === (b.log.find === null)
	&& a.log.marks === b.log.marks
	&& denialOf(a) === denialOf(b)
	&& (a.tail.lines.length === 0) === (b.tail.lines.length === 0);

/** The log pane with its header; undefined while something else stands there. */
const logOverlay = (state: AppState, theme: Theme): Overlay | undefined => {
	if (!isLogShown(state)) {
		return undefined;
	}

	const {x, y, width, height} = screenParts(state).main;
	const rows = [mainHeader(state), ...mainRows(state)].slice(0, height);
	return {
		x, y, width, lines: rows.map(row => paintRow(fitRow(row, width), theme)),
	};
};

const statusOverlay = (state: AppState, theme: Theme): Overlay => {
	const {columns, rows} = state.size;
	return {
		x: 0, y: rows - 1, width: columns, lines: [paintRow(fitRow(statusRow(state), columns), theme)],
	};
};

/** What the writer lays over the frame without asking React: what an agent says, and a second that has passed. */
export const overlays = (state: AppState, theme: Theme): readonly Overlay[] => {
	if (isSmall(state.size)) {
		return [];
	}

	const log = logOverlay(state, theme);
	return [...(log === undefined ? [] : [log]), statusOverlay(state, theme)];
};
