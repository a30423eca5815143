import {sanitiseLine} from '../../domain/text/sanitise.js';
import type {LogInput} from '../log-state.js';
import type {Page} from '../page.js';
import {isSmall, type AppState} from '../state.js';
import {counted, ticketName} from '../../domain/words/short-words.js';
import {clip} from '../../domain/words/width.js';
import {
	fitRow, rowOf, spreadRow, type Row,
} from '../theme.js';
import {coverTitle} from './cover/cover-rows.js';
import {inboxRows} from './inbox/inbox-rows.js';
import {logRows} from './log/log-rows.js';
import {
	isBeside, isWide, mainPane, topPage,
} from './main-pane.js';
import {ticketRows} from './tickets/ticket-rows.js';
import {pageRows} from './page-rows.js';
import {promptTitle} from './cover/prompt-title.js';
import {isTurnRunning} from './inbox/rest.js';

/** The page that takes the whole of a wide screen; undefined: the list is beside. */
export const coverPage = (state: AppState): Page | undefined => {
	const page = topPage(state);
	return page === undefined || isBeside(page) || !isWide(state) ? undefined : page;
};

const isCovered = (state: AppState): boolean => coverTitle(state) !== undefined || coverPage(state) !== undefined || state.prompt?.purpose.type === 'palette';

/** Whether the log is on the screen. */
export const isLogShown = (state: AppState): boolean =>
	!isSmall(state.size) && !isCovered(state) && mainPane(state) === 'log';

/** The rows of the main pane below its header. */
export const mainRows = (state: AppState): readonly Row[] => {
	const pane = mainPane(state);
	switch (pane) {
		case 'page': {
			const page = topPage(state);
			return page === undefined ? [] : pageRows(state, page);
		}

		case 'inbox': {
			return inboxRows(state);
		}

		case 'tickets': {
			return ticketRows(state);
		}

		case 'log': {
			return logRows(state);
		}

		default: {
			return pane satisfies never;
		}
	}
};

/** What is typed, in words; where there is no room for a title, the placeholder says it. */
export const logInputTitle = ({type, isWholeRun}: LogInput): string =>
	type === 'clock' ? 'Go to the time:' : `Search ${isWholeRun ? 'the whole run' : 'this turn'}:`;

/** The row above an input: what is being answered. */
export const inputTitle = (state: AppState): Row => {
	if (state.prompt !== null) {
		return promptTitle(state.prompt, state.size.columns);
	}

	if (state.logInput !== null) {
		return rowOf(logInputTitle(state.logInput), 'title');
	}

	const entry = state.reply?.entry ?? null;
	const text = entry === null
		? (isTurnRunning(state) ? 'A message for the next turn, or for this one now:' : 'A message for the next turn:')
		: `Your answer${entry.ticket === null ? '' : ` to ${ticketName(entry.ticket)}`}: ${sanitiseLine(entry.title)}`;
	const {length} = state.reply?.attachments ?? [];
	return length === 0
		? fitRow(rowOf(text, 'title'), state.size.columns)
		: spreadRow(rowOf(text, 'title'), rowOf(`with ${counted(length, 'file')}`, 'accent'), state.size.columns);
};

/** All there is below 40x10. */
export const smallRow = ({size}: AppState): Row =>
	rowOf(clip(['car needs 40x10; q leaves', 'needs 40x10'].find(text => text.length <= size.columns) ?? '40x10', size.columns));
