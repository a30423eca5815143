import {existsSync} from 'node:fs';
import type {AgentHarness} from '../../domain/agent-harness.js';
import type {FlowEvent} from '../../domain/event/flow-event.js';
import {reduceRun, foldRun} from '../../domain/run/reduce-run.js';
import type {RunState} from '../../domain/run/run-state.js';
import {isDone, type TicketFolder} from '../../domain/ticket/ticket.js';
import {createRedactor, secretsOf} from '../../domain/text/redact.js';
import {UserError} from '../../domain/user-error.js';
import {workerTagName} from '../../agents/process/kill-tree.js';
import {openRepository} from '../../git/repository.js';
import {openEventLog} from '../../store/run/append-log.js';
import {layoutOf, repositoryPath} from '../../store/folder/layout.js';
import {ignoreStateFolder} from '../../store/folder/state-folder.js';
import {createTicketReader} from '../../store/ticket/ticket-files.js';
import {makeFolder, writeWhole} from '../../store/file/durable-write.js';
import {ifAllowed} from '../../store/file/if-there.js';
import type {HeldLock} from '../../store/run/run-lock.js';
import {createHarness} from '../turn/create-harness.js';
import type {Control, Flow, World} from '../flow/flow.js';
import {createSpaceKeeper} from '../flow/wait-for-space.js';
import {beginRun, type BeginOptions} from './begin-run.js';

/** Several decisions in a row look at the same folder; among ten thousand tickets each look costs as much as all the rest. */
const freshSeconds = 0.2;

export type OpenedFlow = {
	readonly flow: Flow;
	/** Whether the log already holds a run. */
	readonly isNew: boolean;
	readonly tornBytes: number;
	/** 1-based line of the log that is damaged; the run cannot go on then. */
	readonly damagedLine: number | undefined;
	/** Throws when nothing may be written: the lock is another's, or the log is. UserError also when the log is gone: where it was deleted it is made again first. */
	readonly check: () => void;
	/** Keeps the lock; false when nothing may be written any more. Whoever deletes the log, or the whole state folder, ends the run: an agent that goes on would work for nobody. */
	readonly beat: () => boolean;
	/** Of a run that was deleted and made again: why it ends. From now on that may be written. */
	readonly takeDeletion: () => Error | undefined;
	readonly close: () => Promise<void>;
};

/** Opens a run for writing; the caller holds the lock. */
export const openFlow = (options: BeginOptions & {
	readonly world: World;
	readonly tag: string;
	readonly control: Control;
	readonly head: string | null;
	readonly lock: HeldLock;
	/** Called after each event that is durable and folded. */
	readonly onEvent: (event: FlowEvent) => void;
}): OpenedFlow => {
	const {repo, runId, config, world, tag, lock} = options;
	const layout = layoutOf(repo);
	const run = layout.run(runId);
	const opened = openEventLog(run, runId, events => foldRun(events)?.turn ?? 0, world.now);
	let state: RunState | null = foldRun(opened.events);
	/** What may be written: everything; nothing, when the run is another's or lies elsewhere; of one that was deleted and made again, only its end. */
	let standing: {readonly type: 'sound'} | {readonly type: 'out' | 'deleted'; readonly error: Error} = {type: 'sound'};
	const redact = createRedactor(secretsOf(world.env));
	const reader = createTicketReader(repo);
	const known = Object.keys(config.agents);
	let tickets: {readonly folder: TicketFolder; readonly at: number} | undefined;
	const harnesses = new Map<string, AgentHarness>();
	const fence = (): void => {
		standing = standing.type === 'sound' ? {type: 'out', error: new Error('the lock belongs to another worker: nothing more is written')} : standing;
	};

	/** What somebody deleted is made again at once, and then the run ends: an agent that goes on would work for nobody. */
	const makeAgain = (): void => {
		if (opened.log.isKept() && !existsSync(layout.state)) {
			standing = {type: 'out', error: new UserError(`${layout.state} was taken away while the run was going`, 'bring it back, then car run goes on')};
			return;
		}

		makeFolder(layout.state);
		if (!lock.holds()) {
			fence();
			return;
		}

		ignoreStateFolder(layout);
		opened.log.makeAgain();
		standing = {type: 'deleted', error: new UserError(`${repositoryPath(repo, run.folder)} was deleted while the run was going; it was made again from what its worker knew`, 'look at what else is missing, then car run goes on')};
	};

	const check = (): void => {
		if (standing.type === 'sound' && !existsSync(run.events)) {
			makeAgain();
		}

		if (standing.type !== 'sound') {
			throw standing.error;
		}

		opened.log.check();
	};

	const write = <Result>(effect: () => Result): Result => {
		check();
		if (!lock.holds()) {
			// The heartbeat would find it in two seconds, and another writes now.
			fence();
			check();
		}

		return effect();
	};

	const beat = (): boolean => {
		try {
			check();
			if (lock.beat()) {
				return true;
			}
		} catch {
			// The worker's last word says what it was: its next write meets the same.
		}

		fence();
		return false;
	};

	const put: Flow['append'] = body => write(() => {
		const event = opened.log.append(body);
		state = reduceRun(state ?? undefined, event);
		if (event.type === 'run_state_changed') {
			keepRecord(run.record, state);
		}

		options.onEvent(event);
		return event;
	});
	const space = createSpaceKeeper({
		reserve: run.reserve,
		state: () => state,
		put(body) {
			put(body);
		},
		beat() {
			if (!lock.beat()) {
				fence();
				check();
			}
		},
		pause: async milliseconds => world.wait(milliseconds, new AbortController().signal),
		isEnding: () => options.control.shutdown,
	});
	const append: Flow['append'] = body => space.hold(() => put(body));
	const isNew = state === null;
	const readTickets = (): TicketFolder => {
		if (tickets === undefined || world.elapsed() - tickets.at > freshSeconds) {
			const folder = reader.read(known);
			// A look that itself takes long is as fresh as its end.
			tickets = {folder, at: world.elapsed()};
		}

		return tickets.folder;
	};

	if (isNew) {
		put(beginRun(options, {head: options.head, done: readTickets().entries.filter(entry => isDone(entry)).map(entry => entry.number)}));
	}

	const flow: Flow = {
		repo,
		runId,
		layout,
		run,
		config,
		world,
		tag,
		control: options.control,
		git: openRepository(repo, {...config.git, env: {[workerTagName]: tag}}),
		state() {
			if (state === null) {
				throw new Error('a run begins with run_started');
			}

			return state;
		},
		append,
		say(turn, events) {
			space.hold(() => {
				write(() => {
					opened.log.appendAgentEvents(turn, events);
				});
			});
		},
		readTickets,
		forgetTickets() {
			tickets = undefined;
		},
		harnessOf(agent) {
			const harness = harnesses.get(agent) ?? world.harnessOf?.(agent) ?? createHarness(agent, config.agents[agent], world.env);
			harnesses.set(agent, harness);
			return harness;
		},
		space,
		redact,
		approvals: new Map(),
		tree: undefined,
	};
	return {
		flow,
		isNew,
		tornBytes: opened.torn,
		damagedLine: opened.damagedLine,
		check,
		beat,
		takeDeletion() {
			const error = standing.type === 'deleted' ? standing.error : undefined;
			standing = error === undefined ? standing : {type: 'sound'};
			return error;
		},
		async close() {
			await Promise.all([...harnesses.values()].map(async harness => harness.close()));
			opened.log.close();
			space.close();
		},
	};
};

/** A cache of what the log says; where the disk refuses it, the one before stays. */
const keepRecord = (file: string, state: RunState): void => {
	ifAllowed(() => {
		writeWhole(file, `${JSON.stringify(state)}\n`);
	});
};
