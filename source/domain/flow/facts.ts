import type {Config} from '../config/config.js';
import type {DispatchReading} from '../message/dispatch.js';
import type {TicketFolder} from '../ticket/ticket.js';

/** What git says of the working tree. */
export type TreeFacts = {
	/** Repository paths that a commit would take up, ignored files apart. */
	readonly dirty: readonly string[];
};

/** What the human asked of the worker since the last decision. */
export type Wishes = {
	readonly stop: boolean;
	/** Rest before the next turn: the pause key, or `--once` after its one turn. */
	readonly pause: boolean;
	/** Whatever runs was broken off: nothing that takes time may be started again. */
	readonly interrupted: boolean;
};

/** Everything outside the log that a decision may depend on. */
export type Facts = {
	readonly settings: Config['ticketFlow'];
	readonly folder: TicketFolder;
	/** Undefined until a decision asks for it: looking costs a process. */
	readonly tree: TreeFacts | undefined;
	readonly outbox: {readonly type: 'none'} | {readonly type: 'found'; readonly reading: DispatchReading};
	readonly wishes: Wishes;
	/** Verify commands of the current ticket that no human has agreed to. */
	readonly untrusted: readonly string[];
};
