import type {
	InboxItem, ReasonCode, RunStatus, TurnPurpose,
} from '../event/flow-event.js';
import type {Dispatch} from '../message/dispatch.js';
import type {TicketEntry, TicketProblem} from '../ticket/ticket.js';

/** Where a run comes to rest, with everything a human needs to go on. */
export type Rest = {
	readonly type: 'rest';
	readonly status: Exclude<RunStatus, 'running'>;
	readonly code: ReasonCode | null;
	readonly reason: string;
	readonly details: readonly string[];
	readonly next: string;
	/** What the inbox shows for it; questions have their item already. */
	readonly item: Omit<InboxItem, 'since'> | undefined;
};

/** A turn to start, with what its prompt must say besides the ticket. */
export type StartTurn = {
	readonly type: 'start_turn';
	/** Repository path. */
	readonly ticket: string;
	/** As the file is now; it may not be readable as a ticket any more. */
	readonly entry: TicketEntry;
	readonly agent: string;
	readonly purpose: TurnPurpose;
	readonly lintErrors: readonly TicketProblem[];
	readonly dispatchErrors: readonly string[];
	readonly noProgress: boolean;
	/** The commit that is asked for; `attemptsLeft` counts this turn. */
	readonly commit: {readonly files: readonly string[]; readonly output: string; readonly attemptsLeft: number} | undefined;
};

/** The next thing to do. Each is small, so that a crash between two of them loses nothing: the next start decides again from the log and the disk. */
export type Decision
	= | Rest
		| StartTurn
		| {readonly type: 'look_at_tree'}
		| {readonly type: 'archive_dispatch'; readonly dispatch: Dispatch}
		| {readonly type: 'archive_summary'}
		| {readonly type: 'select'; readonly entry: TicketEntry}
		/** Repository paths. */
		| {readonly type: 'rename'; readonly from: string; readonly to: string}
		| {readonly type: 'open_item'; readonly item: Omit<InboxItem, 'since'>}
		| {readonly type: 'checkpoint'}
		| {readonly type: 'verify'; readonly ticket: string; readonly commands: readonly string[]; readonly baseline: boolean}
		| {readonly type: 'commit_ticket'; readonly entry: TicketEntry};
