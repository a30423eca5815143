import process from 'node:process';
import type {Writable} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import type {AgentProcess} from '../../domain/agent-harness.js';
import {createAwakeTime} from '../../domain/awake-time.js';
import {
	canReadMarks, hasMark, hasMarkBeginning, isOlder, processTable, seesOwnProcesses, withDescendants, worksIn, type ProcessRow,
} from './process-table.js';

/** Environment variable that holds the tag of the worker in every process it starts. */
export const workerTagName = 'CAR_WORKER_TAG';

const defaultGrace = 5000;

/** How long killed processes may take to vanish; one that hangs in the kernel must not hold us for ever. */
const killLimit = 2000;

type Find = (table: readonly ProcessRow[]) => ReadonlySet<number>;

const send = (pid: number, signal: NodeJS.Signals): void => {
	try {
		process.kill(pid, signal);
	} catch {
		// Gone meanwhile, or not ours to end.
	}
};

/** This process and its ancestors, which are never ended. */
const ownLine = (table: readonly ProcessRow[]): ReadonlySet<number> => {
	const parents = new Map(table.map(row => [row.pid, row.parent]));
	const line = new Set([0, 1]);
	let {pid} = process;
	while (!line.has(pid)) {
		line.add(pid);
		pid = parents.get(pid) ?? 0;
	}

	return line;
};

/** Asks the found processes to end, then kills until none is found; each is known by pid and start time, so a pid used again is no victim. Returns the pids it ended. */
const endAll = async (find: Find, grace: number): Promise<readonly number[]> => {
	const known = new Map<number, string>();
	const look = (): readonly number[] => {
		const table = processTable();
		const kept = table.filter(row => known.get(row.pid) === row.startTime).map(row => row.pid);
		const spared = ownLine(table);
		// Nor is what descends from them: that is everybody.
		const found = withDescendants(table, new Set([...find(table), ...kept].filter(pid => !spared.has(pid))));
		const rows = table.filter(row => found.has(row.pid) && !spared.has(row.pid));
		for (const row of rows) {
			known.set(row.pid, row.startTime);
		}

		return rows.map(row => row.pid);
	};

	const asked = new Set<number>();
	// A suspended machine gave nobody time to end.
	const waited = createAwakeTime(() => performance.now(), 500);
	for (let pids = look(), pause = 5; pids.length > 0; pids = look()) {
		const spent = waited();
		const isLate = spent >= grace;
		if (spent >= grace + killLimit) {
			break;
		}

		for (const pid of pids) {
			if (isLate) {
				send(pid, 'SIGKILL');
			} else if (!asked.has(pid)) {
				asked.add(pid);
				send(pid, 'SIGTERM');
			}
		}

		await delay(pause);
		pause = Math.min(50, pause * 2);
	}

	return [...known.keys()];
};

export type KillOptions = {
	/** Closed first: many agents end by themselves then. */
	readonly stdin?: Writable;
	/** `NAME=value` in the environment of everything that belongs to it, so that children in sessions of their own are found too. */
	readonly mark?: string;
	/** Start time of the group's first process: what is older cannot belong to it, and its environment need not be read. */
	readonly since?: string | null;
	/** Milliseconds between asking and killing. */
	readonly graceMilliseconds?: number;
};

/** Ends a process group that this process started: stdin closed, TERM, after the grace KILL, until no member, descendant or marked process is left. */
export const killGroup = async (pid: number, options: KillOptions = {}): Promise<void> => {
	options.stdin?.destroy();
	const {mark, since = null} = options;
	if (!seesOwnProcesses()) {
		await endUnseen(pid, options.graceMilliseconds ?? defaultGrace);
		return;
	}

	await endAll(
		table => new Set(table.filter(row => row.group === pid || (mark !== undefined && !isOlder(row, since) && hasMark(row.pid, mark))).map(row => row.pid)),
		options.graceMilliseconds ?? defaultGrace,
	);
};

/** Sends a signal to a whole group; false when it has no member. */
const sendToGroup = (group: number, signal: NodeJS.Signals | 0): boolean => {
	try {
		process.kill(-group, signal);
		return true;
	} catch {
		return false;
	}
};

/** Where our own processes cannot be seen, the kernel still knows the group. */
const endUnseen = async (group: number, grace: number): Promise<void> => {
	sendToGroup(group, 'SIGTERM');
	const waited = createAwakeTime(() => performance.now(), 500);
	for (let spent = 0; spent < grace + killLimit && sendToGroup(group, 0); spent = waited()) {
		if (spent >= grace) {
			sendToGroup(group, 'SIGKILL');
		}

		await delay(20);
	}
};

type Recorded = AgentProcess & {readonly tag: string};

/**
 * Tags of workers that had this folder under another path: of a recorded group a member has the recorded tag, and stands in the folder where it is now.
 * Of a copy of the folder, whose records are the same, the agents stand in the original.
 */
const movedTags = (table: readonly ProcessRow[], processes: readonly Recorded[], folder: string): readonly string[] => {
	const strangers = strangersAmong(table, processes);
	return processes.map(({pid, tag}) => ({pid, mark: `${workerTagName}=${tag}`})).filter(({pid, mark}) =>
		!strangers.has(pid) && table.some(row => row.group === pid && hasMark(row.pid, mark) && worksIn(row.pid, folder))).map(({mark}) => mark);
};

/** Pids that were on record and belong to somebody else by now. */
const strangersAmong = (table: readonly ProcessRow[], processes: readonly Recorded[]): ReadonlySet<number> => {
	const startTimes = new Map(processes.map(entry => [entry.pid, entry.startTime]));
	return new Set(table.filter(row => startTimes.has(row.pid) && startTimes.get(row.pid) !== row.startTime).map(row => row.pid));
};

/**
 * Ends what dead workers left running, and nothing else: what has a tag in its environment that begins with `tag`, or that proves to be of this `folder` before it was moved, and the whole group of a recorded process (pid and start time) of which one does.
 * A record alone is no evidence, for anybody can write one, and another boot gives the same numbers to others. Returns their pids.
 */
export const endLeftovers = async (
	{tag, folder, processes}: {readonly tag: string | undefined; readonly folder: string; readonly processes: readonly Recorded[]},
	graceMilliseconds = defaultGrace,
): Promise<readonly number[]> => {
	const records = processes.filter(entry => entry.startTime !== null && entry.tag !== '');
	const recorded = new Set(records.map(({pid}) => pid));
	// An empty tag would be no evidence.
	const mark = tag === undefined || tag === '' ? undefined : `${workerTagName}=${tag}`;
	const moved = records.length === 0 ? [] : movedTags(processTable(), records, folder);
	return endAll(table => {
		const tagged = table.filter(row => (mark !== undefined && hasMarkBeginning(row.pid, mark)) || moved.some(each => hasMark(row.pid, each)));
		const strangers = strangersAmong(table, records);
		const groups = new Set((canReadMarks ? tagged : table.filter(row => recorded.has(row.pid))).map(row => row.group).filter(group => recorded.has(group) && !strangers.has(group)));
		return new Set([...tagged, ...table.filter(row => groups.has(row.group))].map(row => row.pid));
	}, graceMilliseconds);
};
