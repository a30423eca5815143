import {existsSync} from 'node:fs';
import {needsOwnWorker, planGoingOn, type GoingOn} from '../../../domain/run/going-on.js';
import {isThere} from '../../../domain/run/worker-life.js';
import {isDone} from '../../../domain/ticket/ticket.js';
import {UserError} from '../../../domain/user-error.js';
import {readEvents} from '../../../store/run/event-log-file.js';
import {latestRunId, newRunId} from '../../../store/run/run-folders.js';
import {readLock} from '../../../store/run/run-lock.js';
import {checkStateFolder} from '../../../store/folder/state-folder.js';
import {viewWorker} from '../read/build-snapshot.js';
import type {FileClientOptions, StartOptions} from '../start-worker.js';
import type {RunAnswer, RunOptions} from '../flow-client.js';
import type {RepositoryView} from '../read/repository-view.js';
import {refuseLock} from './refuse-lock.js';
import {refuseDirtyTree, refuseStart} from './refuse-start.js';
import {answerWaits} from './answer-waits.js';

const plan = (view: RepositoryView, runOptions: RunOptions, foreground: boolean): {readonly plan: GoingOn; readonly runId: string | undefined; readonly seq: number; readonly isApproval: boolean} => {
	const {run, folder} = view.sources(view.newest());
	// A damaged log cannot be folded rightly: the worker looks at it, says so in it and stops.
	const isDamaged = run !== null && readEvents(view.layout.run(run.runId).events).damage !== undefined;
	const {life} = viewWorker({layout: view.layout, run, now: view.world.now()});
	const going = planGoingOn({
		run,
		workerLives: isThere(life),
		openTickets: folder.entries.filter(entry => !isDone(entry)).length,
		totalTickets: folder.entries.length,
		answerWaits: run !== null && answerWaits(view.layout.run(run.runId), run),
	}, {...runOptions, foreground});
	return {
		plan: isDamaged && going.type !== 'follow' ? {type: 'go_on'} : going, runId: run?.runId, seq: run?.seq ?? 0, isApproval: run?.status === 'paused' && run.reasonCode === 'approval',
	};
};

/** Starts a run, goes on with one or joins a live worker, by the state it finds. */
export const startRun = async (view: RepositoryView, options: FileClientOptions, runOptions: RunOptions): Promise<RunAnswer> => {
	checkStateFolder(view.repo);
	if (!existsSync(view.layout.state)) {
		throw new UserError(`${view.repo} has no .codex-autorunner folder`, 'car init makes it', 2);
	}

	const stuck = refuseLock(view);
	if (stuck !== undefined) {
		return stuck;
	}

	const {
		plan: going, runId, seq, isApproval,
	} = plan(view, runOptions, options.foreground);
	switch (going.type) {
		case 'nothing': {
			return {type: 'nothing_to_do', message: going.message};
		}

		case 'refuse': {
			return {...going, type: 'refused'};
		}

		case 'follow': {
			// The worker knows its run: the newest log may be of the run before, or be deleted.
			const holder = readLock(view.layout)?.record;
			return holder === undefined
				? startRun(view, options, runOptions)
				: {type: 'joined', runId: holder.run_id, after: holder.run_id === runId ? seq : 0};
		}

		case 'new':
		case 'go_on': {
			const refusal = await refuseStart(view) ?? (going.type === 'new' && going.refusesDirtyTree ? await refuseDirtyTree(view) : undefined);
			if (refusal !== undefined) {
				const again = plan(view, runOptions, options.foreground);
				if (again.plan.type !== going.type || again.runId !== runId || again.seq !== seq) {
					// Another starter came first: what was refused may be its agent's work.
					return startRun(view, options, runOptions);
				}

				// A run that rests for this very yes waits for a human, which is not wrong usage.
				return isApproval ? {...refusal, exitCode: 3} : refusal;
			}

			const id = going.type === 'new' || runId === undefined ? newRunId(view.world.now(), view.world.random, latestRunId(view.layout)) : runId;
			return startOrJoin(view, options, {...runOptions, runId: id}, going.type === 'new' ? 0 : seq);
		}

		default: {
			return going satisfies never;
		}
	}
};

/** Of several starters one gets the lock; the others watch its run, as if they had come a moment later. */
const startOrJoin = async (view: RepositoryView, options: FileClientOptions, start: StartOptions, after: number): Promise<RunAnswer> => {
	try {
		await options.startWorker(start);
		return {type: 'started', runId: start.runId, after};
	} catch (error) {
		const holder = readLock(view.layout)?.record;
		if (error instanceof UserError && error.exitCode === 5 && !needsOwnWorker({...start, foreground: options.foreground})) {
			// With nobody there any more the winner has come to rest already: what to do now is a new question.
			return holder === undefined
				? startRun(view, options, start)
				: {type: 'joined', runId: holder.run_id, after: holder.run_id === start.runId ? after : 0};
		}

		throw error;
	}
};
