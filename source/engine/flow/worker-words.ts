import {writeSync} from 'node:fs';

/** Writes to the worker's own log (its stderr). That may lie on a disk that is full, and nobody must die of what he could not say. */
export const sayInWorkerLog = (text: string): void => {
	try {
		writeSync(2, text);
	} catch {
		// Lost: the run's log has what counts.
	}
};

/** What a worker that ended said last, of the text of its log: hints and stacks, which are indented, only follow it. Undefined when it said nothing. */
export const lastWordsOf = (text: string): string | undefined =>
	text.split('\n').findLast(line => /^\S/.test(line) && !/^(?:Node\.js v\d|-----|<---)/.test(line))?.replace(/^car: /, '').trimEnd();
