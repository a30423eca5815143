import type {ArchivedDispatch, Dispatch} from '../../domain/message/dispatch.js';
import {summariesIn} from '../../domain/message/turn-summary.js';
import {
	archiveDispatch, archiveSummary, missingDispatches, nextDispatchNumber, summaryText,
} from '../../store/message/archive-message.js';
import {readEvents} from '../../store/run/event-log-file.js';
import {readArchivedDispatch} from '../../store/message/read-messages.js';
import type {Flow} from '../flow/flow.js';
import {openItem} from '../flow/open-items.js';

/** Takes the agent's message into the history as the agent wrote it, says so in the log, and opens the question it asks. */
export const takeDispatch = (flow: Flow, dispatch: Dispatch): void => {
	rebuildSummaries(flow);
	const {current, turn, lastDispatch} = flow.state();
	const number = nextDispatchNumber(flow.run, lastDispatch, dispatch.text);
	const {attachments, skipped} = archiveDispatch(flow.run, number, dispatch);
	if (skipped.length > 0 && turn > 0) {
		flow.say(turn, skipped.map(text => ({type: 'notice', text})));
	}

	noteArchived(flow, {...dispatch, number, attachments}, {ticket: current, turn});
};

/** Keeps what the agent said at the end of a turn beside its messages. */
export const takeSummary = (flow: Flow): void => {
	rebuildSummaries(flow);
	const {settling, tickets, lastDispatch} = flow.state();
	if (settling === null) {
		return;
	}

	const {message, ticket, turn, diffStats} = settling;
	const summary = {
		message, ticket, turn, diffStats, agent: tickets[ticket]?.agent ?? '',
	};
	const number = nextDispatchNumber(flow.run, lastDispatch, summaryText(summary));
	archiveSummary(flow.run, number, summary);
	noteArchived(flow, {
		number, mode: 'turn_summary', title: titleOf(message), attachments: [],
	}, {ticket, turn});
};

/** A summary says what the end of its turn says: one whose folder is gone is made again, under its number. */
export const rebuildSummaries = (flow: Flow): void => {
	const missing = missingDispatches(flow.run, flow.state().lastDispatch);
	const summaries = missing.length === 0 ? undefined : summariesIn(readEvents(flow.run.events).events);
	for (const number of missing) {
		const summary = summaries?.get(number);
		if (summary !== undefined) {
			archiveSummary(flow.run, number, summary);
		}
	}
};

/** The log holds the title without its secrets; the file itself is the agent's own. */
const noteArchived = (flow: Flow, message: Pick<ArchivedDispatch, 'number' | 'mode' | 'title' | 'attachments'>, {ticket, turn}: {readonly ticket: string | null; readonly turn: number}): void => {
	const {number, mode, attachments} = message;
	const title = flow.redact(message.title);
	flow.append({
		type: 'dispatch_archived', dispatch: number, mode, title, ticket, attachments, turn,
	});
	if (mode === 'pause') {
		openQuestion(flow, {number, title, ticket});
	}
};

/** Messages that reached the history and not the log, because the worker died in between. */
export const adoptArchived = (flow: Flow): number => {
	let adopted = 0;
	for (let there = readArchivedDispatch(flow.run, flow.state().lastDispatch + 1); there !== undefined; there = readArchivedDispatch(flow.run, flow.state().lastDispatch + 1)) {
		const {current, turn} = flow.state();
		noteArchived(flow, there, {ticket: current, turn});
		adopted++;
	}

	return adopted;
};

/** A question and its item are two events: the item that a dying worker did not come to is opened, and the one it did not close is closed. */
export const mendQuestionItems = (flow: Flow): void => {
	for (const {dispatch, title, ticket} of flow.state().questions) {
		openQuestion(flow, {number: dispatch, title, ticket});
	}

	const asked = new Set(flow.state().questions.map(question => String(question.dispatch)));
	for (const item of flow.state().items.filter(open => open.kind === 'question' && !asked.has(open.id))) {
		flow.append({type: 'item_closed', ...item});
	}
};

const openQuestion = (flow: Flow, {number, title, ticket}: {readonly number: number; readonly title: string; readonly ticket: string | null}): void => {
	openItem(flow, {
		id: String(number), kind: 'question', ticket, title, next: `car reply --to ${number} "your answer"`,
	});
};

const titleOf = (message: string): string => {
	const line = message.split('\n').find(text => text.trim() !== '')?.trim() ?? '';
	return [...line].length > 80 ? `${[...line].slice(0, 79).join('')}…` : line;
};
