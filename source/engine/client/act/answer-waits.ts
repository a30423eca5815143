import type {RunState} from '../../../domain/run/run-state.js';
import type {RunLayout} from '../../../store/folder/layout.js';
import {readCommands} from '../../../store/message/mailbox-files.js';
import {handWrittenReplyStat, readReplies} from '../../../store/message/read-messages.js';

/** Whether something on disk answers a resting run that the log does not know yet: a posted command, or a reply written by hand. */
export const answerWaits = (run: RunLayout, state: RunState): boolean => {
	const known = new Set(state.replies.map(reply => reply.number));
	return readCommands(run).some(read => read.type === 'command' && ['reply', 'answer_outcome', 'answer_approval'].includes(read.command.type))
		|| handWrittenReplyStat(run) !== undefined
		|| readReplies(run).some(reply => !known.has(reply.number));
};
