import {isDone, type TicketFolder} from '../ticket/ticket.js';
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
