import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import type {Workplace} from './car.js';

export type Status = {
	readonly run: {readonly id: string; readonly number: number; readonly status: string; readonly reason_code: string | null; readonly turn: number} | null;
	readonly worker: {readonly life: string; readonly pid: number | null};
	readonly tickets: {readonly total: number; readonly done: number; readonly items: ReadonlyArray<Record<string, unknown>>};
	readonly inbox: {readonly open: number; readonly items: ReadonlyArray<Record<string, unknown>>};
};

/** What `car status --json` says. */
export const statusOf = async (place: Workplace): Promise<Status> => {
	const {stdout} = await place.car('status', '--json');
	return JSON.parse(stdout) as Status;
};

/** Asks `car status` until it says so. */
export const until = async (place: Workplace, test: (status: Status) => boolean): Promise<Status> => {
	for (;;) {
		const status = await statusOf(place);
		if (test(status)) {
			return status;
		}

		await delay(20);
	}
};

/** Ends the wait when no process has this id. */
export const gone = async (pid: number): Promise<void> => {
	for (;;) {
		try {
			process.kill(pid, 0);
		} catch {
			return;
		}

		await delay(20);
	}
};
