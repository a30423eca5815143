import {selectedItem, selectedTicket, ticketOfItem} from '../select/items.js';
import {openTicket} from '../select/ticket-text.js';
import type {TicketView} from '../../engine/client/flow-client.js';
import type {AppState} from '../state.js';
import {say, stay, type Step} from './step.js';

const none = 'No ticket here: a adds one.';

const noSubject = (state: AppState): string => {
	if (state.ticketView !== null) {
		return 'This ticket is gone from the disk; esc closes.';
	}

	return state.pane === 'inbox' ? 'This item has no ticket to edit.' : none;
};

/** The ticket a key is about: the open one, else the selected item's in the inbox, else the selected one. */
const subject = (state: AppState): TicketView | undefined => {
	if (state.ticketView !== null) {
		return openTicket(state);
	}

	if (state.pane !== 'inbox') {
		return selectedTicket(state);
	}

	const item = selectedItem(state);
	return item === undefined ? undefined : ticketOfItem(state, item);
};

/** Enter: reads the ticket. */
export const openSelected = (state: AppState): Step => {
	const ticket = selectedTicket(state);
	return ticket === undefined ? say(state, none) : stay({...state, ticket: ticket.path, ticketView: {path: ticket.path, top: 0}});
};

/** `e`: the ticket in `$EDITOR`. */
export const editTicket = (state: AppState): Step => {
	const ticket = subject(state);
	return ticket === undefined ? say(state, noSubject(state)) : [state, [{type: 'edit_file', path: ticket.path}]];
};

/** `a`: asks for the title of a new ticket. */
export const addTicket = (state: AppState): Step =>
	state.snapshot?.initialised
		? stay({...state, newTicket: ''})
		: say(state, 'Nothing here yet: leave with q and run `car init`.', true);

/** Enter in the title: makes the ticket. */
export const makeTicket = (state: AppState): Step => {
	const title = (state.newTicket ?? '').trim();
	return title === '' ? say(state, 'A ticket needs a title; Esc makes none.') : [{...state, newTicket: null}, [{type: 'new_ticket', title}]];
};

/** Space: done, or open again. */
export const toggleDone = (state: AppState): Step => {
	const ticket = subject(state);
	if (ticket === undefined) {
		return say(state, noSubject(state));
	}

	return ticket.problems.length > 0
		? say(state, 'A broken ticket cannot be marked: Enter says what to mend, e edits it.', true)
		: [state, [{type: 'set_done', path: ticket.path, done: !ticket.done}]];
};
