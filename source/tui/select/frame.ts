import {sanitiseLine} from '../../domain/text/sanitise.js';
import type {LogInput} from '../log-state.js';
import {isSmall, type AppState} from '../state.js';
import {ticketName} from '../text/words.js';
import {clip} from '../text/width.js';
import {fitRow, rowOf, type Row} from '../theme.js';
import {coverTitle} from './cover-rows.js';
import {inboxRows} from './inbox-rows.js';
import {layoutOf} from './layout.js';
import {logRows} from './log-rows.js';
import {ticketRows} from './ticket-rows.js';
import {openTicket, ticketTextRows} from './ticket-text.js';

/** Which pane stands in the main place. */
export type MainPane = 'ticket' | 'inbox' | 'tickets' | 'log';

export const mainPane = (state: AppState): MainPane => {
	if (state.ticketView !== null) {
		return 'ticket';
	}

	if (state.pane === 'inbox' || state.reply?.to) {
		return 'inbox';
	}

	return state.pane === 'tickets' && !layoutOf(state).isWide ? 'tickets' : 'log';
};

/** Whether the log is on the screen. */
export const isLogShown = (state: AppState): boolean =>
	!isSmall(state.size) && coverTitle(state) === undefined && mainPane(state) === 'log';

/** The rows of the main pane below its header. */
export const mainRows = (state: AppState): readonly Row[] => {
	const pane = mainPane(state);
	switch (pane) {
		case 'ticket': {
			const ticket = openTicket(state);
			return ticket === undefined
				? [rowOf('This ticket is not on the disk any more.')]
				: ticketTextRows(ticket, layoutOf(state).main.width).slice(state.ticketView?.top ?? 0);
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
	if (state.newTicket !== null) {
		return rowOf('Title of the new ticket:', 'title');
	}

	if (state.logInput !== null) {
		return rowOf(logInputTitle(state.logInput), 'title');
	}

	const entry = state.reply?.entry ?? null;
	const text = entry === null
		? 'A message for the next turn:'
		: `Your answer${entry.ticket === null ? '' : ` to ${ticketName(entry.ticket)}`}: ${sanitiseLine(entry.title)}`;
	return fitRow(rowOf(text, 'title'), state.size.columns);
};

/** All there is below 40x10. */
export const smallRow = ({size}: AppState): Row =>
	rowOf(clip(['car needs 40x10; q leaves', 'needs 40x10'].find(text => text.length <= size.columns) ?? '40x10', size.columns));
