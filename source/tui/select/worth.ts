import type {TicketView} from '../../engine/client/flow-client.js';
import type {AppState} from '../state.js';
import {
	answerable, isGone, itemsOf, selectedItem, selectedTicket, ticketAbout, ticketsOf,
} from './inbox/items.js';
import {takesMessage} from './inbox/next-step.js';
import {activityOf} from './inbox/rest.js';
import {sheetOf} from './log/log-lines.js';
import {documentOf, topPage} from './main-pane.js';
import {pageLines} from './page-lines.js';

/** Whether an item of this kind waits at the chosen place; what was answered is still shown there, but no key answers it. */
const waitsFor = (kind: 'approval' | 'outcome') => (state: AppState): boolean => {
	const item = selectedItem(state);
	return item?.kind === kind && !isGone(state, item);
};

export const isApproval = waitsFor('approval');

export const isOutcome = waitsFor('outcome');

/** Whether Enter answers or opens what waits. */
export const canReply = (state: AppState): boolean => itemsOf(state).length > 0 && !isApproval(state) && !isOutcome(state);

export const hasTickets = (state: AppState): boolean => ticketsOf(state).length > 0;

/** The ticket that is open, or chosen in the list. */
export const subjectOf = (state: AppState): TicketView | undefined => {
	const page = topPage(state);
	return page === undefined ? selectedTicket(state) : ticketAbout(state, page.request);
};

export const hasSubject = (state: AppState): boolean => documentOf(state) !== undefined || subjectOf(state) !== undefined;

/** Whether the page on top has a line to choose. */
export const leadsSomewhere = (state: AppState): boolean => {
	const page = topPage(state);
	return page !== undefined && pageLines(state, page).some(line => line.target !== null);
};

/** Whether `r` does anything but say why not. */
export const goesOn = (state: AppState): boolean => {
	const activity = activityOf(state);
	if (activity === 'starting' || !hasTickets(state)) {
		return false;
	}

	const isOver = activity === 'completed' && ticketsOf(state).every(ticket => ticket.done);
	return answerable(state) !== undefined || !(['running', 'waiting', 'silent'].includes(activity) || isOver);
};

export const hasLog = (state: AppState): boolean => sheetOf(state).lines.length > 0;

/** Whether the agent is written to about the chosen item, besides what its other keys do. */
export const canWriteAbout = (state: AppState): boolean => {
	const item = selectedItem(state);
	return item !== undefined && item.kind !== 'question' && takesMessage(item);
};

/** Whether Esc leads anywhere from a pane. */
export const isWayBack = ({from, pane, log}: AppState): boolean => from !== null || (pane === 'log' && (log.book !== null || log.opening === 'spot'));
