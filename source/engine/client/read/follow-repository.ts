import {isFlowEvent} from '../../../domain/event/codec.js';
import type {LogLine} from '../../../domain/event/flow-event.js';
import {isBroken} from '../../../domain/ticket/ticket.js';
import type {Layout} from '../../../store/folder/layout.js';
import {watchFiles, watchFolders, type FolderWatch} from '../../../store/file/watch-folder.js';
import type {EngineEvent, FollowOptions} from '../flow-client.js';
import {buildSnapshot, viewWorker, type SnapshotSources} from './build-snapshot.js';
import {followNewest, type FollowedRun} from './follow-run.js';
import {createHints} from './hints.js';
import type {RepositoryView} from './repository-view.js';

/** A save comes in several steps; files are read when nothing happened for this long. */
const settleMilliseconds = 75;
/** A ticket that has just become broken may be half-written; it is shown when it still is after this long. */
const brokenMilliseconds = 300;
/** Network disks give no events, and a busy process loses some. */
const rescanMilliseconds = 5000;
const longestPause = 20_000;
const pollMilliseconds = 250;
/** An agent that talks without a pause is read this often at most: nobody sees more, and each look costs. */
const gatherMilliseconds = 40;
const workerMilliseconds = 1000;

export type ReadSources = RepositoryView['sources'];

/** Turns what happens on disk into events: the logs of the newest run by offset, everything else by reading again. */
export async function * followRepository(layout: Layout, readSources: ReadSources, {after, runId: asked, tailBytes}: FollowOptions & {readonly after: number}, signal: AbortSignal): AsyncGenerator<EngineEvent> {
	const hints = createHints();
	const watch = watchRepository(layout, hints.give);
	signal.addEventListener('abort', hints.give);
	const newest = followNewest(layout, runId => runId === asked ? {after} : {tailBytes});
	const view = createView(readSources);
	let lastSeq = after;
	let followedRun: string | undefined;
	let isFirst = true;
	try {
		while (!signal.aborted) {
			const {run, runId} = newest() ?? {};
			if (runId !== undefined && runId !== followedRun) {
				// Each run counts from one: what was seen of the run before says nothing about this one.
				lastSeq = followedRun === undefined ? after : 0;
				followedRun = runId;
			}

			const lines = run?.read() ?? [];
			if (isFirst) {
				isFirst = false;
				yield {type: 'snapshot', snapshot: view.first(run)};
			}

			for (const line of lines) {
				if (line.seq > lastSeq) {
					lastSeq = line.seq;
					yield toEvent(line);
				}
			}

			const snapshot = view.next(run, {hasRun: lines.some(line => isFlowEvent(line)), files: watch.settled(), trouble: watch.trouble()});
			if (snapshot !== undefined) {
				yield {type: 'snapshot', snapshot};
			}

			watch.follow(runId, run?.state()?.openTurn?.turn);
			await hints.wait(watch.isSettling() ? settleMilliseconds : pollMilliseconds, gatherMilliseconds);
		}
	} finally {
		await watch.close();
	}
}

const toEvent = (line: LogLine): EngineEvent => isFlowEvent(line) ? {type: 'flow_event', event: line} : {type: 'agent_event', line};

/** Names in the ticket folder at which something happened, or that it may be any of them. */
type Touched = ReadonlySet<string> | 'any';

/** Two watches: on the files, which are read when they have settled, and on the logs, which are read at once. */
const watchRepository = (layout: Layout, wake: () => void) => {
	let touchedAt = 0;
	let isTouched = false;
	let touched: Touched = new Set();
	const sentences: string[] = [];
	const onTrouble = (sentence: string): void => {
		sentences.push(sentence);
	};

	const files: FolderWatch = watchFolders((name, folder) => {
		// The lock is touched every two seconds; who holds it is looked at anyway.
		if (name?.startsWith('lock') === true) {
			return;
		}

		touched = withTouched(touched, name, folder);
		touchedAt = performance.now();
		isTouched = true;
		wake();
	}, onTrouble);
	const others = new Set([layout.state, layout.workspace, layout.runs]);
	const withTouched = (before: Touched, name: string | undefined, folder: string | undefined): Touched => {
		if (folder !== undefined && others.has(folder)) {
			return before;
		}

		// Systems tell names of other alphabets in forms of their own.
		const isTold = folder === layout.tickets && name !== undefined && /^[ -~]+$/v.test(name);
		return isTold && before !== 'any' ? new Set([...before, name]) : 'any';
	};

	const logs: FolderWatch = watchFiles(() => {
		wake();
	}, onTrouble);
	return {
		isSettling: () => isTouched,
		settled(): Touched | undefined {
			if (!isTouched || performance.now() - touchedAt < settleMilliseconds - 5) {
				return undefined;
			}

			const settled = touched;
			isTouched = false;
			touched = new Set();
			return settled;
		},
		trouble: (): readonly string[] => sentences.slice(0, 1),
		follow(runId: string | undefined, turn: number | undefined) {
			files.follow([layout.state, layout.tickets, layout.workspace, layout.runs]);
			const run = runId === undefined ? undefined : layout.run(runId);
			logs.follow(run === undefined ? [] : [run.events, ...(turn === undefined ? [] : [run.turn(turn)])]);
		},
		async close() {
			await Promise.all([files.close(), logs.close()]);
		},
	};
};

/** Builds a snapshot when something it shows has changed, and not otherwise. */
const createView = (readSources: ReadSources) => {
	let shown: {readonly sources: SnapshotSources; readonly worker: string; readonly trouble: number} | undefined;
	let scannedAt = Number.NEGATIVE_INFINITY;
	let workerAt = Number.NEGATIVE_INFINITY;
	let brokenAt: number | undefined;
	/** A rescan of ten thousand tickets costs what it costs; it may use one part in a hundred of the time. */
	let pause = rescanMilliseconds;
	const read = (run: FollowedRun | undefined, touched: Touched = 'any'): SnapshotSources => {
		if (touched !== 'any') {
			return readSources(run, touched);
		}

		const begin = performance.now();
		const sources = readSources(run);
		scannedAt = performance.now();
		pause = Math.min(Math.max(rescanMilliseconds, (scannedAt - begin) * 100), longestPause);
		return sources;
	};

	const next = (run: FollowedRun | undefined, options: {readonly hasRun: boolean; readonly files: Touched | undefined; readonly trouble: readonly string[]}) => {
		const now = performance.now();
		const isDue = now - scannedAt >= pause || (brokenAt !== undefined && now - brokenAt >= brokenMilliseconds);
		// A new run makes an earlier one of the run before.
		const isOtherRun = shown?.sources.run?.runId !== run?.state()?.runId;
		const isRescan = isDue || isOtherRun || options.files !== undefined;
		if (!options.hasRun && !isRescan && now - workerAt < workerMilliseconds) {
			return undefined;
		}

		workerAt = now;
		// An event of the run says nothing about the files: reading ten thousand of them for each would be most of the work.
		const sources = isRescan || shown === undefined
			? read(run, isDue || isOtherRun ? 'any' : options.files)
			: {...shown.sources, run: run?.state() ?? null, now: Date.now()};
		if (shown !== undefined && hasFreshlyBroken(shown.sources, sources)) {
			brokenAt ??= now;
			if (now - brokenAt < brokenMilliseconds) {
				return undefined;
			}
		}

		brokenAt = undefined;
		const worker = workerKey(sources);
		if (shown !== undefined && isSame(shown.sources, sources) && shown.worker === worker && shown.trouble === options.trouble.length) {
			return undefined;
		}

		shown = {sources, worker, trouble: options.trouble.length};
		return buildSnapshot({...sources, warnings: [...sources.warnings, ...options.trouble]});
	};

	return {
		next,
		first(run: FollowedRun | undefined) {
			const sources = read(run);
			shown = {sources, worker: workerKey(sources), trouble: 0};
			return buildSnapshot(sources);
		},
	};
};

/** A heartbeat that comes is no news; one that stays away is. */
const workerKey = (sources: SnapshotSources): string => {
	const worker = viewWorker(sources);
	return JSON.stringify({...worker, silentSeconds: worker.life === 'silent' ? worker.silentSeconds : null});
};

const isSame = (one: SnapshotSources, other: SnapshotSources): boolean =>
	one.run?.seq === other.run?.seq
	&& one.run?.runId === other.run?.runId
	&& one.earlier === other.earlier
	&& one.config === other.config
	&& one.configTrouble === other.configTrouble
	&& one.warnings.join('\n') === other.warnings.join('\n')
	&& one.folder.entries.length === other.folder.entries.length
	&& one.folder.strays.length === other.folder.strays.length
	&& one.folder.entries.every((entry, index) => entry === other.folder.entries[index]);

const hasFreshlyBroken = (before: SnapshotSources, after: SnapshotSources): boolean => {
	if (before.folder === after.folder) {
		return false;
	}

	const sound = new Set(before.folder.entries.filter(entry => !isBroken(entry)).map(entry => entry.path));
	return after.folder.entries.some(entry => isBroken(entry) && sound.has(entry.path));
};
