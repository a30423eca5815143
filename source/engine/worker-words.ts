import {writeSync} from 'node:fs';

/** Writes to the worker's own log (its stderr). That may lie on a disk that is full, and nobody must die of what he could not say. */
export const sayInWorkerLog = (text: string): void => {
	try {
		writeSync(2, text);
	} catch {
		// Lost: the run's log has what counts.
	}
};
