import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import type {Command, CommandBody} from '../../../domain/event/command.js';
import {plainRun} from '../../../domain/run/run-options.js';
import {UserError} from '../../../domain/user-error.js';
import {postCommand} from '../../../store/message/mailbox-files.js';
import {viewWorker} from '../read/build-snapshot.js';
import type {StartWorker} from '../start-worker.js';
import type {SendOptions} from '../flow-client.js';
import type {RepositoryView} from '../read/repository-view.js';
import {refuseLateReply} from './refuse-late-reply.js';
import {refuseStart} from './refuse-start.js';

/** Posts a command; an answer also sees to it that a worker takes it. */
export const sendCommand = async (view: RepositoryView, startWorker: StartWorker, {body, options}: {readonly body: CommandBody; readonly options: SendOptions}): Promise<Command> => {
	const state = view.newest()?.state();
	if (state === null || state === undefined) {
		throw new UserError('There is no run yet', 'car run starts one');
	}

	if (body.type === 'reply') {
		refuseLateReply(state, body.to);
	}

	const id = randomBytes(9).toString('hex');
	const command = postCommand(view.layout.run(state.runId), {...body, id, at: new Date(view.world.now()).toISOString()}, options.attachments ?? []);
	const isAnswer = body.type === 'reply' || body.type === 'answer_outcome' || body.type === 'answer_approval';
	if (isAnswer && options.start !== false) {
		await startFor(view, startWorker, {runId: state.runId, file: view.layout.run(state.runId).command(id)});
	}

	return command;
};

/** Waits until a live worker took the command; with none, starts one. */
const startFor = async (view: RepositoryView, startWorker: StartWorker, {runId, file}: {readonly runId: string; readonly file: string}): Promise<void> => {
	for (;;) {
		const {life} = viewWorker({layout: view.layout, run: view.newest()?.state() ?? null, now: view.world.now()});
		if (!existsSync(file) || life === 'silent') {
			return;
		}

		if (life !== 'alive') {
			const refusal = await refuseStart(view);
			if (refusal !== undefined) {
				throw new UserError(refusal.message, `${refusal.hint}; your answer is kept and waits for the next start`, refusal.exitCode);
			}

			try {
				await startWorker({...plainRun, runId});
				return;
			} catch (error) {
				if (!(error instanceof UserError && error.exitCode === 5)) {
					throw error;
				}
				// Somebody else's start was quicker; that worker takes the command.
			}
		}

		await delay(50);
	}
};
