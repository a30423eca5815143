import type {Evidence} from '../model/evidence.js';
import type {Story} from '../stories/story.js';

export type SimulatedCommit = {readonly hash: string; readonly message: string; readonly tree: Readonly<Record<string, string>>};

export type SimulatedProcess = {readonly pid: number; readonly startTime: string; readonly tag: string};

/** Everything outside the disk of one life: git, processes, what the agent wrote down. It outlives every worker. */
export type SimulatedWorld = {
	readonly story: Story;
	readonly repo: string;
	commits: SimulatedCommit[];
	readonly refs: Map<string, string>;
	/** Agents that run. */
	processes: SimulatedProcess[];
	readonly journal: Array<Evidence['journal'][number]>;
	readonly prompts: Array<Evidence['prompts'][number]>;
	/** Names the worker that runs, in place of the kernel's start time of its process. */
	generation: number;
	boot: number;
	pids: number;
	/** How many steps an agent still does once its worker is dead; undefined: it comes to its end. */
	orphanSteps: number | undefined;
};

let world: SimulatedWorld | undefined;

export const enterWorld = (entered: SimulatedWorld): void => {
	world = entered;
};

export const theWorld = (): SimulatedWorld => {
	if (world === undefined) {
		throw new Error('nobody entered a world');
	}

	return world;
};

export const newWorld = (story: Story, repo: string): SimulatedWorld => ({
	story, repo, commits: [{hash: '0'.repeat(40), message: 'Begin', tree: {}}], refs: new Map(), processes: [], journal: [], prompts: [], generation: 1, boot: 1, pids: 1000, orphanSteps: undefined,
});
