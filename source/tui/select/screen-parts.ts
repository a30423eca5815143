import type {AppState} from '../state.js';
import {editorRows} from '../text/editor-text.js';
import {widthOf} from '../../domain/words/width.js';
import {isWide, mainPane} from './main-pane.js';
import {shownNotice} from './cover/notice-text.js';
import {restLines} from './inbox/rest.js';

/** A part of the screen in cells. */
export type Box = {readonly x: number; readonly y: number; readonly width: number; readonly height: number};

export type ScreenParts = {
	/** The ticket list of a wide screen; null where one pane is shown at a time. */
	readonly list: Box | null;
	/** The pane that is shown, its header included. */
	readonly main: Box;
	/** Rows of the input of a reply or a prompt, without its title. */
	readonly inputRows: number;
	/** Whether a row above the input says what is answered. */
	readonly hasInputTitle: boolean;
	/** Rows of the keys, or of the notice in their place. */
	readonly footerRows: number;
};

/** Cells the prompt `> ` takes. */
export const promptWidth = 2;

/** A title that does not fit into a row is wrapped into this many. */
const longTitleRows = 3;

const inputRowsOf = ({reply, prompt, logInput, size}: AppState): number => {
	if (prompt !== null) {
		return widthOf(prompt.text) < size.columns - promptWidth - 1 ? 1 : longTitleRows;
	}

	if (reply?.editor.isSeveral) {
		const most = Math.max(3, Math.floor(size.rows / 3) - 1);
		return Math.min(most, Math.max(2, editorRows(reply.editor, size.columns - promptWidth).length));
	}

	return reply === null && logInput === null ? 0 : 1;
};

/** Where everything is: body, input, one row of keys, one status line. Screens below 40x10 have no parts. */
export const screenParts = (state: AppState): ScreenParts => {
	const {columns, rows} = state.size;
	const inputRows = inputRowsOf(state);
	const hasInputTitle = inputRows > 0 && (state.prompt !== null || (isWide(state) && rows >= 16));
	const footerRows = shownNotice(state)?.lines.length ?? 1;
	const height = Math.max(3, rows - 1 - footerRows - inputRows - (hasInputTitle ? 1 : 0));
	if (!isWide(state)) {
		return {
			list: null, main: {
				x: 0, y: 0, width: columns, height,
			}, inputRows, hasInputTitle, footerRows,
		};
	}

	const width = Math.min(44, Math.max(27, Math.floor(columns * 0.32)));
	// The log has a margin of its own.
	const x = width + (mainPane(state) === 'log' ? 1 : 2);
	return {
		list: {
			x: 0, y: 0, width, height,
		},
		main: {
			x, y: 0, width: columns - x, height,
		},
		inputRows,
		hasInputTitle,
		footerRows,
	};
};

/** Cells of the log's text: below its header and above what says why the run rests. */
export const logSize = (state: AppState): {readonly width: number; readonly height: number} => {
	const {main} = screenParts(state);
	return {width: main.width, height: Math.max(1, main.height - 1 - restLines(state, main.width).length)};
};
