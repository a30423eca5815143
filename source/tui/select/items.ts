import type {InboxEntry, TicketView} from '../../engine/client/flow-client.js';
import type {AppState} from '../state.js';
import {activityOf} from './rest.js';

/** The inbox, oldest first, as the client gives it. */
export const itemsOf = (state: AppState): readonly InboxEntry[] => state.snapshot?.inbox ?? [];

/** The selected item: the chosen one while it is there, else the oldest. */
export const selectedItem = (state: AppState): InboxEntry | undefined => {
	const items = itemsOf(state);
	return items.find(item => item.id === state.item) ?? items[0];
};

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

/** Whether this ticket is being worked on right now. */
export const isRunning = (state: AppState, ticket: TicketView): boolean => {
	const activity = activityOf(state);
	return (activity === 'running' || activity === 'silent' || activity === 'waiting') && state.snapshot?.run?.current === ticket.path && !ticket.done;
};

/** The ticket an item is about, as it is in the list. */
export const ticketOfItem = (state: AppState, item: InboxEntry): TicketView | undefined =>
	ticketsOf(state).find(ticket => ticket.path === item.ticket);

/** The title and body of an item without saying the same line twice. */
export const textOfItem = (item: InboxEntry): string => {
	const body = item.body.trim();
	return body.startsWith(item.title.trim()) ? body : `${item.title}\n${body}`.trim();
};
