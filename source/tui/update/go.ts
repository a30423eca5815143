import type {Page} from '../page.js';
import type {AppState, Trail} from '../state.js';

/** Goes where a line or a key leads. The views it leads out of are remembered: Esc goes back to them. */
export const go = (state: AppState, there: Partial<AppState>): AppState => {
	const {pages, pane, item, itemTop, log, from} = state;
	const here: Trail = {
		pages, pane, item, itemTop, log, from,
	};
	return {
		...state, hasChosen: true, pages: [], from: pages.length === 0 ? from : here, ...there,
	};
};

/** Esc in a pane: the views that led to it, as they were left. What was searched for, folded and chosen in the log since then stays; what was asked for and has not come is called off. */
export const goBack = (state: AppState, trail: Trail): AppState => {
	const {isFollowing, top, cursor, heldAt, book, toggled} = trail.log;
	return {
		...state,
		...trail,
		log: {
			...state.log, isFollowing, top, cursor, heldAt, book, toggled, opening: null, asked: state.log.asked + 1,
		},
	};
};

/** Changes the open views, also those that Esc goes back to. */
export const mapPages = <Views extends {readonly pages: readonly Page[]; readonly from: Trail | null}>(views: Views, edit: (page: Page) => Page): Views => ({
	...views,
	pages: views.pages.map(page => edit(page)),
	from: views.from === null ? null : mapPages(views.from, edit),
});
