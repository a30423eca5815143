import type {AgentEvent} from './event/agent-event.js';

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
	/** Unique to this worker; put into the environment of every process (`CAR_WORKER_TAG`) so that leftovers can be found. */
	readonly tag: string;
	/** Called with the process before the first byte is sent to it; the agent waits until it resolves. */
	readonly register: (process: AgentProcess) => Promise<void>;
};

/**
 * Drives one agent. `runTurn` yields events and ends with exactly one of `completed`, `failed`, `interrupted`, also when the agent cannot be started; it never throws for what an agent does.
 * Aborting the signal interrupts the turn: every process of it is gone when the iteration ends.
 */
export type AgentHarness = {
	readonly runTurn: (request: TurnRequest, signal: AbortSignal) => AsyncIterable<AgentEvent>;
	readonly close: () => Promise<void>;
};
