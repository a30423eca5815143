import type {DiffStats, InboxItem, Tokens} from '../event/flow-event.js';
import type {Proof, RunState} from '../run/run-state.js';

/** What became of a ticket, seen from the morning after. */
export type Group = 'proven' | 'unchecked' | 'failed' | 'broken' | 'waiting' | 'begun' | 'not_started';

/** A ticket as it is now. */
export type ReportedTicket = {
	readonly path: string;
	readonly number: number;
	readonly title: string;
	readonly done: boolean;
	readonly proof: Proof | null;
	readonly state: 'open' | 'running' | 'waiting' | 'broken' | 'done';
};

/** What the log says about one ticket in the time of the report. */
export type TicketWork = {
	readonly turns: number;
	/** Seconds of agent work. */
	readonly seconds: number;
	readonly diffStats: DiffStats;
	readonly tokens: Tokens | null;
	/** Hashes, oldest first. */
	readonly commits: readonly string[];
	/** Anything at all happened to it. */
	readonly isTouched: boolean;
};

export type TicketReport = ReportedTicket & TicketWork & {readonly group: Group};

/** A message of an agent that asked nothing. */
export type ReportedNotice = {readonly runId: string; readonly dispatch: number; readonly title: string};

/** Seconds of the reported time, by what they were spent on. */
export type TimeSpent = {
	readonly agents: number;
	/** Attempts that failed and were tried again, and the waits between. */
	readonly retries: number;
	readonly checks: number;
	/** Limits of a provider, or a full disk. */
	readonly limits: number;
	readonly human: number;
	/** The rest of the time a run was going. */
	readonly other: number;
};

export type Report = {
	/** ISO; null: since the beginning. */
	readonly since: string | null;
	readonly until: string;
	/** Why the settings cannot be read; null when they can. */
	readonly configTrouble: string | null;
	/** The run says running and its worker is gone. */
	readonly isWorkerDead: boolean;
	readonly run: RunState | null;
	readonly turns: {readonly completed: number; readonly failed: number; readonly interrupted: number};
	/** Done tickets nothing happened to are only counted. */
	readonly tickets: readonly TicketReport[];
	readonly doneBefore: number;
	readonly inbox: readonly InboxItem[];
	readonly notices: readonly ReportedNotice[];
	readonly time: TimeSpent;
	readonly tokens: Tokens | null;
};
