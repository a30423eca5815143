import type {AgentEnd, AgentEvent} from './event/agent-event.js';

/** A process an agent was started in; enough to find and end it after a crash, and nothing else. */
export type AgentProcess = {
	readonly pid: number;
	/** Kernel start time in clock ticks since boot (field 22 of /proc/pid/stat); null where it cannot be read. */
	readonly startTime: string | null;
};

export type Access = 'read' | 'write' | 'full';

/** One turn as an agent gets it. Paths are absolute unless said otherwise. */
export type TurnRequest = {
	readonly runId: string;
	readonly turn: number;
	readonly attempt: number;
	/** Agent id as the ticket names it. */
	readonly agent: string;
	/** Repository path of the ticket, relative to `workspace`. */
	readonly ticket: string;
	readonly prompt: string;
	readonly model: string | undefined;
	readonly reasoning: string | undefined;
	readonly conversationId: string | undefined;
	/** The repository root. */
	readonly workspace: string;
	readonly dispatchDir: string;
	readonly dispatchFile: string;
	readonly access: Access;
	/** What the agent said last on this ticket; only for an agent that no longer knows its conversation. */
	readonly lastMessage?: string | undefined;
	/** Unique to this worker; put into the environment of every process (`CAR_WORKER_TAG`) so that leftovers can be found. */
	readonly tag: string;
	/** Called with the process before the first byte is sent to it; the agent waits until it resolves. */
	readonly register: (process: AgentProcess) => Promise<void>;
};

export type ApprovalDecision = 'once' | 'session' | 'deny' | 'cancel';

/** A turn whose end nobody saw, for an agent that remembers. */
export type LostTurn = Pick<TurnRequest, 'runId' | 'turn' | 'attempt' | 'workspace' | 'tag' | 'register'> & {readonly conversationId: string};

/** What an agent remembers of a turn: how it ended, that it never got it, or nothing certain. */
export type TurnMemory = {readonly type: 'ended'; readonly end: AgentEnd} | {readonly type: 'never_got_it'} | {readonly type: 'unknown'; readonly reason: string};

/**
 * Drives one agent. `runTurn` yields events and ends with exactly one of `completed`, `failed`, `interrupted`, also when the agent cannot be started; it never throws for what an agent does.
 * Aborting the signal interrupts the turn: every process of it is gone when the iteration ends.
 */
export type AgentHarness = {
	readonly runTurn: (request: TurnRequest, signal: AbortSignal) => AsyncIterable<AgentEvent>;
	/** Answers what `approval_requested` asked; false when that is not open any more. `hint` is told to the agent besides, where it can be. Absent: it never asks. */
	readonly answerApproval?: (requestId: string, decision: ApprovalDecision, hint?: string) => Promise<boolean>;
	/** Says something to the agent in the middle of its turn; false when it did not arrive. Absent: it cannot hear. */
	readonly joinTurn?: (text: string) => Promise<boolean>;
	/** Asks about a turn of a dead worker. Absent: it remembers nothing. Never rejects. */
	readonly recall?: (turn: LostTurn) => Promise<TurnMemory>;
	readonly close: () => Promise<void>;
};
