import {isDone, type TicketEntry} from '../ticket/ticket.js';
import {selectTicket} from '../ticket/select-ticket.js';
import {lastReader} from '../run/replies-for.js';
import type {Question, RunState} from '../run/run-state.js';
import type {Decision} from './decision.js';
import type {Facts} from './facts.js';
import {owedChecks} from './owed-checks.js';
import {
	restBroken, restCompleted, restNoTickets, restPausedByYou, restQuestion, restUserTicket, userItem,
} from './rests.js';

/** The next ticket by the contract's order, or the rest or end that there is instead. */
export const chooseNext = (state: RunState, facts: Facts): Decision => {
	const goesOn = facts.settings.onQuestion === 'next';
	const [question] = state.questions;
	// Also one whose ticket was deleted, or renamed beyond recognition, in the turn that asked.
	if (question !== undefined && !goesOn) {
		return restQuestion(question);
	}

	const asking = new Set(state.questions.flatMap(question => question.ticket ?? []));
	const users = goesOn ? facts.folder.entries.filter(entry => entry.ticket?.agent === 'user' && !isDone(entry)) : [];
	const unseen = users.find(entry => !state.items.some(item => item.id === `user-${entry.number}`));
	const current = facts.folder.entries.find(entry => entry.path === state.current);
	const isLeft = current === undefined || isDone(current) || asking.has(current.path) || current.ticket?.agent === 'user';
	const choice = selectTicket(facts.folder, {
		current: isLeft ? null : state.current,
		waiting: new Set([...asking, ...users.map(entry => entry.path)]),
		unchecked: owedChecks(state, facts),
		first: state.replies.flatMap(reply => reply.answered || reply.ticket === null ? [] : [reply.ticket]),
	});
	if (unseen !== undefined && (choice.type === 'waiting' || choice.type === 'blocked' || (choice.type === 'ticket' && choice.entry.number > unseen.number))) {
		return {type: 'open_item', item: userItem(unseen)};
	}

	switch (choice.type) {
		case 'ticket': {
			return facts.wishes.pause && !isDone(choice.entry) ? restPausedByYou() : {type: 'select', entry: choice.entry};
		}

		case 'user': {
			return choice.entry.path === state.current ? restUserTicket(choice.entry) : {type: 'select', entry: choice.entry};
		}

		case 'broken': {
			return restBroken(choice.problems);
		}

		case 'no_tickets': {
			return question === undefined ? restNoTickets() : restQuestion(question);
		}

		case 'all_done': {
			const reader = lastReader(state, facts.folder);
			if (reader !== undefined && reader.path !== state.current) {
				return {type: 'select', entry: reader};
			}

			return question === undefined ? restCompleted(state, facts.folder.entries.length, facts.tree?.dirty ?? []) : restQuestion(question);
		}

		case 'waiting':
		case 'blocked': {
			const [user] = users;
			return question === undefined && user !== undefined ? restUserTicket(user) : restWaiting(question, choice.entries);
		}

		default: {
			return choice satisfies never;
		}
	}
};

const restWaiting = (question: Question | undefined, entries: readonly TicketEntry[]): Decision => question === undefined
	? restBroken(entries.map(entry => ({path: entry.path, problem: {code: 'after_circle', message: 'nothing it comes after can run', mend: 'change its `after`'}})))
	: restQuestion(question);
