import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import {maxFileBytes} from '../yaml/frontmatter.js';
import {openForReading} from '../file/read-regular-file.js';
import {sleep} from '../file/sleep.js';

/** How long an editor that empties a file and writes it slowly is given: what was written less long ago may be half of it. */
const settledMilliseconds = 300;

const missingMilliseconds = 10;

/** So often a file is looked at again that never comes to rest. */
const mostLooks = 5;

/** Whole milliseconds until something that was changed at this moment counts as settled; 0 when it does. A time to come, from another clock, says nothing. */
export const unsettledFor = (changedAt: number): number => {
	const age = Date.now() - changedAt;
	// The clock shows whole milliseconds, the time of a file parts of them: after a sleep of a part the clock may show the same, and all looks would be over in one moment.
	return age < 0 ? 0 : Math.max(0, Math.ceil(settledMilliseconds - age));
};

/** Blocks until a file was not written for a moment, so that what is read is no half of it; answers false when somebody writes it without end. One that is missing is looked for again: vim renames the old one away before it writes the new one. */
export const awaitWriters = (file: string): boolean => {
	for (let look = 0; look < mostLooks; look++) {
		const stat = fs.lstatSync(file, {throwIfNoEntry: false});
		const wait = stat === undefined ? missingMilliseconds : unsettledFor(stat.mtimeMs);
		if (wait === 0) {
			return true;
		}

		sleep(wait);
	}

	return fs.lstatSync(file, {throwIfNoEntry: false}) === undefined;
};

/** All bytes of a file and its state at that moment; read again while somebody is writing it. */
export const readStable = (file: string): {readonly bytes: Uint8Array; readonly stat: fs.Stats} => {
	const fd = openForReading(file, 'refuse');
	try {
		for (let attempt = 0; ; attempt++) {
			const before = fs.fstatSync(fd);
			const buffer = Buffer.alloc(Math.min(before.size, maxFileBytes) + 1);
			let length = 0;
			for (let got = -1; got !== 0 && length < buffer.length; length += got) {
				got = fs.readSync(fd, buffer, length, buffer.length - length, length);
			}

			const stat = fs.fstatSync(fd);
			if (attempt === 4 || (stat.size === length && stat.size === before.size && stat.mtimeMs === before.mtimeMs && stat.ctimeMs === before.ctimeMs)) {
				return {bytes: buffer.subarray(0, length), stat};
			}
		}
	} finally {
		fs.closeSync(fd);
	}
};
