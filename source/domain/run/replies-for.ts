import {isDone, type TicketEntry, type TicketFolder} from '../ticket/ticket.js';
import type {RunState} from './run-state.js';

/**
 * Numbers of the replies the next prompt of a ticket must hold: its own until one turn succeeds, those to no question,
 * and those whose ticket is gone or done, so that nothing a human said is lost.
 */
export const repliesFor = (state: RunState, folder: TicketFolder, ticket: string): readonly number[] => {
	const open = new Set(folder.entries.filter(entry => !isDone(entry)).map(entry => entry.path));
	return state.replies
		.filter(reply => !reply.answered && (reply.ticket === null || reply.ticket === ticket || !open.has(reply.ticket)))
		.map(reply => reply.number)
		.toSorted((one, other) => one - other);
};

/**
 * Who reads the oldest reply that no turn has read when every ticket is done: no next turn comes by itself, so one ticket gets another.
 * It is the reply's own, else the one that was worked on last, else the last of the folder; never a human's and never one that cannot be read.
 * Undefined while a ticket is open, when all was read, and when no agent has a ticket.
 */
export const lastReader = (state: RunState, folder: TicketFolder): TicketEntry | undefined => {
	const unread = state.replies.find(reply => !reply.answered);
	if (unread === undefined || folder.entries.some(entry => !isDone(entry))) {
		return undefined;
	}

	const readers = folder.entries.filter(entry => entry.problems.length === 0 && entry.ticket !== undefined && entry.ticket.agent !== 'user');
	const lastTurn = (entry: TicketEntry): number => state.tickets[entry.path]?.lastTurn ?? 0;
	return readers.find(entry => entry.path === unread.ticket)
		?? readers.find(entry => entry.path === state.current && lastTurn(entry) > 0)
		?? readers.toSorted((one, other) => lastTurn(one) - lastTurn(other)).at(-1);
};
