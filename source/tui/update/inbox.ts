import type {CommandBody} from '../../domain/event/command.js';
import type {InboxEntry} from '../../engine/client/flow-client.js';
import {
	isAnswerable, isGone, itemsOf, selectedItem, ticketOfItem, ticketsOf,
} from '../select/inbox/items.js';
import {itemStep, takesMessage} from '../select/inbox/next-step.js';
import type {AppState} from '../state.js';
import {openPage} from './page.js';
import {openMessage, openReply} from './reply.js';
import {
	say, stay, type Handlers, type Step,
} from './step.js';

const nothing = 'Nothing waits for you.';
const gone = 'This was answered or settled meanwhile: j or Enter shows what waits now.';

/**
 * What is on the screen stays what keys are about: an item that was answered elsewhere stays selected until the human moves on, so that a key pressed a moment late never answers another one.
 * What asks nothing back makes room by itself.
 */
export const settleItem = (state: AppState): AppState => {
	const items = itemsOf(state);
	const {item} = state;
	if (item === null) {
		const [oldest] = items;
		return state.pane === 'inbox' && oldest !== undefined ? {...state, item: oldest, itemTop: 0} : state;
	}

	const now = items.find(one => one.id === item.id);
	if (now !== undefined) {
		return now === item ? state : {...state, item: now};
	}

	const staysSeen = state.pane === 'inbox' && (item.kind === 'approval' || item.kind === 'outcome');
	return staysSeen ? state : settleItem({...state, item: null, itemTop: 0});
};

const nextItem = (state: AppState): Step => stay(settleItem({
	...state, item: itemsOf(state)[0] ?? null, itemTop: 0,
}));

const withItem = (state: AppState, act: (item: InboxEntry) => Step): Step => {
	const item = selectedItem(state);
	if (item === undefined) {
		return say(state, nothing);
	}

	return isGone(state, item) ? say(state, gone) : act(item);
};

/** Enter: answers a question; of an item about a ticket it opens the ticket. */
const openItem = (state: AppState): Step => {
	const selected = selectedItem(state);
	if (selected !== undefined && isGone(state, selected)) {
		return nextItem(state);
	}

	return withItem(state, item => {
		if (isAnswerable(item)) {
			return openReply({...state, item}, item);
		}

		const ticket = ticketOfItem(state, item);
		return ticket === undefined
			? stay({
				...state, pane: 'tickets', hasChosen: true, ticket: ticketsOf(state).find(one => one.problems.length > 0)?.path ?? state.ticket,
			})
			: openPage(state, {type: 'ticket', path: ticket.path});
	});
};

/** `i`: words for the agent, in the inbox about whatever holds the run up. */
const writeMessage = (state: AppState): Step => state.pane !== 'inbox' || selectedItem(state) === undefined
	? openMessage(state)
	: withItem(state, item => takesMessage(item) ? openReply({...state, item}, item) : say(state, itemStep(item)));

/** `o`: the files that came with the item. */
const openAttachments = (state: AppState): Step => withItem(state, item => {
	const [file, ...others] = item.attachments;
	const run = state.snapshot?.run;
	if (file === undefined || !run) {
		return say(state, 'No file came with this.');
	}

	return openPage(state, others.length === 0
		? {type: 'file', path: file}
		: {
			type: 'message', runId: run.runId, kind: 'asks', number: Number(item.id),
		});
});

/** Each is answered once; the worker may take a moment. */
const answerOnce = (state: AppState, item: InboxEntry, command: CommandBody, text: string): Step => state.answered.includes(item.id)
	? say(state, 'Answered already; the worker takes it.')
	: [{...state, answered: [...state.answered, item.id], notice: {text, isTrouble: false}}, [{type: 'send', command}]];

/** `y`, `Y`, `x` on an approval. */
const answerApproval = (state: AppState, decision: 'once' | 'session' | 'deny'): Step => withItem(state, item => {
	if (item.kind !== 'approval') {
		return say(state, 'No approval is asked here.');
	}

	const words = {once: 'Allowed once.', session: 'Allowed for the session.', deny: 'Denied.'};
	return answerOnce(state, item, {type: 'answer_approval', request_id: item.id.replace(/^approval-/, ''), decision}, words[decision]);
});

/** `h`, `n` on a turn whose outcome nobody knows. */
const answerOutcome = (state: AppState, happened: boolean): Step => withItem(state, item => {
	const run = state.snapshot?.run;
	if (item.kind !== 'outcome' || !run) {
		return say(state, 'No unknown outcome is asked about here.');
	}

	// The item names the turn it asks about.
	const turn = Number(/^outcome-(\d+)$/.exec(item.id)?.[1] ?? run.openTurn?.turn ?? run.turn);
	return answerOnce(state, item, {type: 'answer_outcome', turn, happened}, happened ? 'Taken as happened.' : 'It will be done again.');
});

/** What the keys of the inbox do, and those that write to the agent. */
export const inboxActions = {
	reply: openItem,
	attachments: openAttachments,
	message: writeMessage,
	allow_once: state => answerApproval(state, 'once'),
	allow_session: state => answerApproval(state, 'session'),
	deny: state => answerApproval(state, 'deny'),
	happened: state => answerOutcome(state, true),
	again: state => answerOutcome(state, false),
} satisfies Handlers;
