import type {LogLine} from '../event/flow-event.js';
import type {Sort} from '../words/told.js';

/** What one jumps to in a log. */
export type Mark = 'error' | 'question' | 'commit' | 'turn' | 'call' | 'edit';

/** As what one jumps to each sort of line; null: not at all. */
export const markOfSort: Readonly<Record<Sort, Mark | null>> = {
	turn: 'turn', commit: 'commit', question: 'question', failure: 'error', result: null, notice: null, call: 'call', edit: 'edit', changes: 'edit', diff: null, message: null,
};

/** A leaf of a run's log: a part of one turn's transcript, with the events of the run that fell into it. */
export type LeafKey = {readonly turn: number; readonly leaf: number};

/** A spot in a run's log. Everything said and done has a `seq`; `at` is milliseconds since 1970. */
export type LogSpot
	= | {readonly type: 'seq'; readonly seq: number}
		| {readonly type: 'turn'; readonly turn: number}
		| {readonly type: 'clock'; readonly at: number}
		| {readonly type: 'start' | 'end'};

export type LogLeaf = {
	readonly key: LeafKey;
	/** In the order of `seq`. */
	readonly lines: readonly LogLine[];
	readonly above: LeafKey | null;
	/** Null at the end; a running turn may have more later. */
	readonly below: LeafKey | null;
	/** Whether the agent said something in this turn before this leaf. */
	readonly hasSpoken: boolean;
};

/** What to search for. Case matters. `turn` null: in the whole run. */
export type LogSearch = {readonly text: string; readonly isExpression: boolean; readonly turn: number | null};

/** What a part of a search found: the `seq` of each line that holds it, once for each. */
export type SearchStep = {readonly hits: readonly number[]; readonly bytes: number; readonly total: number};

/** The log of one run of any size, in leaves. Reading is quick and at once; searching gives way to everything else. */
export type RunLog = {
	readonly runId: string;
	readonly number: number;
	/** The leaf that holds a spot, and the `seq` of the first line at or after it there. Undefined where the run has no such turn. */
	readonly find: (spot: LogSpot) => {readonly leaf: LogLeaf; readonly seq: number} | undefined;
	readonly leaf: (key: LeafKey) => LogLeaf;
	readonly search: (search: LogSearch, signal: AbortSignal) => AsyncIterable<SearchStep>;
	/** The `seq` of the nearest line after (before) a `seq` that is one of these marks; undefined when there is none. */
	readonly findMark: (marks: readonly Mark[], from: {readonly seq: number; readonly direction: 'next' | 'previous'}, signal: AbortSignal) => Promise<number | undefined>;
	/** Writes a turn as markdown; answers the path, from the repository on. */
	readonly exportTurn: (turn: number) => Promise<string>;
	readonly close: () => void;
};
