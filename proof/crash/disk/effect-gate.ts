import type {Kill} from '../matrix/crash-plan.js';

/** Thrown instead of the effect at which a process of the simulation ends, and by every effect it still tries afterwards. */
export class Crash extends Error {
	constructor(label: string) {
		super(`crashed at ${label}`);
	}
}

/** A disk that refuses: from effect `point` on, `lasts` effects fail with this error code. `isHalf`: a write takes some bytes first. */
export type DiskError = {readonly point: number; readonly code: string; readonly lasts: number; readonly isHalf: boolean};

type Running = {
	readonly kill: Kill | undefined;
	readonly error: DiskError | undefined;
	points: number;
	hit: string | undefined;
	/** The effects that failed, one after the other. */
	readonly refused: string[];
};

/** The one process that has effects now; undefined: whoever acts is not numbered (an agent, the judge). */
let running: Running | undefined;

/** Begins a process; it ends at its kill, or when the next one begins. */
export const beginProcess = (kill: Kill | undefined, error?: DiskError): Running => {
	running = {
		kill, error, points: 0, hit: undefined, refused: [],
	};
	return running;
};

/** What takes no space and needs no descriptor goes on where only those are missing. */
const refusedBy: Readonly<Record<string, RegExp>> = {
	ENOSPC: /^(?:create|write|sync|rename|link|folder) /v,
	EDQUOT: /^(?:create|write|sync|rename|link|folder) /v,
	EMFILE: /^(?:create|open) /v,
};

const isDisk = /^(?:create|open|write|sync|cut|rename|link|unlink|folder|remove) /v;

/** Throws what the system says when the disk refuses this effect. */
const refuse = (label: string, part: (() => void) | undefined): void => {
	const error = running?.error;
	if (running === undefined || error === undefined || running.points < error.point || running.refused.length >= error.lasts || !(refusedBy[error.code] ?? isDisk).test(label)) {
		return;
	}

	running.refused.push(label);
	if (error.isHalf) {
		part?.();
	}

	const [syscall, file] = label.split(' ', 2);
	throw Object.assign(new Error(`${error.code}: the disk refuses, ${label}`), {code: error.code, syscall, path: file});
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
	refuse(label, part);
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
