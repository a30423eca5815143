import path from 'node:path';
import {renameSync, rmSync} from 'node:fs';
import type {Command} from '../../domain/event/command.js';
import {questionFor} from '../../domain/run/question-for.js';
import {UserError} from '../../domain/user-error.js';
import {archiveReply, nextReplyNumber} from '../../store/message/archive-message.js';
import {makeFolder} from '../../store/file/durable-write.js';
import {
	missingAttachments, readCommands, removeCommand, stagingOf,
} from '../../store/message/mailbox-files.js';
import {trustCommands} from '../../store/folder/trust-file.js';
import type {Flow} from '../flow.js';
import {finishLost} from '../turn/lost-turn.js';
import {sayInWorkerLog} from '../worker-words.js';
import {joinTurn} from './join-turn.js';
import {
	lastReply, receive, refuse,
} from './receive-reply.js';

type Reply = Extract<Command, {type: 'reply'}>;

/** Takes every waiting command off the mailbox: outcome into the log first, then the file goes. */
export const takeCommands = (flow: Flow): void => {
	for (const read of readCommands(flow.run)) {
		const id = read.type === 'command' ? read.command.id : read.id;
		if (!Object.hasOwn(flow.state().commands, id)) {
			if (read.type === 'unreadable') {
				refuse(flow, id, `no command can be read from it: ${read.reason}`);
				keepAside(flow, read.file);
				continue;
			}

			obey(flow, read.command);
		}

		if (flow.state().commands[id] === 'done') {
			if (read.type === 'command' && read.command.type === 'reply' && !archiveTaken(flow, read.command)) {
				keepAside(flow, read.file);
				continue;
			}

			if (read.type === 'command' && read.command.type === 'reply' && read.command.now === true) {
				joinTurn(flow, flow.state().replies.find(reply => reply.commandId === id)?.number ?? 0).catch((error: unknown) => {
					// The reply waits for the next turn, as all do; what keeps the log from being written the heartbeat meets as well.
					sayInWorkerLog(`reply to the running turn: ${error instanceof Error ? error.message : String(error)}\n`);
				});
			}

			removeCommand(read.file);
			rmSync(stagingOf(flow.run, id), {recursive: true, force: true});
		} else {
			keepAside(flow, read.file);
		}
	}
};

/** A refused command keeps its text: it moves to `refused/`. */
const keepAside = (flow: Flow, file: string): void => {
	const folder = path.join(flow.run.folder, 'refused');
	makeFolder(folder);
	renameSync(file, path.join(folder, path.basename(file)));
};

const done = (flow: Flow, command: Command): void => {
	flow.append({type: 'command_done', command_id: command.id});
};

/** Written down besides, so that a worker that recovers the run keeps to it; but on a full disk it holds as well. */
const wished = (flow: Flow, command: Command, wish: 'pause' | 'stop'): void => {
	if (flow.control.superseded.has(command.id)) {
		done(flow, command);
		return;
	}

	flow.control[wish] = true;
	// A worker that waits for a limit has no turn to let finish.
	if (command.type !== 'pause_after_turn' || flow.state().reasonCode === 'waiting_limit') {
		flow.control.interrupt.abort();
	}

	flow.append({type: 'command_done', command_id: command.id, wish});
};

const obey = (flow: Flow, command: Command): void => {
	switch (command.type) {
		case 'pause_after_turn':
		case 'interrupt_turn': {
			wished(flow, command, 'pause');
			return;
		}

		case 'stop': {
			wished(flow, command, 'stop');
			return;
		}

		case 'reply': {
			takeReply(flow, command);
			return;
		}

		case 'answer_outcome': {
			answerOutcome(flow, command);
			return;
		}

		case 'answer_approval': {
			answerApproval(flow, command);
			return;
		}

		default: {
			command satisfies never;
		}
	}
};

const takeReply = (flow: Flow, command: Reply): void => {
	const question = questionFor(flow.state(), command.to);
	if (question === undefined) {
		refuse(flow, command.id, `${command.to ?? ''} is not open (answered already, or never asked)`);
		return;
	}

	const missing = missingAttachments(flow.run, command);
	if (missing.length > 0) {
		refuse(flow, command.id, `it names ${missing.length === 1 ? 'an attachment that is' : 'attachments that are'} not there: ${missing.slice(0, 3).map(name => path.basename(name).slice(0, 80)).join(', ')}`);
		return;
	}

	receive(flow, nextReplyNumber(flow.run, lastReply(flow)), {commandId: command.id, ...question});
};

/**
 * The log comes first and the command stays until its folder is whole: a crash in between completes it under the same number.
 * False when the history holds another message under that number: a used id came again with other words, and those must not get lost.
 */
const archiveTaken = (flow: Flow, command: Reply): boolean => {
	const taken = flow.state().replies.find(reply => reply.commandId === command.id);
	const staging = stagingOf(flow.run, command.id);
	if (taken === undefined) {
		return true;
	}

	try {
		archiveReply(flow.run, taken.number, {
			title: command.title, text: command.text, attachments: command.attachments.map(name => path.join(staging, path.basename(name))),
		});
		return true;
	} catch (error) {
		if (error instanceof UserError) {
			return false;
		}

		throw error;
	}
};

const answerOutcome = (flow: Flow, command: Extract<Command, {type: 'answer_outcome'}>): void => {
	const open = flow.state().openTurn;
	if (open?.turn !== command.turn || flow.state().reasonCode !== 'outcome_unknown') {
		refuse(flow, command.id, `turn ${command.turn} does not wait for an answer`);
		return;
	}

	finishLost(flow, open, {
		outcome: command.happened ? 'completed' : 'interrupted', error: 'the human says that it did not happen', commandId: command.id,
	});
};

/** What the running turn asks, or checks an agent wrote: `verify-<ticket number>`. */
const answerApproval = (flow: Flow, command: Extract<Command, {type: 'answer_approval'}>): void => {
	const answer = flow.approvals.get(command.request_id);
	if (answer !== undefined) {
		done(flow, command);
		answer(command.decision);
		return;
	}

	const item = flow.state().items.find(candidate => candidate.kind === 'approval' && candidate.id === `approval-${command.request_id}`);
	const progress = item?.ticket ? flow.state().tickets[item.ticket] : undefined;
	if (item === undefined || progress === undefined || !command.request_id.startsWith('verify-')) {
		refuse(flow, command.id, `${command.request_id} is not open (answered already, or never asked)`);
		return;
	}

	if (command.decision === 'once' || command.decision === 'session') {
		trustCommands(flow.repo, flow.world.env, progress.verify ?? []);
	}

	done(flow, command);
};
