import type {Choice} from '../../../domain/message/dispatch.js';
import type {AgentEventLine, FlowEvent, InboxItem} from '../../../domain/event/flow-event.js';
import type {Reply} from '../../../domain/message/reply.js';
import type {Proof, RunState} from '../../../domain/run/run-state.js';
import type {WorkerLife} from '../../../domain/run/worker-life.js';
import type {ShownFields} from '../../../domain/ticket/ticket-fields.js';
import type {TicketProblem} from '../../../domain/ticket/ticket.js';

export type WorkerView = {
	readonly life: WorkerLife;
	readonly pid: number | null;
	/** When the lock was taken, ISO, also by one that is dead; null when there is no lock. */
	readonly since: string | null;
	/** Seconds since the last heartbeat; null when absent. */
	readonly silentSeconds: number | null;
	/** Last line of the worker's own log, when it is dead. */
	readonly lastWords: string | null;
	/** Of a dead worker: the process of an agent that outlived it. */
	readonly agentPid?: number | null;
};

export type TicketView = ShownFields & {
	readonly path: string;
	readonly number: number;
	readonly title: string;
	readonly agent: string;
	readonly done: boolean;
	readonly proof: Proof | null;
	/** `waiting` is for a human: it asked, or it is a `user` ticket that is next. */
	readonly state: 'open' | 'running' | 'waiting' | 'broken' | 'done';
	readonly problems: readonly TicketProblem[];
	readonly turns: number;
	readonly seconds: number;
	readonly tokens: number | null;
	/** The whole file, sanitised for a terminal line by line by whoever draws it. */
	readonly text: string;
};

/** What an agent wants approval for. */
export type ApprovalView = {
	/** `command`, `file_change` and the like, as the agent's protocol says. */
	readonly kind: string;
	readonly description: string;
	readonly cwd: string | null;
	readonly diff: string | null;
	/** When nobody's answer counts as no, ISO; null: never. */
	readonly deniedAt: string | null;
};

/** An inbox item with what a human needs to answer it. */
export type InboxEntry = InboxItem & {
	/** For a question: the dispatch's text; for others: the details, a line each. */
	readonly body: string;
	/** Repository paths. */
	readonly attachments: readonly string[];
	/** What its dispatch offers to choose from; the answer is a text all the same. */
	readonly choices?: readonly Choice[];
	/** Replies already given to it. */
	readonly replies: readonly Reply[];
	/** For an approval whose request the agent's log holds. */
	readonly approval?: ApprovalView;
};

export type ReplyReceipt = {
	readonly commandId: string | null;
	readonly reply: number;
	readonly state: 'queued' | 'delivered' | 'answered';
	readonly turn: number | null;
};

/** Everything a surface shows, read from the disk at one moment. */
export type RepositorySnapshot = {
	/** Absolute path of the repository. */
	readonly repo: string;
	readonly initialised: boolean;
	/** The newest run; null before the first. */
	readonly run: RunState | null;
	readonly worker: WorkerView;
	readonly tickets: readonly TicketView[];
	/** Findings of the folder that belong to no ticket (misnamed files). */
	readonly folderProblems: readonly TicketProblem[];
	readonly inbox: readonly InboxEntry[];
	readonly receipts: readonly ReplyReceipt[];
	/** Ids of agents the configuration knows, for the ticket editor and hints. */
	readonly agents: readonly string[];
	/** One sentence: which file of the settings has a mistake, where, and what to do; null when they are sound. Tickets are judged by the settings before it. */
	readonly configTrouble: string | null;
	/** One line each: what cannot be watched, and the like. */
	readonly warnings: readonly string[];
	/** True when an agent may use everything (`full`): shown in the status line. */
	readonly fullAccess: boolean;
};

export type EngineEvent
	= | {readonly type: 'snapshot'; readonly snapshot: RepositorySnapshot}
		| {readonly type: 'flow_event'; readonly event: FlowEvent}
		| {readonly type: 'agent_event'; readonly line: AgentEventLine};

/** `runId`: the run that `after` counts in, when all that it said since is wanted. `tailBytes`: about how much of what was said before the call is wanted. */
export type FollowOptions = {readonly runId?: string; readonly tailBytes?: number};

/** Looks at a repository as it is, and at what becomes of it. */
export type WatchesRepository = {
	readonly snapshot: () => Promise<RepositorySnapshot>;
	/**
	 * First a snapshot, then whatever happens: flow events and agent events after `after` in the order of `seq`, and a new snapshot whenever something else changed on disk (tickets, worker, inbox).
	 * Of turns that ended before the call nothing is replayed, except those of `runId` that began after `after`; of the running turn everything is, or with `tailBytes` the end of the last turn. Ends when the signal is aborted.
	 */
	readonly follow: (after: number, signal: AbortSignal, options?: FollowOptions) => AsyncIterable<EngineEvent>;
};
