import type {Dispatch} from '../../domain/message/dispatch.js';
import {archiveDispatch, archiveSummary, nextDispatchNumber} from '../../store/message/archive-message.js';
import {readArchivedDispatch} from '../../store/message/read-messages.js';
import type {Flow} from '../flow.js';
import {openItem} from '../open-items.js';

/** Takes the agent's message into the history, says so in the log, and opens the question it asks. */
export const takeDispatch = (flow: Flow, written: Dispatch): void => {
	const state = flow.state();
	const dispatch: Dispatch = {...written, title: flow.redact(written.title), body: flow.redact(written.body)};
	const number = numberFor(flow, {mode: dispatch.mode, body: dispatch.body});
	const {attachments, skipped} = archiveDispatch(flow.run, number, dispatch);
	const {title} = dispatch;
	if (skipped.length > 0 && state.turn > 0) {
		flow.say(state.turn, skipped.map(text => ({type: 'notice', text})));
	}

	flow.append({
		type: 'dispatch_archived', dispatch: number, mode: dispatch.mode, title, ticket: state.current, attachments, turn: state.turn,
	});
	if (dispatch.mode === 'pause') {
		openQuestion(flow, {number, title, ticket: state.current});
	}
};

/** Keeps what the agent said at the end of a turn beside the dispatches. */
export const takeSummary = (flow: Flow): void => {
	const state = flow.state();
	const turn = state.settling;
	if (turn === null) {
		return;
	}

	const number = numberFor(flow, {mode: 'turn_summary', body: turn.message});
	const agent = state.tickets[turn.ticket]?.agent ?? '';
	archiveSummary(flow.run, number, {
		message: turn.message, ticket: turn.ticket, agent, turn: turn.turn, diffStats: turn.diffStats,
	});
	flow.append({
		type: 'dispatch_archived', dispatch: number, mode: 'turn_summary', title: titleOf(turn.message), ticket: turn.ticket, attachments: [], turn: turn.turn,
	});
};

/** The next free number; the one that a dying worker had already archived this very message under is used again. */
const numberFor = (flow: Flow, message: {readonly mode: string; readonly body: string}): number => {
	const next = flow.state().lastDispatch + 1;
	const there = readArchivedDispatch(flow.run, next);
	return there?.mode === message.mode && there.body.trim() === message.body.trim() ? next : nextDispatchNumber(flow.run, flow.state().lastDispatch);
};

/** Messages that reached the history and not the log, because the worker died in between. */
export const adoptArchived = (flow: Flow): number => {
	let adopted = 0;
	for (let there = readArchivedDispatch(flow.run, flow.state().lastDispatch + 1); there !== undefined; there = readArchivedDispatch(flow.run, flow.state().lastDispatch + 1)) {
		const {current, turn} = flow.state();
		flow.append({
			type: 'dispatch_archived', dispatch: there.number, mode: there.mode, title: there.title, ticket: current, attachments: there.attachments, turn,
		});
		if (there.mode === 'pause') {
			openQuestion(flow, {number: there.number, title: there.title, ticket: current});
		}

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
