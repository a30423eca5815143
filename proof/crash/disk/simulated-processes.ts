// What `process-evidence.ts`, `kill-tree.ts` and `run-shell.ts` are to the program under simulation.
import process from 'node:process';
import type {AgentProcess} from '../../../source/domain/agent-harness.js';
import type {RunResult} from '../../../source/agents/process/run-shell.js';
import {effect, look, unnumbered} from './effect-gate.js';
import {existsSync, readFileSync} from './memory-files.js';
import {theWorld} from './simulated-world.js';

export const workerTagName = 'CAR_WORKER_TAG';

/** Every worker has the pid of the simulation; its generation tells them apart. */
export const startTimeOf = (pid: number): string | null => pid === process.pid
	? String(theWorld().generation)
	: theWorld().processes.find(running => running.pid === pid)?.startTime ?? null;

export const isAlive = (pid: number): boolean => startTimeOf(pid) !== null;

export const bootId = (): string | null => `boot ${theWorld().boot}`;

export const pidNamespace = (): string | null => 'pid:[1]';

export const treeActivity = (): null => null;

export const killGroup = async (): Promise<void> => undefined;

/** Ends what a dead worker left, by the evidence that the real one looks at. */
export const endLeftovers = async ({tag, processes}: {readonly tag: string | undefined; readonly processes: readonly AgentProcess[]}): Promise<readonly number[]> => {
	look();
	const world = theWorld();
	const isLeft = (running: {readonly pid: number; readonly startTime: string; readonly tag: string}): boolean =>
		processes.some(known => known.pid === running.pid && known.startTime === running.startTime)
		|| (tag !== undefined && running.tag.startsWith(tag));
	const ended = world.processes.filter(running => isLeft(running));
	if (ended.length > 0) {
		effect('signal leftovers', () => {
			world.processes = world.processes.filter(running => !ended.includes(running));
		});
	}

	return ended.map(running => running.pid);
};

/** Runs a check: the story says whether it passes. */
export const runShell = async (): Promise<RunResult> => {
	look();
	const {story, repo} = theWorld();
	const passes = story.passes?.(name => unnumbered(() => existsSync(`${repo}/${name}`) ? readFileSync(`${repo}/${name}`, 'utf8') as string : '')) ?? true;
	return {exitCode: passes ? 0 : 1, seconds: 0, tail: ''};
};

export const runProgram = runShell;
