import type {Effect} from '../effect.js';
import {
	isSameRequest, newPage, type Page, type PageData, type PageRequest, type Target,
} from '../page.js';
import {recordOf} from '../pages/page-records.js';
import {itemsOf} from '../select/inbox/items.js';
import {topPage} from '../select/main-pane.js';
import {
	chosenTarget, lastPageTop, pageLines, pageSize, targetsOf,
} from '../select/page-lines.js';
import {newPrompt} from '../prompt.js';
import type {AppState} from '../state.js';
import {go, mapPages} from './go.js';
import {openTurn} from './log/jump-log.js';
import {say, stay, type Step} from './step.js';

const loads = (request: PageRequest): readonly Effect[] => recordOf(request).load === undefined ? [] : [{type: 'load_page', request}];

/** Opens a page over whatever is there; one that lies there already comes to the top, as it was left. */
export const openPage = (state: AppState, request: PageRequest): Step => {
	const before = state.pages.find(page => isSameRequest(page.request, request));
	const pages = [...state.pages.filter(page => page !== before), before ?? newPage(request)];
	return [{...state, pages, ...recordOf(request).opened?.(request)}, loads(request)];
};

/** Esc: the page below is seen again. */
export const closePage = (state: AppState): Step => {
	const page = topPage(state);
	const [change, effects] = page === undefined ? [{}, []] : recordOf(page.request).closed?.(page) ?? [{}, []];
	return [{...state, pages: state.pages.slice(0, -1), ...change}, effects];
};

const change = (state: AppState, request: PageRequest, edit: (page: Page) => Page): AppState =>
	mapPages(state, page => isSameRequest(page.request, request) ? edit(page) : page);

/** What was read for a page; nobody waits any more for one that was closed. */
export const showLoaded = (state: AppState, request: PageRequest, data: PageData): AppState => change(state, request, page => ({...page, data, trouble: null}));

/** What is shown stays shown; only an empty page says why it is. */
export const showFailed = (state: AppState, request: PageRequest, message: string): AppState => change(state, request, page => page.data === null ? {...page, trouble: message} : page);

/** The page on top is read again: a human changed what it shows. */
export const rereadPage = (state: AppState): readonly Effect[] => state.pages.slice(-1).flatMap(page => loads(page.request));

/** Pages that show what goes on: read again when something happened. */
export const refreshPages = (state: AppState): readonly Effect[] => {
	const page = topPage(state);
	return page !== undefined && recordOf(page.request).isRefreshed ? loads(page.request) : [];
};

/** A way to move in what has the keys. */
export type Move = 'down' | 'up' | 'page_down' | 'page_up' | 'first' | 'last';

/** A number between 0 and the last one there is. */
export const clamp = (value: number, last: number): number => Math.max(0, Math.min(value, last));

/** One row on, or the next line that leads somewhere, whichever is nearer: so a page is both read and chosen from with one key. */
const stepPage = (state: AppState, page: Page, by: 1 | -1): Page => {
	const {height} = pageSize(state, page);
	const last = lastPageTop(state, page);
	const top = clamp(page.top, last);
	const targets = targetsOf(pageLines(state, page));
	const isSeen = (row: number): boolean => row >= top && row < top + height;
	const chosen = chosenTarget(state, page);
	const next = chosen === undefined
		? (by === 1 ? targets.findIndex(one => isSeen(one.row)) : targets.findLastIndex(one => isSeen(one.row)))
		: page.at + by;
	const found = targets[next];
	if (found !== undefined && isSeen(found.row)) {
		return {...page, top, at: next};
	}

	const moved = clamp(top + by, last);
	// At an end there is nothing more to read: a line just outside is chosen by the next key.
	return found !== undefined && found.row >= moved && found.row < moved + height ? {...page, top: moved, at: next} : {...page, top: moved};
};

/** Moves in the page on top. */
export const movePage = (state: AppState, move: Move): Step => {
	const page = topPage(state);
	if (page === undefined) {
		return stay(state);
	}

	const {height} = pageSize(state, page);
	const last = lastPageTop(state, page);
	const jump = Math.max(1, height - 2);
	const moves: Readonly<Record<Move, () => Page>> = {
		down: () => stepPage(state, page, 1),
		up: () => stepPage(state, page, -1),
		page_down: () => ({...page, top: clamp(Math.min(page.top, last) + jump, last)}),
		page_up: () => ({...page, top: clamp(Math.min(page.top, last) - jump, last)}),
		first: () => ({...page, top: 0, at: -1}),
		last: () => ({...page, top: last, at: -1}),
	};
	return stay({...state, pages: [...state.pages.slice(0, -1), moves[move]()]});
};

const follow = (state: AppState, target: Target): Step => {
	switch (target.type) {
		case 'page': {
			return openPage(state, target.request);
		}

		case 'turn': {
			return openTurn(state, target.runId, target.turn);
		}

		case 'item': {
			const item = itemsOf(state).find(one => one.id === target.id);
			return item === undefined
				? say(state, 'That was answered meanwhile.')
				: stay(go(state, {pane: 'inbox', item, itemTop: 0}));
		}

		case 'agent': {
			return [{...state, pages: state.pages.slice(0, -1)}, [{
				type: 'set_agent', path: target.path, agent: target.agent, model: target.model,
			}]];
		}

		case 'other_model': {
			return stay({...state, prompt: newPrompt({type: 'model', path: target.path, agent: target.agent})});
		}

		default: {
			return target satisfies never;
		}
	}
};

/** Enter on a page: goes where the chosen line leads. */
export const openTarget = (state: AppState): Step => {
	const page = topPage(state);
	if (page === undefined) {
		return stay(state);
	}

	const chosen = chosenTarget(state, page);
	if (chosen !== undefined) {
		return follow(state, chosen.target);
	}

	return say(state, targetsOf(pageLines(state, page)).length > 0 ? 'No line is chosen: j and k choose one, Enter opens it, esc closes.' : 'Nothing to open here: j and k scroll, esc closes.');
};
