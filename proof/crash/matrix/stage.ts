import type {StartOptions} from '../../../source/engine/client/start-worker.js';
import type {HumanActs} from '../model/evidence.js';
import type {Trace} from './crash-plan.js';

export type WorkerEnd = Trace & {
	/** Null: a signal ended it. */
	readonly code: number | null;
	/** It did not come to an end by itself in time. */
	readonly isStuck: boolean;
	readonly said: string;
};

/** The few calls with which a human's editor writes. */
export type EditorFiles = {
	readonly mkdirSync: (folder: string, options: {readonly recursive: true}) => unknown;
	readonly writeFileSync: (file: string, text: string) => void;
	readonly renameSync: (from: string, to: string) => void;
	readonly readdirSync: (folder: string) => readonly string[];
};

/** Where a story is played: with real processes in a real repository, or in the simulation. */
export type Stage = {
	readonly folder: string;
	readonly repo: string;
	readonly env: Readonly<Record<string, string>>;
	readonly files: EditorFiles;
	/** Lets a worker run to its end, whichever it is. */
	readonly start: (start: StartOptions, acts: HumanActs) => Promise<WorkerEnd>;
	/** Whether the agent of a turn says that it came to its end: what a human would look for in the tree. */
	readonly hasEnded: (runId: string, turn: number) => boolean;
};
