import {randomBytes} from 'node:crypto';
import type {Config} from '../domain/config/config.js';
import type {FlowEvent} from '../domain/event/flow-event.js';
import {lastReader} from '../domain/run/replies-for.js';
import type {RunOptions} from '../domain/run/run-options.js';
import type {RunState} from '../domain/run/run-state.js';
import {isProvablyGone, type LockRecord} from '../domain/run/worker-life.js';
import {stepAtRest, stepOutside, type Cause} from '../domain/run/worker-step.js';
import {UserError} from '../domain/user-error.js';
import {openRepository} from '../git/repository.js';
import {makeFolder} from '../store/file/durable-write.js';
import {layoutOf} from '../store/folder/layout.js';
import {checkStateFolder} from '../store/folder/state-folder.js';
import {readCommands} from '../store/message/mailbox-files.js';
import {takeLock, type HeldLock} from '../store/run/run-lock.js';
import type {Control, World} from './flow/flow.js';
import {
	awaitReplyWriters, tendMailbox, tendQuietly, waitingMail,
} from './mail/tend-mailbox.js';
import {runFlow, withSpace} from './run-flow.js';
import {failRun} from './start/fail-run.js';
import {forgetWishes, goOn} from './start/go-on.js';
import {evidenceFor, ownRecord} from './start/lock-evidence.js';
import {createNotices} from './start/notify-human.js';
import {openFlow, type OpenedFlow} from './start/open-flow.js';
import {recoverRun} from './start/recover-run.js';
import {workerTag} from './start/worker-tag.js';
import {pruneOldTurns} from './turn/prune-old-turns.js';
import {waitOut} from './turn/wait-for-limit.js';

export type WorkerOptions = RunOptions & {
	readonly repo: string;
	readonly runId: string;
	readonly config: Config;
	readonly version: string;
	/** Called when the lock is held and the log is open. */
	readonly onOpen?: () => void;
};

export type WorkerEnd = {readonly type: 'rested'; readonly state: RunState} | {readonly type: 'locked'; readonly holder: LockRecord | undefined};

const heartbeatMilliseconds = 2000;
const mailboxMilliseconds = 250;

export const newControl = (): Control => ({
	stop: false, pause: false, shutdown: false, interrupt: new AbortController(), superseded: new Set(),
});

/**
 * The body of the worker: takes the lock, recovers, runs to the next rest, frees the lock, and takes it again for mail that came meanwhile.
 * What it does next, given what it sees, is decided in `domain/run/worker-step.ts`.
 */
export const runWorker = async (options: WorkerOptions, world: World, control: Control): Promise<WorkerEnd> => {
	checkStateFolder(options.repo);
	const layout = layoutOf(options.repo);
	const run = layout.run(options.runId);
	makeFolder(run.folder);
	forgetWishes(control);
	// Before the lock is taken: who sees it may wish something of this worker.
	control.superseded = new Set(options.recover ? [] : readCommands(run).map(read => read.type === 'command' ? read.command.id : read.id));
	// A command that cannot be taken off must not keep the worker going round.
	const known = new Set<string>();
	for (let cause: Cause = 'start'; ; cause = 'mail') {
		const nonce = randomBytes(16).toString('hex');
		const answer = takeLock(layout, ownRecord({nonce, version: options.version, runId: options.runId}), holder => isProvablyGone(holder, evidenceFor(holder)));
		if (answer.type === 'refused') {
			return {type: 'locked', holder: answer.holder.record};
		}

		const notices = createNotices(options, world.env);
		if (answer.stolenFrom !== undefined) {
			notices.workerDied();
		}

		let state: RunState;
		try {
			state = await workUnderLock(options, world, control, {
				cause, lock: answer.lock, tag: workerTag(options.repo, nonce), onEvent: notices.hear,
			});
		} finally {
			answer.lock.release();
			await notices.sent();
		}

		const fresh = waitingMail(run, state).filter(name => !known.has(name));
		if (stepOutside({status: state.status, isEnding: control.shutdown, freshMail: fresh.length}) === 'end') {
			return {type: 'rested', state};
		}

		for (const name of fresh) {
			known.add(name);
		}
	}
};

/** What a worker has from one taking of the lock to its release. */
type Post = {readonly cause: Cause; readonly lock: HeldLock; readonly tag: string; readonly onEvent: (event: FlowEvent) => void};

/** Opens the log, keeps the heartbeat and the mailbox going, and works; whatever goes wrong is the run's last word. */
const workUnderLock = async (options: WorkerOptions, world: World, control: Control, post: Post): Promise<RunState> => {
	const {head} = await openRepository(options.repo, options.config.git).status();
	const opened = openFlow({
		...options, ...post, world, control, head,
	});
	const timers = [
		setInterval(() => {
			if (!opened.beat()) {
				control.shutdown = true;
				control.interrupt.abort();
			}
		}, heartbeatMilliseconds),
		setInterval(() => {
			tendQuietly(opened.flow);
		}, mailboxMilliseconds),
	];
	options.onOpen?.();
	try {
		const state = await workToRest(opened, options, post.cause);
		opened.check();
		return state;
	} catch (error) {
		return failRun(opened, error);
	} finally {
		for (const timer of timers) {
			clearInterval(timer);
		}

		await opened.close();
	}
};

/** Puts right what was left, then goes on until nothing is asked of this worker any more. */
const workToRest = async ({flow, ...opened}: OpenedFlow, options: WorkerOptions, begin: Cause): Promise<RunState> => {
	if (opened.damagedLine !== undefined) {
		throw new UserError(`${flow.run.events}:${opened.damagedLine} is damaged`, 'move the run\'s folder away, then car run starts a new one');
	}

	await withSpace(flow, async () => {
		await recoverRun(flow, {tornBytes: opened.tornBytes, status: opened.isNew ? undefined : flow.state().status});
		if (begin === 'mail') {
			await awaitReplyWriters(flow);
		}

		tendMailbox(flow, {atStart: true});
	});
	for (let cause = begin; ; cause = 'mail') {
		const state = flow.state();
		const step = stepAtRest({
			cause, state, hasReader: state.status === 'completed' && lastReader(state, flow.readTickets()) !== undefined, isEnding: flow.control.shutdown,
		}, options);
		if (step.type === 'leave') {
			return state;
		}

		if (cause === 'mail') {
			forgetWishes(flow.control);
		}

		goOn(flow, {...options, ...step});
		await waitOut(flow);
		pruneOldTurns(flow);
		await runFlow(flow);
		await withSpace(flow, async () => {
			if (flow.state().status !== 'stopped') {
				await awaitReplyWriters(flow);
			}

			tendMailbox(flow, {atStart: false});
		});
	}
};
