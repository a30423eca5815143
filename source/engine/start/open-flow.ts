import {existsSync} from 'node:fs';
import type {AgentHarness} from '../../domain/agent-harness.js';
import type {Config} from '../../domain/config/config.js';
import type {FlowEvent, FlowEventBody} from '../../domain/event/flow-event.js';
import {reduceRun, foldRun} from '../../domain/run/reduce-run.js';
import type {RunState} from '../../domain/run/run-state.js';
import {isDone, type TicketFolder} from '../../domain/ticket/ticket.js';
import {createRedactor, secretsOf} from '../../domain/text/redact.js';
import {UserError} from '../../domain/user-error.js';
import {workerTagName} from '../../agents/process/kill-tree.js';
import {openRepository} from '../../git/repository.js';
import {openEventLog} from '../../store/run/append-log.js';
import {layoutOf} from '../../store/folder/layout.js';
import {createTicketReader} from '../../store/ticket/ticket-files.js';
import {errorCode, writeWhole} from '../../store/file/durable-write.js';
import {createHarness} from '../turn/create-harness.js';
import type {Control, Flow, World} from '../flow.js';
import {createSpaceKeeper} from '../wait-for-space.js';

/** Several decisions in a row look at the same folder; among ten thousand tickets each look costs as much as all the rest. */
const freshSeconds = 0.2;

export type OpenedFlow = {
	readonly flow: Flow;
	/** Whether the log already holds a run. */
	readonly isNew: boolean;
	readonly tornBytes: number;
	/** 1-based line of the log that is damaged; the run cannot go on then. */
	readonly damagedLine: number | undefined;
	/** Throws UserError when the log was deleted, Error when it is another's or the lock is: nothing can be written then. */
	readonly check: () => void;
	/** From now on nothing may be written: the lock is another's. */
	readonly fence: () => void;
	readonly close: () => Promise<void>;
};

/** Opens a run for writing; the caller holds the lock. `first` is what a new log begins with. */
export const openFlow = (options: {
	readonly repo: string;
	readonly runId: string;
	readonly config: Config;
	readonly world: World;
	readonly tag: string;
	readonly control: Control;
	readonly first: (found: {readonly head: string | null; readonly done: readonly number[]}) => FlowEventBody;
	readonly head: string | null;
	/** The heartbeat while everything else waits for space; throws when nothing may be written any more. */
	readonly beat: () => void;
	/** Whether the lock is ours still; asked before each write. */
	readonly holdsLock: () => boolean;
	/** Called after each event that is durable and folded. */
	readonly onEvent: (event: FlowEvent) => void;
}): OpenedFlow => {
	const {repo, runId, config, world, tag} = options;
	const layout = layoutOf(repo);
	const run = layout.run(runId);
	const opened = openEventLog(run, runId, events => foldRun(events)?.turn ?? 0, world.now);
	let state: RunState | null = foldRun(opened.events);
	let isFenced = false;
	const redact = createRedactor(secretsOf(world.env));
	const reader = createTicketReader(repo);
	const known = Object.keys(config.agents);
	let tickets: {readonly folder: TicketFolder; readonly at: number} | undefined;
	const harnesses = new Map<string, AgentHarness>();
	const check = (): void => {
		if (!existsSync(run.events)) {
			throw new UserError(`${run.events} was deleted while the run was going: its history is lost`, 'the tickets and commits are there; car run starts a new run');
		}

		if (isFenced) {
			throw new Error('the lock belongs to another worker: nothing more is written');
		}

		opened.log.check();
	};

	const write = <Result>(effect: () => Result): Result => {
		check();
		if (!options.holdsLock()) {
			// The heartbeat would find it in two seconds, and another writes now.
			isFenced = true;
			check();
		}

		return effect();
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
		beat: options.beat,
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
		put(options.first({head: options.head, done: readTickets().entries.filter(entry => isDone(entry)).map(entry => entry.number)}));
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
		fence() {
			isFenced = true;
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
	try {
		writeWhole(file, `${JSON.stringify(state)}\n`);
	} catch (error) {
		if (errorCode(error) === undefined) {
			throw error;
		}
	}
};
