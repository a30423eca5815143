import {existsSync} from 'node:fs';
import path from 'node:path';
import type {AgentEvent} from '../../domain/event/agent-event.js';
import type {AgentHarness, ApprovalDecision} from '../../domain/agent-harness.js';
import type {Config} from '../../domain/config/config.js';
import type {FlowEvent, FlowEventBody} from '../../domain/event/flow-event.js';
import type {RunState} from '../../domain/run/run-state.js';
import type {TicketFolder} from '../../domain/ticket/ticket.js';
import type {TreeStatus} from '../../git/read-status.js';
import type {Repository} from '../../git/repository.js';
import type {Layout, RunLayout} from '../../store/folder/layout.js';
import type {SpaceKeeper} from './wait-for-space.js';

/** What the human, or the system, asked of the worker; set at any time, looked at between two effects. */
export type Control = {
	stop: boolean;
	pause: boolean;
	/** The worker itself must end (SIGTERM, lost lock): nothing is decided any more, the next start goes on. */
	shutdown: boolean;
	/** Interrupts what runs now; replaced at the start of each turn. */
	interrupt: AbortController;
	/** Ids of commands that waited when the worker was started: what was wished of the one before, the human who started this one has taken back. */
	superseded: ReadonlySet<string>;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the outside world gives the engine; tests give it another clock. */
export type World = {
	/** Milliseconds since the epoch, for people. */
	readonly now: () => number;
	/** Seconds that only ever grow, for durations. */
	readonly elapsed: () => number;
	/** Resolves after so many milliseconds, or at once when the signal is aborted. */
	readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
	readonly random: () => number;
	readonly env: Environment;
	/** Agents from elsewhere than the configuration; undefined means that the configuration says who it is. */
	readonly harnessOf?: (agent: string) => AgentHarness | undefined;
};

/** One run in one worker: everything its effects need, and the only door to its log. */
export type Flow = {
	readonly repo: string;
	readonly runId: string;
	readonly layout: Layout;
	readonly run: RunLayout;
	readonly config: Config;
	readonly world: World;
	readonly git: Repository;
	/** Unique to this worker; every process of its agents carries it. */
	readonly tag: string;
	readonly control: Control;
	readonly state: () => RunState;
	/** Appends durably, folds, and tells whoever listens. */
	readonly append: (body: FlowEventBody) => FlowEvent;
	readonly say: (turn: number, events: readonly AgentEvent[]) => void;
	/** As it is now, or was a moment ago while nothing of ours could have changed it. */
	readonly readTickets: () => TicketFolder;
	/** Something ran that may have changed tickets. */
	readonly forgetTickets: () => void;
	readonly harnessOf: (agent: string) => AgentHarness;
	readonly space: SpaceKeeper;
	readonly redact: (text: string) => string;
	/** What the running turn waits for approval of, by request; an answer goes to the agent and closes the item. */
	readonly approvals: Map<string, (decision: ApprovalDecision) => void>;
	/** The tree as last seen; undefined when something may have changed it since. */
	tree: TreeStatus | undefined;
};

/** Looks at the tree, once until something changes it: each look is a process. */
export const lookAtTree = async (flow: Flow): Promise<TreeStatus> => {
	flow.tree ??= await flow.git.status();
	return flow.tree;
};

/** Whether somebody took the repository away; without it nothing can be decided. */
export const isRepositoryGone = (flow: Flow): boolean => !existsSync(path.join(flow.repo, '.git'));
