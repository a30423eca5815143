import {choiceLines} from '../../../domain/message/choice-lines.js';
import type {InboxEntry, TicketView} from '../../../engine/client/flow-client.js';
import type {PageRequest} from '../../page.js';
import type {AppState} from '../../state.js';
import {splitTicket} from '../../text/ticket-text.js';
import {ticketName} from '../../../domain/words/short-words.js';
import {activityOf} from './rest.js';

/** The inbox, oldest first, as the client gives it. */
export const itemsOf = (state: AppState): readonly InboxEntry[] => state.snapshot?.inbox ?? [];

/** The selected item: the one that was last seen, as it is now, also when it was answered meanwhile; else the oldest. */
export const selectedItem = (state: AppState): InboxEntry | undefined => {
	const items = itemsOf(state);
	const {item} = state;
	return item === null ? items[0] : items.find(one => one.id === item.id) ?? item;
};

/** Whether an item waits no more. */
export const isGone = (state: AppState, item: InboxEntry): boolean => !itemsOf(state).some(one => one.id === item.id);

export const ticketsOf = (state: AppState): readonly TicketView[] => state.snapshot?.tickets ?? [];

/** The selected ticket: the chosen one while it is there, else the current one of the run, else the first that is not done. */
export const selectedTicket = (state: AppState): TicketView | undefined => {
	const tickets = ticketsOf(state);
	const current = state.snapshot?.run?.current ?? null;
	return tickets.find(ticket => ticket.path === state.ticket)
		?? tickets.find(ticket => ticket.path === current)
		?? tickets.find(ticket => !ticket.done)
		?? tickets[0];
};

/** Whether words or a key of the inbox answer an item, and not work on its ticket. */
export const isAnswerable = (item: InboxEntry | undefined): boolean => item !== undefined && ['question', 'approval', 'outcome'].includes(item.kind);

/** The oldest item that a word or a key from here answers. */
export const answerable = (state: AppState): InboxEntry | undefined => itemsOf(state).find(item => isAnswerable(item));

/** Whether this ticket is being worked on right now: also one that says it is done, until its checks are over and the next one is taken. */
export const isRunning = (state: AppState, ticket: TicketView): boolean => {
	const activity = activityOf(state);
	return (activity === 'running' || activity === 'silent' || activity === 'waiting') && state.snapshot?.run?.current === ticket.path;
};

/** Whether the turn of this ticket is open, but goes on only when a human says so. */
export const asksApproval = (state: AppState, ticket: TicketView): boolean =>
	isRunning(state, ticket) && itemsOf(state).some(item => item.kind === 'approval' && item.ticket === ticket.path);

/** The ticket an open page is about; undefined when its file is gone, and for a page about none. */
export const ticketAbout = (state: AppState, request: PageRequest): TicketView | undefined =>
	'path' in request ? ticketsOf(state).find(ticket => ticket.path === request.path) : undefined;

/** The ticket an item is about, as it is in the list. */
export const ticketOfItem = (state: AppState, item: InboxEntry): TicketView | undefined =>
	ticketsOf(state).find(ticket => ticket.path === item.ticket);

const bodyOf = (state: AppState, item: InboxEntry): string => {
	const ticket = ticketOfItem(state, item);
	// What a human is to do stands in the ticket.
	if (item.kind === 'user_ticket' && ticket !== undefined) {
		return splitTicket(ticket.text).body;
	}

	// Whose item it is stands above the text.
	const place = item.ticket === null ? [] : [item.ticket, `ticket ${ticketName(item.ticket)}`];
	return item.kind === 'question' ? item.body.trim() : item.body.split('\n').filter(line => !place.includes(line.trim())).join('\n').trim();
};

/** The title, body and choices of an item without saying the same line twice. */
export const textOfItem = (state: AppState, item: InboxEntry): string => {
	const body = [bodyOf(state, item), ...choiceLines(item.choices)].join('\n').trim();
	const title = item.title.trim();
	return body.replace(/^#+ /, '').startsWith(title) ? body.replace(/^#+ /, '') : `${title}\n${body}`.trim();
};
