import type {RunState} from '../../domain/run/run-state.js';
import type {RunLayout} from '../../store/folder/layout.js';
import {readCommands} from '../../store/message/mailbox-files.js';
import {handWrittenReplyStat} from '../../store/message/read-messages.js';
import type {Flow} from '../flow/flow.js';
import {sayInWorkerLog} from '../flow/worker-words.js';
import {takeCommands} from './take-commands.js';
import {awaitReplyWriter, takeHandWrittenReplies} from './take-hand-written.js';

/** Commands and hand-written replies, in that order: a command names the question it answers. */
export const tendMailbox = (flow: Flow, options: {readonly atStart: boolean}): void => {
	takeCommands(flow);
	takeHandWrittenReplies(flow, options);
};

/** The same while a turn runs, which trouble with the mailbox must not end. Between two turns the loop itself meets it. */
export const tendQuietly = (flow: Flow): void => {
	try {
		tendMailbox(flow, {atStart: false});
	} catch (error) {
		sayInWorkerLog(`mailbox: ${error instanceof Error ? error.message : String(error)}\n`);
	}
};

/** Before a worker leaves: whoever began to write a reply while it was there relies on it, and it does not go in the middle of the sentence. */
export const awaitReplyWriters = async (flow: Flow): Promise<void> => {
	while (await awaitReplyWriter(flow)) {
		// What they wrote last may not be all.
	}
};

/** A name for everything that waits for a worker: commands, and each version of a reply that is written by hand. Such a file asks nobody to go on after a stop. */
export const waitingMail = (run: RunLayout, {status}: RunState): readonly string[] => {
	const byHand = status === 'stopped' ? undefined : handWrittenReplyStat(run);
	return [...readCommands(run).map(read => read.file), ...(byHand === undefined ? [] : [`${run.replyFile} ${byHand.mtimeMs}`])];
};
