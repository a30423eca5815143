import type {LogLine} from '../../../domain/event/flow-event.js';
import type {RunLog} from '../../../domain/run/run-log.js';

export type {
	LeafKey, LogLeaf, LogSearch, LogSpot, Mark, RunLog, SearchStep,
} from '../../../domain/run/run-log.js';

/** A piece of a log that is read from its beginning to its end. */
export type LogPiece = {
	/** In the order of `seq`. */
	readonly lines: readonly LogLine[];
	/** One line each, with the last piece: what could not be read. */
	readonly warnings: readonly string[];
};

/** Reads what was said and done in a run. */
export type ReadsLog = {
	/** Opens the log of a run by its id; null: of the newest. Rejects when there is none. */
	readonly openLog: (runId: string | null) => Promise<RunLog>;
	/** The run that a number (`3`, `#3`) or a part of an id names; null: the newest. Rejects when there is none, or more than one. */
	readonly findRun: (name: string | null) => Promise<{readonly runId: string; readonly number: number}>;
	/** The whole log of a run, or with a turn its events and that turn's transcript, in pieces: a transcript may be larger than memory. */
	readonly readLog: (runId: string, turn: number | null) => AsyncIterable<LogPiece>;
};
