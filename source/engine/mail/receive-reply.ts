import type {Flow} from '../flow.js';

/** Writes down that something was not taken, and why: one sentence for people. */
export const refuse = (flow: Flow, id: string, reason: string): void => {
	flow.append({type: 'command_refused', command_id: id, reason});
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
