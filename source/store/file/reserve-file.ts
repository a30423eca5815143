import {Buffer} from 'node:buffer';
import {rmSync} from 'node:fs';
import {writeWhole} from './durable-write.js';

/** Some lines of a log fit in, with whatever a file system takes besides. */
const reserveBytes = 65_536;

/** Puts space by in a file. Throws the system's error (ENOSPC) when there is none. */
export const makeReserve = (file: string): void => {
	// Not zeros: some file systems keep those without taking space.
	writeWhole(file, Buffer.alloc(reserveBytes, 'reserve\n'));
};

/** Gives that space back; a missing file is fine. */
export const freeReserve = (file: string): void => {
	rmSync(file, {force: true});
};
