import type {
	CommitHindrance, DiffStats, InboxItem, ReasonCode, RunStatus, Tokens, TurnOutcome, TurnPurpose, VerifyResult,
} from '../event/flow-event.js';

/** A turn whose start is in the log and whose end is not. */
export type OpenTurn = {
	readonly turn: number;
	readonly ticket: string;
	readonly agent: string;
	readonly attempt: number;
	readonly conversationId: string | null;
	readonly purpose: TurnPurpose;
	readonly replies: readonly number[];
	readonly at: string;
	/** Of its (last) `turn_started`: what the agent said in this attempt comes after it. */
	readonly seq: number;
	/** What was known of the ticket before, in case the turn turns out never to have been sent. */
	readonly before: TicketProgress | undefined;
};

/** The last turn, until the run moves on from it (next turn, next ticket, rest). */
export type SettlingTurn = {
	readonly turn: number;
	readonly ticket: string;
	readonly purpose: TurnPurpose;
	readonly outcome: TurnOutcome;
	readonly message: string;
	readonly error: string | null;
	readonly changed: boolean;
	readonly diffStats: DiffStats;
	/** A dispatch of this turn was archived. */
	readonly dispatched: boolean;
	readonly summarised: boolean;
	/** A checkpoint was made or refused for this turn. */
	readonly checkpointed: boolean;
};

export type Proof = 'proven' | 'unchecked' | 'failed';

/** What the log knows of one ticket. */
export type TicketProgress = {
	readonly number: number;
	/** As the ticket had it when it was selected. */
	readonly title: string;
	/** The agent that worked on it last, also when its file cannot be read any more. */
	readonly agent: string;
	/** What the ticket said for the agent when it could last be read. */
	readonly model: string | null;
	readonly reasoning: string | null;
	/** Its last turn left the ticket file broken. */
	readonly brokenByAgent: boolean;
	/** Turns since the human last went on; `max_ticket_turns` counts these. */
	readonly turns: number;
	readonly turnsInAll: number;
	readonly lastTurn: number | null;
	/** Conversation to use again, by agent. */
	readonly conversations: Readonly<Record<string, string>>;
	readonly lintRetries: number;
	readonly commitRetries: number;
	readonly verifyRetries: number;
	readonly dispatchRetries: number;
	/** Turns in a row that changed nothing. */
	readonly idleTurns: number;
	/** What the agent said at the end of the last turn, or until the turn failed. */
	readonly lastMessage: string | null;
	/** The fixed list, from `ticket_selected`; null before the ticket was selected. */
	readonly verify: readonly string[] | null;
	readonly baseline: readonly VerifyResult[] | null;
	/** Results since the last turn; null: not verified since. */
	readonly verified: readonly VerifyResult[] | null;
	readonly proof: Proof | null;
	readonly checkpointError: string | null;
	/** Why the worker could not commit the finished ticket; null when the last try went well or none was made. */
	readonly commitError: string | null;
	/** Set with `commitError` when nobody refused the commit and no agent can mend it: git is in the middle of something of the human's, or another git holds the index. */
	readonly commitHindrance: CommitHindrance | null;
	/** The turn after which the finished ticket was committed: what is dirty since then (a hook, a server that builds) is left for the next commit. */
	readonly committedAfter: number | null;
	readonly seconds: number;
	readonly tokens: Tokens | null;
	readonly commits: readonly string[];
};

export type Question = {
	readonly dispatch: number;
	readonly ticket: string | null;
	readonly title: string;
	readonly at: string;
};

export type ReplyProgress = {
	readonly number: number;
	readonly commandId: string | null;
	readonly to: string | null;
	/** The ticket it belongs to; null: the next turn, whatever its ticket. */
	readonly ticket: string | null;
	readonly deliveredIn: number | null;
	/** A turn that held it succeeded: it is in no prompt again. */
	readonly answered: boolean;
};

/** What a human asked of the worker. It is in the log, so that a worker which only recovers a run asks no less of itself. */
export type Asked = {
	/** To rest after the turn that runs, or to stop; null once the run rests or goes on. */
	readonly wish: 'pause' | 'stop' | null;
	/** To rest before a second turn. */
	readonly once: boolean;
	readonly maxTurns: number | null;
	/** The turn the run had come to when it was asked. */
	readonly from: number;
};

/** The fold of a run's `events.jsonl`: everything the engine and the surfaces know about a run. */
export type RunState = {
	readonly runId: string;
	readonly number: number;
	readonly version: string;
	readonly head: string | null;
	/** Numbers of the tickets that were done when the run began; null when its log does not say. */
	readonly doneBefore: readonly number[] | null;
	readonly startedAt: string;
	readonly finishedAt: string | null;
	readonly status: RunStatus;
	/** When the status was last changed. */
	readonly since: string;
	readonly reasonCode: ReasonCode | null;
	readonly reason: string | null;
	readonly reasonDetails: readonly string[];
	readonly next: string | null;
	readonly until: string | null;
	/** The usage limit an agent met: when first, where the log said so last, and how often it was waited for. It outlives the worker that waits; null once a turn ended otherwise. */
	readonly limit: {readonly since: string; readonly seq: number; readonly waits: number} | null;
	readonly seq: number;
	/** Number of the last turn that was started. */
	readonly turn: number;
	/** Turns since the human last went on, over all tickets. */
	readonly turnsSinceGo: number;
	readonly asked: Asked;
	/** Repository path of the selected ticket. */
	readonly current: string | null;
	readonly openTurn: OpenTurn | null;
	readonly settling: SettlingTurn | null;
	readonly tickets: Readonly<Record<string, TicketProgress>>;
	/** Open questions, oldest first. */
	readonly questions: readonly Question[];
	readonly replies: readonly ReplyProgress[];
	/** A reply or answer came since the run came to rest: it may go on although other questions are open. */
	readonly answeredSinceRest: boolean;
	readonly lastDispatch: number;
	readonly items: readonly InboxItem[];
	/** Commands whose outcome is in the log. */
	readonly commands: Readonly<Record<string, 'done' | string>>;
	/** Seconds of agent work. */
	readonly workingSeconds: number;
	readonly tokens: Tokens | null;
};
