import type {Flow} from '../flow/flow.js';

/** Writes down that something was not taken, and why: one sentence for people. */
export const refuse = (flow: Flow, id: string, reason: string): void => {
	flow.append({type: 'command_refused', command_id: id, reason});
};

/** The question a reply answers: the one it names, else the oldest open one, else none. Undefined: it names one that is not open. */
export const questionFor = (flow: Flow, to: string | undefined): {readonly id: string | null; readonly ticket: string | null} | undefined => {
	const {questions, items} = flow.state();
	if (to === undefined) {
		const [oldest] = questions;
		return oldest === undefined ? {id: null, ticket: null} : {id: String(oldest.dispatch), ticket: oldest.ticket};
	}

	const name = /^#?0*(\d+)$/.exec(to)?.[1] ?? to;
	const question = questions.find(candidate => String(candidate.dispatch) === name);
	if (question !== undefined) {
		return {id: name, ticket: question.ticket};
	}

	const item = items.find(candidate => candidate.id === to && candidate.kind !== 'question' && candidate.kind !== 'outcome');
	return item === undefined ? undefined : {id: item.id, ticket: item.ticket};
};

/** Writes down that a reply arrived under this number, and closes the question it answers. */
export const receive = (flow: Flow, number: number, from: {commandId: string | null; id: string | null; ticket: string | null}): void => {
	const item = flow.state().items.find(candidate => candidate.id === from.id && candidate.kind === 'question');
	flow.append({
		type: 'reply_received', reply: number, command_id: from.commandId, to: from.id, ticket: from.ticket,
	});
	if (item !== undefined) {
		flow.append({type: 'item_closed', ...item});
	}
};

/** Number of the last reply in the log; 0 before the first. */
export const lastReply = (flow: Flow): number => Math.max(0, ...flow.state().replies.map(reply => reply.number));
