import {readTicket} from '../../source/domain/ticket/read-ticket.js';
import type {Ticket} from '../../source/domain/ticket/ticket-fields.js';
import type {TicketEntry, TicketProblem} from '../../source/domain/ticket/ticket.js';

/** What the reader makes of a ticket that says only what it must. */
const bare = readTicket({agent: 'codex', done: false}, new Map(), true, null).ticket!;

/** A ticket as the reader answers it, with only what a test cares for. `ticket: null` makes it unreadable. */
export const entryOf = (number: number, fields: {readonly name?: string; readonly ticket?: Partial<Ticket> | null; readonly problems?: readonly TicketProblem[]} = {}): TicketEntry => {
	const name = fields.name ?? `TICKET-${String(number).padStart(3, '0')}.md`;
	return {
		path: `.codex-autorunner/tickets/${name}`, name, number, title: name, text: '', hash: name,
		ticket: fields.ticket === null
			? undefined
			: {...bare, ...fields.ticket},
		problems: fields.problems ?? [],
	};
};
