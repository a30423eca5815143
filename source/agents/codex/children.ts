import {setTimeout as delay} from 'node:timers/promises';
import {processTable, withDescendants} from '../process/process-table.js';

/** How long what was told to end may take to vanish. */
const limit = 1000;

/** Everything that runs below a process now. */
export const childrenOf = (pid: number): ReadonlySet<number> => withDescendants(processTable(), new Set([pid]));

/** Waits until nothing runs below a process that did not before; false when something stays. */
export const areGone = async (pid: number, before: ReadonlySet<number>): Promise<boolean> => {
	for (const end = performance.now() + limit; ;) {
		if ([...childrenOf(pid)].every(child => before.has(child))) {
			return true;
		}

		if (performance.now() > end) {
			return false;
		}

		await delay(5);
	}
};
