import {
	isAnswerable, selectedItem, ticketOfItem, ticketsOf,
} from '../select/items.js';
import {itemStep, takesMessage} from '../select/next-step.js';
import type {AppState} from '../state.js';
import {openMessage, openReply} from './reply.js';
import {say, stay, type Step} from './step.js';

/** Enter: answers a question; of an item about a ticket it opens the ticket. */
export const openItem = (state: AppState): Step => {
	const item = selectedItem(state);
	if (item === undefined) {
		return say(state, 'Nothing waits for you.');
	}

	if (isAnswerable(item)) {
		return openReply({...state, item: item.id}, item);
	}

	const ticket = ticketOfItem(state, item);
	return ticket === undefined
		? stay({
			...state, pane: 'tickets', hasChosen: true, ticket: ticketsOf(state).find(one => one.problems.length > 0)?.path ?? state.ticket,
		})
		: stay({...state, ticket: ticket.path, ticketView: {path: ticket.path, top: 0}});
};

/** `i`: words for the agent about whatever holds the run up. */
export const writeAbout = (state: AppState): Step => {
	const item = selectedItem(state);
	if (item === undefined) {
		return openMessage(state);
	}

	return takesMessage(item) ? openReply({...state, item: item.id}, item) : say(state, itemStep(item));
};

/** `y`, `Y`, `x` on an approval. */
export const answerApproval = (state: AppState, decision: 'once' | 'session' | 'deny'): Step => {
	const item = selectedItem(state);
	if (item?.kind !== 'approval') {
		return say(state, 'No approval is asked here.');
	}

	const words = {once: 'Allowed once.', session: 'Allowed for the session.', deny: 'Denied.'};
	return [{...state, notice: {text: words[decision], isTrouble: false}}, [{type: 'send', command: {type: 'answer_approval', request_id: item.id.replace(/^approval-/, ''), decision}}]];
};

/** `h`, `n` on a turn whose outcome nobody knows. */
export const answerOutcome = (state: AppState, happened: boolean): Step => {
	const item = selectedItem(state);
	const run = state.snapshot?.run;
	if (item?.kind !== 'outcome' || !run) {
		return say(state, 'No unknown outcome is asked about here.');
	}

	// The item names the turn it asks about.
	const turn = Number(/^outcome-(\d+)$/.exec(item.id)?.[1] ?? run.openTurn?.turn ?? run.turn);
	return [
		{...state, notice: {text: happened ? 'Taken as happened.' : 'It will be done again.', isTrouble: false}},
		[{type: 'send', command: {type: 'answer_outcome', turn, happened}}],
	];
};
