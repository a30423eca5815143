import fs from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';

const pids = (): readonly number[] => fs.readdirSync('/proc').map(Number).filter(pid => Number.isInteger(pid));

const read = (pid: number, file: string): string => {
	try {
		return fs.readFileSync(`/proc/${pid}/${file}`, 'latin1');
	} catch {
		return '';
	}
};

/** Living processes (zombies apart) one of whose arguments is exactly this. */
export const processesWith = (argument: string): readonly number[] => pids().filter(pid =>
	read(pid, 'cmdline').split('\0').includes(argument) && !/\) [XZ] /v.test(read(pid, 'stat')));

/** Ends processes that may be gone already. */
export const endProcesses = (found: readonly number[]): void => {
	for (const pid of found) {
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It ended by itself.
		}
	}
};

/** Megabytes that a process had in memory at its worst; undefined when it is gone. */
export const peakMegabytes = (pid: number): number | undefined => {
	const kilobytes = /^VmHWM:\s+(\d+) kB$/mv.exec(read(pid, 'status'))?.[1];
	return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
};

/** The only child of a process; undefined while it has none. */
export const childOf = (pid: number): number | undefined => pids().find(child => /\) \S (\d+)/v.exec(read(child, 'stat'))?.[1] === String(pid));

/** Waits for a state, at most so many seconds. */
export const until = async (what: string, isSo: () => boolean, seconds = 30): Promise<void> => {
	const end = performance.now() + (seconds * 1000);
	while (!isSo()) {
		if (performance.now() > end) {
			throw new Error(`not within ${seconds} s: ${what}`);
		}

		await delay(20);
	}
};
