import {randomBytes} from 'node:crypto';
import type {Config} from '../domain/config/config.js';
import type {FlowEvent} from '../domain/event/flow-event.js';
import {waitsForAnswer} from '../domain/run/going-on.js';
import {lastReader} from '../domain/run/replies-for.js';
import {isProvablyGone, type LockRecord} from '../domain/run/worker-life.js';
import type {RunOptions} from '../domain/run/run-options.js';
import type {RunState} from '../domain/run/run-state.js';
import {explainSystemError} from '../domain/system-error.js';
import {UserError} from '../domain/user-error.js';
import {openRepository} from '../git/repository.js';
import {makeFolder} from '../store/file/durable-write.js';
import {layoutOf, type RunLayout} from '../store/folder/layout.js';
import {readCommands} from '../store/message/mailbox-files.js';
import {handWrittenReplyStat} from '../store/message/read-messages.js';
import {listRuns, nextRunNumber} from '../store/run/run-folders.js';
import {takeLock, type HeldLock} from '../store/run/run-lock.js';
import {checkStateFolder} from '../store/folder/state-folder.js';
import type {Control, Flow, World} from './flow.js';
import {askedOf, forgetWishes, goOn} from './start/go-on.js';
import {evidenceFor, ownRecord} from './start/lock-evidence.js';
import {createNotices} from './start/notify-human.js';
import {openFlow, type OpenedFlow} from './start/open-flow.js';
import {pruneOldTurns} from './turn/prune-old-turns.js';
import {recoverRun} from './start/recover-run.js';
import {runFlow, tendMailbox, withSpace} from './run-flow.js';
import {workerTag} from './start/worker-tag.js';
import {awaitReplyWriter} from './mail/take-hand-written.js';
import {sayInWorkerLog} from './worker-words.js';
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

/** The body of the worker: takes the lock, recovers, runs to the next rest, frees the lock. A reply that arrives while it is leaving keeps it. */
export const runWorker = async (options: WorkerOptions, world: World, control: Control): Promise<WorkerEnd> => {
	checkStateFolder(options.repo);
	const layout = layoutOf(options.repo);
	makeFolder(layout.run(options.runId).folder);
	forgetWishes(control);
	// Before the lock is taken: who sees it may wish something of this worker.
	control.superseded = new Set(options.recover ? [] : readCommands(layout.run(options.runId)).map(read => read.type === 'command' ? read.command.id : read.id));
	// A command that cannot be taken off must not keep the worker going round.
	const known = new Set<string>();
	for (let isAgain = false; ; isAgain = true) {
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
			state = await runLocked(options, world, control, {
				lock: answer.lock, tag: workerTag(options.repo, nonce), onEvent: notices.hear, isAgain,
			});
		} finally {
			answer.lock.release();
			await notices.sent();
		}

		// Whoever posted between the last look and the release saw a live worker and relied on it.
		const late = waitingMail(layout.run(options.runId), state).filter(name => !known.has(name));
		if (control.shutdown || state.status === 'failed' || late.length === 0) {
			return {type: 'rested', state};
		}

		for (const name of late) {
			known.add(name);
		}
	}
};

/** A name for everything that waits for a worker: commands, and each version of a reply that is written by hand. Such a file asks nobody to go on after a stop. */
const waitingMail = (run: RunLayout, state: RunState): readonly string[] => {
	const byHand = state.status === 'stopped' ? undefined : handWrittenReplyStat(run);
	return [...readCommands(run).map(read => read.file), ...(byHand === undefined ? [] : [`${run.replyFile} ${byHand.mtimeMs}`])];
};

const runLocked = async (options: WorkerOptions, world: World, control: Control, held: {readonly lock: HeldLock; readonly tag: string; readonly onEvent: (event: FlowEvent) => void; readonly isAgain: boolean}): Promise<RunState> => {
	const {repo, runId, config} = options;
	const {head} = await openRepository(repo, config.git).status();
	const opened = openFlow({
		repo,
		runId,
		config,
		world,
		control,
		tag: held.tag,
		head,
		onEvent: held.onEvent,
		holdsLock: held.lock.holds,
		beat() {
			if (!held.lock.beat()) {
				throw new Error('the lock belongs to another worker: nothing more is written');
			}
		},
		first: found => ({
			type: 'run_started', version: options.version, config: redactedConfig(config), number: numberOf(repo, runId), ...found, ...askedOf(options),
		}),
	});
	const timers = [
		setInterval(() => {
			if (!mayGoOnWriting(opened, held.lock)) {
				control.shutdown = true;
				control.interrupt.abort();
			}
		}, heartbeatMilliseconds),
		setInterval(() => {
			tendQuietly(opened);
		}, mailboxMilliseconds),
	];
	options.onOpen?.();
	try {
		const state = await runOpened(opened, options, held);
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

/** The heartbeat. Whoever deletes the log, or the whole state folder, ends the run: an agent that goes on would work for nobody. */
const mayGoOnWriting = (opened: OpenedFlow, lock: HeldLock): boolean => {
	try {
		opened.check();
		if (lock.beat()) {
			return true;
		}
	} catch {
		// The worker's last word says what it was: its next write meets the same.
	}

	opened.fence();
	return false;
};

/** What a human wanted of this worker holds for its first rest only; after it, just an answer makes the run go on. */
const runOpened = async (opened: OpenedFlow, options: WorkerOptions, {isAgain}: {readonly isAgain: boolean}): Promise<RunState> => {
	const {flow} = opened;
	if (opened.damagedLine !== undefined) {
		throw new UserError(`${flow.run.events}:${opened.damagedLine} is damaged`, 'move the run\'s folder away, then car run starts a new one');
	}

	await withSpace(flow, async () => {
		await recoverRun(flow, {tornBytes: opened.tornBytes, status: opened.isNew ? undefined : flow.state().status});
		await settleMail(flow, {isWanted: isAgain});
		tendMailbox(flow, {atStart: true});
	});
	for (let isFirst = !isAgain; ; isFirst = false) {
		const state = flow.state();
		const noAnswer = isFirst && options.noAnswer;
		const isWanted = isFirst ? !(options.recover && state.status !== 'running') : state.answeredSinceRest;
		const isOver = state.status === 'completed' && (isFirst || lastReader(state, flow.readTickets()) === undefined);
		const mayGoOn = isWanted && !isOver && (noAnswer || !waitsForAnswer(state));
		if (!mayGoOn || flow.control.shutdown) {
			return state;
		}

		if (!isFirst) {
			forgetWishes(flow.control);
		}

		goOn(flow, {...options, noAnswer, recover: isFirst && options.recover});
		await waitOut(flow);
		pruneOldTurns(flow);
		await runFlow(flow);
		await withSpace(flow, async () => {
			await settleMail(flow, {isWanted: flow.state().status !== 'stopped'});
			tendMailbox(flow, {atStart: false});
		});
	}
};

/** Whoever began to write a reply while the worker was there relies on it: it does not leave in the middle of the sentence. */
const settleMail = async (flow: Flow, {isWanted}: {readonly isWanted: boolean}): Promise<void> => {
	for (let isWriting = isWanted; isWriting;) {
		isWriting = await awaitReplyWriter(flow);
	}
};

/** Between two turns the loop itself empties the mailbox; trouble with it must not end a turn that runs. */
const tendQuietly = (opened: OpenedFlow): void => {
	try {
		tendMailbox(opened.flow, {atStart: false});
	} catch (error) {
		sayInWorkerLog(`mailbox: ${error instanceof Error ? error.message : String(error)}\n`);
	}
};

/** Writes the failure into the log. With no log to write into, the failure is all there is to say: it is thrown on. */
const failRun = (opened: OpenedFlow, error: unknown): RunState => {
	opened.check();
	const message = error instanceof Error ? error.message : String(error);
	const [reason = 'unknown trouble', ...details] = message.split('\n');
	const explained = error instanceof Error && !(error instanceof UserError) ? explainSystemError(error) : undefined;
	sayInWorkerLog(`${error instanceof Error && !(error instanceof UserError) ? error.stack ?? message : message}\n`);
	opened.flow.append({
		type: 'run_state_changed',
		status: 'failed',
		reason_code: null,
		reason: opened.flow.redact(explained?.what ?? reason),
		reason_details: (explained === undefined ? details : [reason, ...details]).map(line => opened.flow.redact(line)),
		next: error instanceof UserError ? error.hint : explained?.next ?? 'car doctor looks for the cause; car run tries again',
		until: null,
	});
	return opened.flow.state();
};

const numberOf = (repo: string, runId: string): number => {
	const runs = listRuns(layoutOf(repo));
	return runs.find(run => run.runId === runId)?.number ?? nextRunNumber(runs);
};

/** Settings that can hold secrets stay out of the log; names are enough to explain a run. */
const redactedConfig = (config: Config): unknown => ({
	...config,
	agents: Object.fromEntries(Object.entries(config.agents).map(([id, settings]) => [id, {...settings, env: Object.keys(settings.env)}])),
});
