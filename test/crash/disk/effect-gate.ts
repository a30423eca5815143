import type {Kill} from '../matrix/crash-plan.js';

/** Thrown instead of the effect at which a process of the simulation ends, and by every effect it still tries afterwards. */
export class Crash extends Error {
	constructor(label: string) {
		super(`crashed at ${label}`);
	}
}

type Running = {readonly kill: Kill | undefined; points: number; hit: string | undefined};

/** The one process that has effects now; undefined: whoever acts is not numbered (an agent, the judge). */
let running: Running | undefined;

/** Begins a process; it ends at its kill, or when the next one begins. */
export const beginProcess = (kill: Kill | undefined): Running => {
	running = {kill, points: 0, hit: undefined};
	return running;
};

export const endProcess = (): void => {
	running = undefined;
};

/** Acts of others while a process runs: neither numbered nor stopped by its end. */
export const unnumbered = <Result>(act: () => Result): Result => {
	const before = running;
	running = undefined;
	try {
		return act();
	} finally {
		running = before;
	}
};

/** One effect of the running process. */
export const effect = <Result>(label: string, act: () => Result, part?: () => void): Result => {
	if (running === undefined) {
		return act();
	}

	if (running.hit !== undefined) {
		throw new Crash(running.hit);
	}

	running.points++;
	const {kill, points} = running;
	if (kill?.point !== points) {
		return act();
	}

	if (kill.moment === 'middle' && part !== undefined) {
		part();
	} else if (kill.moment !== 'before') {
		act();
	}

	running.hit = `${kill.moment}:${label}`;
	throw new Crash(running.hit);
};

/** A process that was killed sees nothing of the world any more. */
export const look = (): void => {
	if (running?.hit !== undefined) {
		throw new Crash(running.hit);
	}
};
