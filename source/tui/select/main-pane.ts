import type {Page} from '../page.js';
import {recordOf} from '../pages/page-records.js';
import type {AppState} from '../state.js';

/** Which pane stands in the main place. */
export type MainPane = 'page' | 'inbox' | 'tickets' | 'log';

/** Whether there is room for the ticket list beside the main place. */
export const isWide = ({size}: AppState): boolean => size.columns >= 80;

/** The view that lies over the panes and is seen; undefined: the panes are. */
export const topPage = (state: AppState): Page | undefined => state.pages.at(-1);

/** Whether a page is read beside the list of a wide screen; the others take the whole of it. */
export const isBeside = ({request}: Page): boolean => recordOf(request).isBeside ?? false;

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

/** The path of the file that the page on top shows as it is; undefined where it shows none. */
export const documentOf = (state: AppState): string | undefined => {
	const request = topPage(state)?.request;
	return request && recordOf(request).file?.(request);
};
