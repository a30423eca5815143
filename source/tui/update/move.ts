import {itemHeight, lastItemTop} from '../select/inbox/inbox-rows.js';
import {coverHeight, lastCoverTop} from '../select/cover/cover-rows.js';
import {
	itemsOf, selectedItem, selectedTicket, ticketsOf,
} from '../select/inbox/items.js';
import {screenParts, logSize} from '../select/screen-parts.js';
import type {AppState} from '../state.js';
import {focusOf, type Focus} from '../focus.js';
import {showLogEnd, showLogStart} from './log/act-log.js';
import {clamp, movePage, type Move} from './page.js';
import {movePrompt} from './prompt.js';
import {moveThroughLog} from './log/book.js';
import {stay, type Step} from './step.js';

/** The place after a move, from 0 to `last`. */
const moved = (at: number, move: Move, {last, page}: {readonly last: number; readonly page: number}): number => {
	const places: Readonly<Record<Move, number>> = {
		down: at + 1, up: at - 1, page_down: at + page, page_up: at - page, first: 0, last,
	};
	return clamp(places[move], last);
};

const moveTickets = (state: AppState, move: Move): Step => {
	const tickets = ticketsOf(state);
	const selected = selectedTicket(state);
	const at = tickets.findIndex(ticket => ticket.path === selected?.path);
	const next = tickets[moved(at, move, {last: tickets.length - 1, page: Math.max(1, screenParts(state).main.height - 2)})];
	return stay(next === undefined ? state : {...state, ticket: next.path});
};

const moveLog = (state: AppState, move: Move): Step => {
	const page = Math.max(1, logSize(state).height - 2);
	const distances = {
		down: 1, up: -1, page_down: page, page_up: -page,
	};
	if (move === 'first') {
		return showLogStart(state);
	}

	return move === 'last' ? showLogEnd(state) : moveThroughLog(state, distances[move], move === 'page_down' || move === 'page_up');
};

const moveInbox = (state: AppState, move: Move): Step => {
	const last = lastItemTop(state);
	if (move === 'page_down' || move === 'page_up') {
		return stay({...state, itemTop: moved(Math.min(state.itemTop, last), move, {last, page: Math.max(1, itemHeight(state) - 2)})});
	}

	const items = itemsOf(state);
	const selected = selectedItem(state);
	const at = items.findIndex(item => item.id === selected?.id);
	const next = items[moved(at, move, {last: items.length - 1, page: 1})];
	return stay(next === undefined || next.id === selected?.id ? state : {...state, item: next, itemTop: 0});
};

const moveCover = (state: AppState, move: Move): Step => {
	const last = lastCoverTop(state);
	return stay({...state, coverTop: moved(Math.min(state.coverTop, last), move, {last, page: Math.max(1, coverHeight(state) - 2)})});
};

const movePalette = (state: AppState, move: Move): Step => movePrompt(state, move === 'up' ? -1 : 1);

/** How one moves in what has the keys; null: not at all. */
const movers: Readonly<Record<Focus, ((state: AppState, move: Move) => Step) | null>> = {
	tickets: moveTickets,
	log: moveLog,
	inbox: moveInbox,
	reply: moveInbox,
	reply_lines: moveInbox,
	ticket: movePage,
	page: movePage,
	document: movePage,
	agents: movePage,
	report: movePage,
	palette: movePalette,
	help: moveCover,
	start: moveCover,
	card: moveCover,
	confirm: null,
	title: null,
	attach: null,
	log_input: null,
	small: null,
};

/** Moves in whatever has the keys. */
export const move = (state: AppState, by: Move): Step => {
	const mover = movers[focusOf(state)];
	return mover === null ? stay(state) : mover(state, by);
};
