import type {AppState} from '../state.js';
import {fitRow, paintRow, type Theme} from '../theme.js';
import type {Overlay} from '../terminal/frame-stdout.js';
import {isLogShown, mainRows} from './frame.js';
import {mainHeader} from './headers.js';
import {layoutOf} from './layout.js';

const isSameOtherwise = (a: AppState, b: AppState): boolean => {
	for (const key of Object.keys(a) as Array<keyof AppState>) {
		if (key !== 'transcript' && key !== 'log' && a[key] !== b[key]) {
			return false;
		}
	}

	return true;
};

/** Whether two states differ in nothing but what stands inside the log pane; then React need not be asked. */
export const isSameChrome = (a: AppState, b: AppState): boolean =>
	isSameOtherwise(a, b)
	&& a.transcript.tokens === b.transcript.tokens
	&& a.log.isFollowing === b.log.isFollowing
	&& (a.transcript.lines.length === 0) === (b.transcript.lines.length === 0);

/** The log pane with its header as the writer lays it over the frame; undefined while something else stands there. */
export const logOverlay = (state: AppState, theme: Theme): Overlay | undefined => {
	if (!isLogShown(state)) {
		return undefined;
	}

	const {x, y, width, height} = layoutOf(state).main;
	const rows = [mainHeader(state), ...mainRows(state)].slice(0, height);
	return {
		x, y, width, lines: rows.map(row => paintRow(fitRow(row, width), theme)),
	};
};
