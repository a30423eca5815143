import type {MovePlan} from '../../../domain/ticket/move-tickets.js';

/** What a human does to tickets from a surface. Paths are repository paths; every trouble is a `UserError`. */
export type EditsTickets = {
	readonly setDone: (path: string, done: boolean) => Promise<void>;
	/** Returns the repository path of the new ticket. Without a body it has its title as one. */
	readonly newTicket: (title: string, body?: string) => Promise<string>;
	/** Puts a ticket just before another one, or behind all; numbers, and every `after`, follow. */
	readonly moveTicket: (from: number, before: number | 'end') => Promise<MovePlan>;
	/** `model` null: the agent's own. */
	readonly setAgent: (path: string, agent: string, model: string | null) => Promise<void>;
	/** Moves a ticket into the trash of the state folder and returns the name it has there. */
	readonly deleteTicket: (path: string) => Promise<string>;
	/** Brings it back and returns its path. */
	readonly restoreTicket: (name: string) => Promise<string>;
};
