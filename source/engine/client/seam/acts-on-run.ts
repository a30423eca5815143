import type {Command, CommandBody} from '../../../domain/event/command.js';
import type {RunOptions} from '../../../domain/run/run-options.js';

/** One line of the start card (`car run --check`). */
export type CheckLine = {
	readonly level: 'good' | 'warning' | 'bad';
	readonly name: string;
	readonly text: string;
	/** What to do about it; empty when nothing need be done. */
	readonly mend: string;
};

/** What `run` did, or why it did nothing. `exitCode` is the contract's. */
export type RunAnswer
	= | {readonly type: 'started' | 'joined'; readonly runId: string; readonly after: number}
		| {readonly type: 'refused'; readonly exitCode: number; readonly message: string; readonly hint: string; readonly details: readonly string[]}
		| {readonly type: 'nothing_to_do'; readonly message: string};

/** `attachments` are absolute paths of files. */
export type SendOptions = {readonly attachments?: readonly string[]; readonly start?: boolean};

/** What a human asks of a run. */
export type ActsOnRun = {
	/** What a run would meet. */
	readonly check: () => Promise<readonly CheckLine[]>;
	/** Starts a run, goes on with one, or joins a live worker. */
	readonly run: (options: RunOptions) => Promise<RunAnswer>;
	/** Puts a command into the worker's mailbox and returns its id. Attachments are absolute paths; they arrive with the text or not at all. With no worker alive a reply starts one unless `start` is false. */
	readonly send: (command: CommandBody, options?: SendOptions) => Promise<Command>;
	/** Keeps the text of a reply that was not taken, beside those the worker refused; answers its path, and undefined where there is no run to keep it with. */
	readonly keepRefused: (text: string) => Promise<string | undefined>;
};
