import {existsSync} from 'node:fs';
import {planGoingOn, type GoingOn} from '../../domain/flow/going-on.js';
import {isDone} from '../../domain/ticket/ticket.js';
import {UserError} from '../../domain/user-error.js';
import {newRunId} from '../../store/run-folders.js';
import {checkStateFolder} from '../../store/state-folder.js';
import {answerWaits} from './answer-waits.js';
import {viewWorker} from './build-snapshot.js';
import type {FileClientOptions} from './start-worker.js';
import type {RunAnswer, RunOptions} from './flow-client.js';
import {refuseDirtyTree, refuseStart} from './refuse-start.js';
import type {RepositoryView} from './repository-view.js';

const plan = (view: RepositoryView, runOptions: RunOptions, foreground: boolean): {readonly plan: GoingOn; readonly runId: string | undefined; readonly seq: number} => {
	const {run, folder} = view.sources(view.newest());
	const {life} = viewWorker({layout: view.layout, run, now: view.world.now()});
	const going = planGoingOn({
		run,
		workerLives: life === 'alive' || life === 'silent',
		openTickets: folder.entries.filter(entry => !isDone(entry)).length,
		totalTickets: folder.entries.length,
		answerWaits: run !== null && answerWaits(view.layout.run(run.runId), run),
	}, {...runOptions, foreground});
	return {plan: going, runId: run?.runId, seq: run?.seq ?? 0};
};

/** Starts a run, goes on with one or joins a live worker, by the state it finds. */
export const startRun = async (view: RepositoryView, options: FileClientOptions, runOptions: RunOptions): Promise<RunAnswer> => {
	checkStateFolder(view.repo);
	if (!existsSync(view.layout.state)) {
		throw new UserError(`${view.repo} has no .codex-autorunner folder`, 'car init makes it', 2);
	}

	const {plan: going, runId, seq} = plan(view, runOptions, options.foreground);
	switch (going.type) {
		case 'nothing': {
			return {type: 'nothing_to_do', message: going.message};
		}

		case 'refuse': {
			return {...going, type: 'refused'};
		}

		case 'follow': {
			return {type: 'joined', runId: runId ?? '', after: seq};
		}

		case 'new':
		case 'go_on': {
			const refusal = await refuseStart(view) ?? (going.type === 'new' && going.refusesDirtyTree ? await refuseDirtyTree(view) : undefined);
			if (refusal !== undefined) {
				return refusal;
			}

			const id = going.type === 'new' || runId === undefined ? newRunId(view.world.now(), view.world.random) : runId;
			await options.startWorker({...runOptions, runId: id});
			return {type: 'started', runId: id, after: going.type === 'new' ? 0 : seq};
		}

		default: {
			return going satisfies never;
		}
	}
};
