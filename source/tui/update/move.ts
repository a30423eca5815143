import {itemHeight, lastItemTop} from '../select/inbox/inbox-rows.js';
import {coverHeight, lastCoverTop} from '../select/cover/cover-rows.js';
import {
	itemsOf, selectedItem, selectedTicket, ticketsOf,
} from '../select/inbox/items.js';
import {layoutOf, logSize} from '../select/layout.js';
import type {Action} from '../message.js';
import type {AppState} from '../state.js';
import {focusOf} from '../focus.js';
import {showLogEnd, showLogStart} from './log/act-log.js';
import {movePage, type Move} from './page.js';
import {movePrompt} from './prompt.js';
import {moveThroughLog} from './log/book.js';
import {stay, type Step} from './step.js';

const isMove = (action: Action): action is Move =>
	['down', 'up', 'page_down', 'page_up', 'first', 'last'].includes(action);

const clamp = (value: number, last: number): number => Math.max(0, Math.min(value, last));

/** The place after a move, from 0 to `last`. */
const moved = (at: number, move: Move, {last, page}: {readonly last: number; readonly page: number}): number => {
	const places: Readonly<Record<Move, number>> = {
		down: at + 1, up: at - 1, page_down: at + page, page_up: at - page, first: 0, last,
	};
	return clamp(places[move], last);
};

const moveTickets = (state: AppState, move: Move): AppState => {
	const tickets = ticketsOf(state);
	const selected = selectedTicket(state);
	const at = tickets.findIndex(ticket => ticket.path === selected?.path);
	const next = tickets[moved(at, move, {last: tickets.length - 1, page: Math.max(1, layoutOf(state).main.height - 2)})];
	return next === undefined ? state : {...state, ticket: next.path};
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

const moveInbox = (state: AppState, move: Move): AppState => {
	const last = lastItemTop(state);
	if (move === 'page_down' || move === 'page_up') {
		return {...state, itemTop: moved(Math.min(state.itemTop, last), move, {last, page: Math.max(1, itemHeight(state) - 2)})};
	}

	const items = itemsOf(state);
	const selected = selectedItem(state);
	const at = items.findIndex(item => item.id === selected?.id);
	const next = items[moved(at, move, {last: items.length - 1, page: 1})];
	return next === undefined || next.id === selected?.id ? state : {...state, item: next, itemTop: 0};
};

const moveIn = (state: AppState, move: Move): AppState => {
	const focus = focusOf(state);
	switch (focus) {
		case 'tickets': {
			return moveTickets(state, move);
		}

		case 'inbox':
		case 'reply':
		case 'reply_lines': {
			return moveInbox(state, move);
		}

		case 'ticket':
		case 'page':
		case 'document':
		case 'agents':
		case 'report': {
			return movePage(state, move);
		}

		case 'palette': {
			return movePrompt(state, move === 'up' ? -1 : 1)[0];
		}

		case 'help':
		case 'start':
		case 'card': {
			const last = lastCoverTop(state);
			return {...state, coverTop: moved(Math.min(state.coverTop, last), move, {last, page: Math.max(1, coverHeight(state) - 2)})};
		}

		case 'log':
		case 'confirm':
		case 'title':
		case 'attach':
		case 'log_input':
		case 'small': {
			return state;
		}

		default: {
			return focus satisfies never;
		}
	}
};

/** Moves in whatever has the keys; anything else is left alone. */
export const move = (state: AppState, action: Action): Step => {
	if (!isMove(action)) {
		return stay(state);
	}

	return focusOf(state) === 'log' ? moveLog(state, action) : stay(moveIn(state, action));
};
