import type {
	DiffStats, ReasonCode, RunStatus, Tokens, TurnOutcome, TurnPurpose, VerifyResult,
} from '../../../domain/event/flow-event.js';
import type {Usage} from '../../../domain/report/count-usage.js';
import type {Report} from '../../../domain/report/build-report.js';

/** One turn of any run, as its log tells it. */
export type TurnEntry = {
	readonly runId: string;
	/** Number of the run. */
	readonly run: number;
	readonly turn: number;
	/** Repository path the ticket had then. */
	readonly ticket: string;
	readonly agent: string;
	readonly purpose: TurnPurpose;
	readonly attempt: number;
	/** When it began, ISO. */
	readonly at: string;
	/** Null: it has not ended, or nobody saw it end. */
	readonly outcome: TurnOutcome | null;
	readonly seconds: number;
	readonly tokens: Tokens | null;
	readonly diffStats: DiffStats;
	/** First line of what the agent said at its end, or of what went wrong. */
	readonly lastWords: string;
};

export type CommitView = {readonly hash: string; readonly kind: 'ticket' | 'checkpoint'; readonly run: number; readonly turn: number; readonly at: string};

/** What the verify commands gave: the receipt of a proof, or of its lack. */
export type ProofView = {readonly run: number; readonly turn: number; readonly at: string; readonly isBaseline: boolean; readonly results: readonly VerifyResult[]};

/** A message of an agent to the human, or of the human to an agent. */
export type MessageView = {
	readonly runId: string;
	readonly number: number;
	readonly kind: 'asks' | 'tells' | 'reply';
	readonly title: string;
	readonly at: string;
	/** The turn that sent a dispatch, or that was given a reply; null: none yet. */
	readonly turn: number | null;
	/** How far a reply has come. */
	readonly receipt: 'queued' | 'delivered' | 'answered' | null;
};

export type MessageText = MessageView & {
	readonly body: string;
	/** Repository paths. */
	readonly attachments: readonly string[];
};

/** Everything the logs of all runs know of one ticket, oldest first. */
export type TicketHistory = {
	readonly turns: readonly TurnEntry[];
	readonly commits: readonly CommitView[];
	readonly proofs: readonly ProofView[];
	readonly messages: readonly MessageView[];
};

export type RunView = {
	readonly runId: string;
	readonly number: number;
	/** Null: its log is empty. */
	readonly status: RunStatus | null;
	readonly reasonCode: ReasonCode | null;
	readonly reason: string | null;
	readonly startedAt: string | null;
	readonly finishedAt: string | null;
	readonly turns: number;
	/** Seconds of agent work. */
	readonly seconds: number;
	readonly tokens: number | null;
};

export type DocumentView = {readonly path: string; readonly name: string; readonly bytes: number | null; readonly isPinned: boolean};

/** What is read only when somebody asks to see it. Paths are repository paths. */
export type History = {
	readonly ticket: (path: string) => Promise<TicketHistory>;
	readonly runs: () => Promise<readonly RunView[]>;
	readonly turns: (runId: string) => Promise<readonly TurnEntry[]>;
	/** Every message about a ticket with its text, oldest first. */
	readonly talk: (path: string) => Promise<readonly MessageText[]>;
	/** The whole text of a message; undefined when it is not there any more. */
	readonly message: (runId: string, kind: MessageView['kind'], number: number) => Promise<MessageText | undefined>;
	/** What the work on a ticket changed, by the commits kept before and after it. */
	readonly ticketDiff: (path: string) => Promise<string>;
	readonly commitDiff: (hash: string) => Promise<string>;
	/** The text of a file of the repository, at most 1 MiB. */
	readonly file: (path: string) => Promise<string>;
	readonly documents: () => Promise<readonly DocumentView[]>;
	/** Tokens of every turn of every run, and the limits their agents told. */
	readonly usage: () => Promise<Usage>;
	/** What happened since a moment (ISO), or since the last report was closed. */
	readonly report: (since?: string) => Promise<Report>;
	/** Closes the report: the next one begins at `until` (ISO). */
	readonly closeReport: (until: string) => Promise<void>;
};

/** Tells what was, of all runs. */
export type ReadsHistory = {
	/** What is read only when somebody asks to see it. */
	readonly history: History;
};
