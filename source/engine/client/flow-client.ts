import type {CheckLine} from '../../domain/check-line.js';
import type {
	AgentEventLine, FlowEvent, InboxItem, LogLine,
} from '../../domain/event/flow-event.js';
import type {Command, CommandBody} from '../../domain/event/command.js';
import type {RunOptions} from '../../domain/run/going-on.js';
import type {Proof, RunState} from '../../domain/run/run-state.js';
import type {TicketProblem} from '../../domain/ticket/ticket.js';
import type {Reply} from '../../domain/message/reply.js';
import type {History} from './history-view.js';
import type {TicketDesk} from './desk.js';

export type {
	CommitView, DocumentView, History, MessageText, MessageView, ProofView, RunView, TicketHistory, TurnView,
} from './history-view.js';
export type {CheckLine} from '../../domain/check-line.js';
export type {RunOptions} from '../../domain/run/going-on.js';

export type WorkerLife = 'absent' | 'alive' | 'silent' | 'dead';

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

export type TicketView = {
	readonly path: string;
	readonly number: number;
	readonly title: string;
	readonly agent: string;
	/** Null: the agent's own. */
	readonly model: string | null;
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

/** What an agent asks leave for. */
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

/** What `run` did, or why it did nothing. `exitCode` is the contract's. */
export type RunAnswer
	= | {readonly type: 'started' | 'joined'; readonly runId: string; readonly after: number}
		| {readonly type: 'refused'; readonly exitCode: number; readonly message: string; readonly hint: string; readonly details: readonly string[]}
		| {readonly type: 'nothing_to_do'; readonly message: string};

/** `attachments` are absolute paths of files. */
export type SendOptions = {readonly attachments?: readonly string[]; readonly start?: boolean};

/** `runId`: the run that `after` counts in, when all that it said since is wanted. `tailBytes`: about how much of what was said before the call is wanted. */
export type FollowOptions = {readonly runId?: string; readonly tailBytes?: number};

/** What one jumps to in a log. */
export type Mark = 'error' | 'question' | 'commit' | 'turn' | 'call' | 'edit';

/** A page of a run's log: a part of one turn's transcript, with the events of the run that fell into it. */
export type PageKey = {readonly turn: number; readonly page: number};

/** A place in a run's log. Everything said and done has a `seq`; `at` is milliseconds since 1970. */
export type LogPlace
	= | {readonly type: 'seq'; readonly seq: number}
		| {readonly type: 'turn'; readonly turn: number}
		| {readonly type: 'clock'; readonly at: number}
		| {readonly type: 'start' | 'end'};

export type LogPage = {
	readonly key: PageKey;
	/** In the order of `seq`. */
	readonly lines: readonly LogLine[];
	readonly above: PageKey | null;
	/** Null at the end; a running turn may have more later. */
	readonly below: PageKey | null;
	/** Whether the agent said something in this turn before this page. */
	readonly hasSpoken: boolean;
};

/** What to search for. Case matters. `turn` null: in the whole run. */
export type LogSearch = {readonly text: string; readonly isExpression: boolean; readonly turn: number | null};

/** What a part of a search found: the `seq` of each line that holds it, once for each. */
export type SearchStep = {readonly hits: readonly number[]; readonly bytes: number; readonly total: number};

/** The log of one run of any size, in pages. Reading is quick and at once; searching gives way to everything else. */
export type RunLog = {
	readonly runId: string;
	readonly number: number;
	/** The page that holds a place, and the `seq` of the first line at or after it there. Undefined where the run has no such turn. */
	readonly find: (place: LogPlace) => {readonly page: LogPage; readonly seq: number} | undefined;
	readonly page: (key: PageKey) => LogPage;
	readonly search: (search: LogSearch, signal: AbortSignal) => AsyncIterable<SearchStep>;
	/** The `seq` of the nearest line after (before) a `seq` that is one of these marks; undefined when there is none. */
	readonly findMark: (marks: readonly Mark[], from: {readonly seq: number; readonly direction: 'next' | 'previous'}, signal: AbortSignal) => Promise<number | undefined>;
	/** Writes a turn as markdown; answers the path, from the repository on. */
	readonly exportTurn: (turn: number) => Promise<string>;
	readonly close: () => void;
};

/**
 * The seam between the surfaces and the engine: the TUI and the commands know nothing below it. Two hands: `attached-client` (files and a detached worker) and `inline-client` (the engine in this process).
 * Errors a user can meet reject with `UserError` (`source/domain/user-error.ts`).
 */
export type FlowClient = {
	readonly snapshot: () => Promise<RepositorySnapshot>;
	/**
	 * First a snapshot, then whatever happens: flow events and agent events after `after` in the order of `seq`, and a new snapshot whenever something else changed on disk (tickets, worker, inbox).
	 * Of turns that ended before the call nothing is replayed, except those of `runId` that began after `after`; of the running turn everything is, or with `tailBytes` the end of the last turn. Ends when the signal is aborted.
	 */
	readonly follow: (after: number, signal: AbortSignal, options?: FollowOptions) => AsyncIterable<EngineEvent>;
	/** Opens the log of a run by its id; null: of the newest. Rejects when there is none. */
	readonly openLog: (runId: string | null) => Promise<RunLog>;
	readonly check: () => Promise<readonly CheckLine[]>;
	/** Starts a run, goes on with one, or joins a live worker. */
	readonly run: (options: RunOptions) => Promise<RunAnswer>;
	/** Puts a command into the worker's mailbox and returns its id. Attachments are absolute paths; they arrive with the text or not at all. With no worker alive a reply starts one unless `start` is false. */
	readonly send: (command: CommandBody, options?: SendOptions) => Promise<Command>;
	/** What is read only when somebody asks to see it. */
	readonly history: History;
	readonly close: () => Promise<void>;
} & TicketDesk;
