import {planMove} from '../../../domain/ticket/move-tickets.js';
import {isDone} from '../../../domain/ticket/ticket.js';
import {UserError} from '../../../domain/user-error.js';
import {
	applyMove, createTicket, setTicketAgent, setTicketField,
} from '../../../store/ticket/ticket-edits.js';
import {restoreTicket, trashTicket} from '../../../store/ticket/ticket-trash.js';
import type {EditsTickets} from '../seam/edits-tickets.js';
import type {RepositoryView} from '../read/repository-view.js';

/** A run knows its tickets by their names: one that it works on, or that waits for an answer, would be parted from its question and its replies. */
const refuseHeld = (view: RepositoryView, paths: readonly string[], what: string): void => {
	const {run, folder} = view.sources(view.newest());
	if (run === null || run.status === 'completed') {
		return;
	}

	const isOpen = (path: string): boolean => folder.entries.some(entry => entry.path === path && !isDone(entry));
	const held = paths.find(path => isOpen(path) && (run.current === path || run.questions.some(({ticket}) => ticket === path) || run.replies.some(({ticket, answered}) => ticket === path && !answered)));
	if (held !== undefined) {
		throw new UserError(`${held} ${what} while the run works on it or waits for you about it.`, 'Answer it or let it finish first.');
	}
};

/** The hands that change tickets, over the files alone. */
export const createTicketDesk = (view: RepositoryView): EditsTickets => {
	const {repo} = view;
	return {
		async setDone(path, done) {
			setTicketField(repo, path, 'done', done);
		},
		async newTicket(title, body) {
			return createTicket(repo, {title, agent: view.config().config.ticketFlow.defaultAgent, ...body === undefined ? {} : {body}});
		},
		async moveTicket(from, before) {
			const plan = planMove(view.sources(view.newest()).folder.entries, from, before);
			refuseHeld(view, plan.renames.map(rename => rename.from), 'would get another number');
			applyMove(repo, plan);
			return plan;
		},
		async setAgent(path, agent, model) {
			setTicketAgent(repo, path, agent, model);
		},
		async deleteTicket(path) {
			refuseHeld(view, [path], 'cannot be deleted');
			return trashTicket(repo, path, view.world.now());
		},
		async restoreTicket(name) {
			return restoreTicket(repo, name);
		},
	};
};
