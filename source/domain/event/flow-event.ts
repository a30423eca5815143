import type {AgentEvent, UsageLimit} from './agent-event.js';

/** `paused` always means that a human is needed; `failed` that the engine itself cannot go on. */
export type RunStatus = 'running' | 'paused' | 'stopped' | 'completed' | 'failed';

/** Why a run rests (or, while `running`, what it waits for: the last two). */
export type ReasonCode
	= | 'question'
		| 'user_ticket'
		| 'paused_by_you'
		| 'no_tickets'
		| 'broken_ticket'
		| 'bad_dispatch'
		| 'commit_refused'
		| 'verify_failed'
		| 'agent_error'
		| 'no_progress'
		| 'max_turns'
		| 'approval'
		| 'budget'
		| 'outcome_unknown'
		| 'tampering'
		| 'waiting_limit'
		| 'disk_full';

export type DiffStats = {readonly files: number; readonly insertions: number; readonly deletions: number};

export type Tokens = {readonly input: number; readonly output: number; readonly total: number};

/** What a turn is for: the ticket itself, or something that must be put right first. */
export type TurnPurpose = 'work' | 'lint' | 'commit' | 'verify' | 'dispatch';

/** What keeps a commit from being made that nobody refused: git is in a merge, rebase and the like, or another git holds the index. */
export type CommitHindrance = 'state' | 'lock';

export type TurnOutcome = 'completed' | 'failed' | 'interrupted';

export type VerifyResult = {
	readonly command: string;
	/** Null when it was ended by its time limit or a signal. */
	readonly exit_code: number | null;
	/** Exit code of the same command before the first turn of the ticket; null when it was not run then. Not 0 means: failed already, does not block. */
	readonly before: number | null;
	readonly seconds: number;
	readonly tail: string;
};

export type InboxKind
	= | 'question'
		| 'approval'
		| 'user_ticket'
		| 'broken'
		| 'commit'
		| 'verify'
		| 'loop'
		| 'limit'
		| 'outcome'
		| 'agent'
		| 'tampering';

/** Something that waits for a human. A question's id is its dispatch number. */
export type InboxItem = {
	readonly id: string;
	readonly kind: InboxKind;
	/** Repository path of the ticket, null when no single ticket is concerned. */
	readonly ticket: string | null;
	readonly title: string;
	readonly since: string;
	/** What the human can do, one line. */
	readonly next: string;
	/** What must be known to answer, a line each; absent where the title says it all. */
	readonly details?: readonly string[];
};

/** The fields every line of a log has. `seq` orders both kinds of file; `at` (ISO 8601 UTC, milliseconds) is only for people. */
export type EventEnvelope = {readonly seq: number; readonly at: string; readonly run_id: string};

/** The body of a line of `events.jsonl`: the durable log of a run, written by the holder of the lock alone. */
export type FlowEventBody
	= | {
		readonly type: 'run_started';
		readonly version: string;
		readonly config: unknown;
		readonly head: string | null;
		readonly number: number;
		/** Numbers of the tickets that were done already. */
		readonly done?: readonly number[];
		/** What the human who started it asked: to rest before a second turn, and after so many turns. */
		readonly once?: true;
		readonly max_turns?: number;
	}
	| {
		readonly type: 'run_state_changed';
		readonly status: RunStatus;
		readonly reason_code: ReasonCode | null;
		readonly reason: string | null;
		readonly reason_details: readonly string[];
		readonly next: string | null;
		readonly until: string | null;
		/** True when a human set the run going again: turn limits and the progress guard start afresh. */
		readonly went_on?: boolean;
		/** True when the human goes on although a question is open (`--no-answer`). */
		readonly no_answer?: boolean;
		/** As in `run_started`, of the human who set it going again. */
		readonly once?: true;
		readonly max_turns?: number;
	}
	| {readonly type: 'ticket_selected'; readonly ticket: string; readonly number: number; readonly agent: string; readonly verify: readonly string[]; readonly title?: string}
		/** Somebody gave a known ticket's file another name. */
	| {readonly type: 'ticket_renamed'; readonly ticket: string; readonly from: string}
	| {
		readonly type: 'turn_started';
		readonly turn: number;
		readonly ticket: string;
		readonly agent: string;
		readonly attempt: number;
		readonly conversation_id: string | null;
		readonly prompt_sha256: string;
		/** Numbers of the replies the prompt holds. */
		readonly replies: readonly number[];
		readonly purpose: TurnPurpose;
		/** What the ticket asks for, so that a turn that mends a broken ticket gets the same. */
		readonly model?: string | null;
		readonly reasoning?: string | null;
	}
	| {
		readonly type: 'turn_finished';
		readonly turn: number;
		readonly outcome: TurnOutcome;
		readonly conversation_id: string | null;
		readonly message: string;
		readonly error: string | null;
		/** The tree after the turn against `head_before`: what earlier turns left uncommitted is in it too. */
		readonly diff_stats: DiffStats;
		/** HEAD when the turn began; absent in events that were made without looking. */
		readonly head_before?: string | null;
		readonly tokens: Tokens | null;
		/** The model that worked, where the agent told. */
		readonly model?: string;
		/** The limits of its account when the turn ended, where the agent told. */
		readonly limits?: readonly UsageLimit[];
		/** Whether the tree, HEAD, a ticket or the workspace changed. */
		readonly changed: boolean;
		readonly seconds: number;
		/** Whether the turn left its own ticket broken; absent when nobody looked. */
		readonly broke_ticket?: boolean;
		/** The human's answer to an unknown outcome that ended the turn: end and answer are one event, so that no crash comes between them. */
		readonly command_id?: string;
	}
	| {
		readonly type: 'dispatch_archived';
		readonly dispatch: number;
		readonly mode: 'notify' | 'pause' | 'turn_summary';
		readonly title: string;
		readonly ticket: string | null;
		readonly attachments: readonly string[];
		readonly turn: number;
	}
	| {readonly type: 'reply_received'; readonly reply: number; readonly command_id: string | null; readonly to: string | null; readonly ticket: string | null}
	| {readonly type: 'reply_delivered'; readonly reply: number; readonly turn: number}
	| {readonly type: 'committed'; readonly commit: string; readonly kind: 'ticket' | 'checkpoint'; readonly turn: number}
	| {readonly type: 'commit_refused'; readonly kind: 'ticket' | 'checkpoint'; readonly error: string; readonly turn: number; /** Nobody refused it: only the human can make way. */ readonly hindrance?: CommitHindrance}
	| {readonly type: 'verify_finished'; readonly ticket: string; readonly turn: number; readonly results: readonly VerifyResult[]; readonly baseline: boolean}
	| ({readonly type: 'item_opened'} & InboxItem)
	| ({readonly type: 'item_closed'} & InboxItem)
	| {readonly type: 'command_refused'; readonly command_id: string; readonly reason: string}
		/** `wish`: what the worker has yet to do. */
	| {readonly type: 'command_done'; readonly command_id: string; readonly wish?: 'pause' | 'stop'}
	| {readonly type: 'recovered'; readonly found: string; readonly did: string; readonly turn?: number};

export type FlowEvent = EventEnvelope & FlowEventBody;

export type FlowEventOf<Type extends FlowEvent['type']> = Extract<FlowEvent, {type: Type}>;

/** A line of `turns/NNNN.jsonl`. */
export type AgentEventLine = EventEnvelope & {readonly type: 'agent_event'; readonly turn: number; readonly event: AgentEvent};

export type LogLine = FlowEvent | AgentEventLine;

type FieldKind<Value> = Value extends string ? 'string' : (Value extends number ? 'number' : (Value extends boolean ? 'boolean' : (Value extends readonly unknown[] ? 'array' : 'object')));

type FieldKinds<Line extends LogLine> = {readonly [Field in Exclude<keyof Line, 'type'>]?: FieldKind<Line[Field]>};

/** Fields without which an event of that type would mislead; the fold relies on nothing else being there. */
export const requiredFields: {readonly [Type in LogLine['type']]: FieldKinds<Extract<LogLine, {type: Type}>>} = {
	run_started: {version: 'string'},
	run_state_changed: {status: 'string', reason_details: 'array'},
	ticket_selected: {
		ticket: 'string', number: 'number', agent: 'string', verify: 'array',
	},
	ticket_renamed: {ticket: 'string', from: 'string'},
	turn_started: {
		turn: 'number', ticket: 'string', agent: 'string', attempt: 'number', replies: 'array', purpose: 'string',
	},
	turn_finished: {
		turn: 'number', outcome: 'string', message: 'string', diff_stats: 'object', seconds: 'number', changed: 'boolean',
	},
	dispatch_archived: {
		dispatch: 'number', mode: 'string', title: 'string', attachments: 'array', turn: 'number',
	},
	reply_received: {reply: 'number'},
	reply_delivered: {reply: 'number', turn: 'number'},
	committed: {commit: 'string', kind: 'string', turn: 'number'},
	commit_refused: {kind: 'string', error: 'string', turn: 'number'},
	verify_finished: {
		ticket: 'string', turn: 'number', results: 'array', baseline: 'boolean',
	},
	item_opened: {
		id: 'string', kind: 'string', title: 'string', since: 'string', next: 'string',
	},
	item_closed: {id: 'string'},
	command_refused: {command_id: 'string', reason: 'string'},
	command_done: {command_id: 'string'},
	recovered: {found: 'string', did: 'string'},
	agent_event: {turn: 'number', event: 'object'},
};
