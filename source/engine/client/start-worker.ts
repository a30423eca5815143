import type {RunOptions} from '../../domain/run/run-options.js';
import type {World} from '../flow.js';

/** What a worker is started with; both hands of the client take the same. */
export type StartOptions = RunOptions & {readonly runId: string};

/** Starts a worker and resolves when it holds the lock or has already come to rest; rejects with UserError when it could not. */
export type StartWorker = (options: StartOptions) => Promise<void>;

export type FileClientOptions = {
	readonly repo: string;
	readonly world: World;
	readonly foreground: boolean;
	readonly startWorker: StartWorker;
	readonly close: () => Promise<void>;
};
