import {replyText} from '../../domain/prompt/blocks.js';
import {readReplies} from '../../store/message/read-messages.js';
import type {Flow} from '../flow/flow.js';

/** Says a reply to the agent in the middle of its turn, where it can hear. Where it cannot, or the turn is another ticket's, the reply waits for the next turn as all do. */
export const joinTurn = async (flow: Flow, number: number): Promise<void> => {
	const open = flow.state().openTurn;
	const progress = flow.state().replies.find(reply => reply.number === number);
	const reply = readReplies(flow.run).find(candidate => candidate.number === number);
	const isItsTurn = open !== null && progress?.deliveredIn === null && (progress.ticket === null || progress.ticket === open.ticket);
	if (!isItsTurn || reply === undefined) {
		return;
	}

	const isHeard = await flow.harnessOf(open.agent).joinTurn?.(replyText(reply)) ?? false;
	if (isHeard && flow.state().openTurn?.turn === open.turn) {
		flow.append({type: 'reply_delivered', reply: number, turn: open.turn});
		flow.say(open.turn, [{type: 'notice', text: `your reply ${number} joined the turn`}]);
	}
};
