import type {LostTurn, TurnMemory} from '../../domain/agent-harness.js';
import type {Connection} from '../process/json-rpc.js';
import {turnMark} from './open-thread.js';
import {answers, readItem, type Turn} from './protocol.js';
import {endOfStoredTurn} from './translate.js';
import {newTurnView} from './turn-view.js';

const pageSize = 20;

const marksOf = (turn: Turn): readonly string[] => turn.items.map(value => readItem(value)).flatMap(read => read.type === 'item' && read.item.type === 'userMessage' && typeof read.item.clientId === 'string' ? [read.item.clientId] : []);

/** Reads in the conversation what became of a turn that carries our mark. One that was broken off has done who knows what. */
export const recallTurn = async (connection: Connection, lost: LostTurn): Promise<TurnMemory> => {
	const {conversationId: threadId, workspace} = lost;
	const read = await connection.ask('thread/turns/list', {threadId, limit: pageSize, itemsView: 'full'}, answers.turns);
	if (!read.ok) {
		return {type: 'unknown', reason: `codex could not read the conversation: ${read.trouble.message}`};
	}

	const mark = turnMark(lost);
	const turn = read.value.data.find(candidate => marksOf(candidate).includes(mark));
	if (turn === undefined) {
		return {type: 'never_got_it'};
	}

	return turn.status === 'completed' || turn.status === 'failed'
		? {type: 'ended', end: endOfStoredTurn(newTurnView({workspace, threadId, limits: undefined}), turn)}
		: {type: 'unknown', reason: 'codex was broken off in the middle of it'};
};
