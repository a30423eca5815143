import type {LogSearch, RunLog} from '../../engine/client/flow-client.js';
import type {Message} from '../message.js';
import type {Effect} from '../effect.js';

/** Hits that are remembered; more are counted and no more. */
const mostHits = 1_000_000;

/** A search that goes on or is over. */
type Running = {
	/** Empty until the log is open. */
	runId: string;
	readonly stop: AbortController;
	/** `seq` of every hit so far, in order. */
	readonly hits: number[];
	isOver: boolean;
	/** Called whenever there are more hits. */
	wake: () => void;
};

/** The first hit at or after a `seq`, as its place among the hits. */
const placeOf = (hits: readonly number[], seq: number): number => {
	let low = 0;
	let high = hits.length;
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if ((hits[middle] ?? 0) < seq) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
};

/** The search of the log: one at a time, a new one ends the one before. */
export type LogSearching = {
	readonly start: (runId: string | null, what: LogSearch) => Promise<void>;
	readonly seek: (from: Effect<'seek_hit'>['from']) => Promise<void>;
	/** Says which of all hits it is: `before` hits of the same `seq` come first. */
	readonly number: (seq: number, before: number) => void;
	readonly close: () => void;
};

export const createLogSearch = (open: (runId: string | null) => Promise<RunLog>, send: (message: Message) => void): LogSearching => {
	let running: Running | undefined;

	const start = async (runId: string | null, what: LogSearch): Promise<void> => {
		running?.stop.abort();
		const mine: Running = {
			runId: '', stop: new AbortController(), hits: [], isOver: false, wake: () => undefined,
		};
		// At once: whoever wants the next hit waits for this search.
		running = mine;
		try {
			await scan(mine, await open(runId), what);
		} finally {
			mine.isOver = true;
			mine.wake();
		}
	};

	const scan = async (mine: Running, log: RunLog, what: LogSearch): Promise<void> => {
		mine.runId = log.runId;
		let toldAt = 0;
		let hits = 0;
		for await (const step of log.search(what, mine.stop.signal)) {
			hits += step.hits.length;
			mine.hits.push(...step.hits.slice(0, mostHits - mine.hits.length));
			mine.wake();
			if (performance.now() - toldAt > 100 && !mine.stop.signal.aborted) {
				toldAt = performance.now();
				send({
					type: 'searched', hits, share: Math.min(0.99, step.bytes / Math.max(1, step.total)), trouble: null,
				});
			}
		}

		if (!mine.stop.signal.aborted) {
			send({
				type: 'searched', hits, share: 1, trouble: null,
			});
		}
	};

	/** Waits until the hit is sure: the first one after a place is as soon as it is found, the last one before it when the search has passed. */
	const seek = async ({seq, direction}: Effect<'seek_hit'>['from']): Promise<void> => {
		const mine = running;
		if (mine === undefined) {
			return;
		}

		mine.stop.signal.addEventListener('abort', () => {
			mine.wake();
		}, {once: true});
		const isSure = (): boolean => mine.isOver || mine.stop.signal.aborted || (mine.hits.at(-1) ?? 0) > seq;
		while (!isSure()) {
			await new Promise<void>(resolve => {
				mine.wake = resolve;
			});
		}

		if (mine.stop.signal.aborted) {
			return;
		}

		const at = direction === 'next' ? placeOf(mine.hits, seq + 1) : placeOf(mine.hits, seq) - 1;
		send({
			type: 'hit_found', runId: mine.runId, seq: mine.hits[at] ?? null, at: at + 1, direction,
		});
	};

	return {
		start,
		seek,
		number(seq, before) {
			const at = running === undefined ? -1 : placeOf(running.hits, seq);
			// A line that came in pieces is found in one of the later ones.
			if (at !== -1 && running?.hits[at] !== undefined) {
				send({type: 'hit_numbered', at: at + before + 1});
			}
		},
		close() {
			running?.stop.abort();
		},
	};
};
