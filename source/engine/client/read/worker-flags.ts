import {readFileSync} from 'node:fs';
import type {WorkerView} from '../flow-client.js';

let known: {readonly worker: string; readonly hasFullAccess: boolean} | undefined;

/** Whether a live worker was started with `--full-access`, by its own command line, so that every surface can say so, also one that did not start it. False where the system does not show command lines as `/proc` does. */
export const hasFullAccess = ({pid, since}: Pick<WorkerView, 'pid' | 'since'>): boolean => {
	if (pid === null) {
		return false;
	}

	const worker = `${pid} ${since ?? ''}`;
	if (known?.worker === worker) {
		return known.hasFullAccess;
	}

	try {
		const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
		known = {worker, hasFullAccess: words.includes('--full-access')};
		return known.hasFullAccess;
	} catch {
		return false;
	}
};
