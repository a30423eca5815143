import {isBeside, type Page} from '../page.js';
import type {AppState} from '../state.js';

/** Which pane stands in the main place. */
export type MainPane = 'page' | 'inbox' | 'tickets' | 'log';

/** Whether there is room for the ticket list beside the main place. */
export const isWide = ({size}: AppState): boolean => size.columns >= 80;

/** The view that lies over the panes and is seen; undefined: the panes are. */
export const topPage = (state: AppState): Page | undefined => state.pages.at(-1);

export const mainPane = (state: AppState): MainPane => {
	const page = topPage(state);
	if (page !== undefined && (isBeside(page) || !isWide(state))) {
		return 'page';
	}

	if (state.pane === 'inbox' || state.reply?.to) {
		return 'inbox';
	}

	return state.pane === 'tickets' && !isWide(state) ? 'tickets' : 'log';
};
