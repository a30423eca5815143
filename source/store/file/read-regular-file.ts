import {
	closeSync, constants, fstatSync, openSync, readFileSync,
} from 'node:fs';
import {errorCode} from './durable-write.js';

export type FileText
	= | {readonly type: 'missing'}
		| {readonly type: 'text'; readonly text: string}
		/** `problem` follows the name of the file: `is not UTF-8`. */
		| {readonly type: 'bad'; readonly problem: string};

const mebibyte = 1_048_576;

const shownSize = (bytes: number): string => bytes >= mebibyte ? `${Math.round(bytes / mebibyte)} MiB` : `${Math.round(bytes / 1024)} KiB`;

// Without O_NONBLOCK a pipe of that name would hold the program for ever. The bits are distinct, so their sum is their union.
const opening = {
	follow: constants.O_RDONLY + constants.O_NONBLOCK,
	refuse: constants.O_RDONLY + constants.O_NONBLOCK + constants.O_NOFOLLOW,
};

/** Opens a file for reading without waiting; links as the last component are followed only where it is said. Throws what `open` throws. */
export const openForReading = (file: string, links: 'follow' | 'refuse'): number => openSync(file, opening[links]);

/** Why a file could not be opened, as a phrase after its name; undefined when it is not there. */
export const openProblem = (error: unknown): string | undefined => {
	const code = errorCode(error);
	if (code === 'ENOENT' || code === 'ENOTDIR') {
		return undefined;
	}

	return code === 'ELOOP' ? 'is a symbolic link, which is not followed' : `cannot be read (${code ?? String(error)})`;
};

/** Reads the text of a regular file of at most `maxBytes` bytes of strict UTF-8, byte order mark kept. Never throws and never blocks. */
export const readRegularFile = (file: string, {maxBytes, links}: {readonly maxBytes: number; readonly links: 'follow' | 'refuse'}): FileText => {
	let descriptor: number;
	try {
		descriptor = openForReading(file, links);
	} catch (error: unknown) {
		const problem = openProblem(error);
		return problem === undefined ? {type: 'missing'} : {type: 'bad', problem};
	}

	try {
		const stat = fstatSync(descriptor);
		if (!stat.isFile()) {
			return {type: 'bad', problem: 'is not a regular file'};
		}

		if (stat.size > maxBytes) {
			return {type: 'bad', problem: `is larger than ${shownSize(maxBytes)}`};
		}

		const bytes = readFileSync(descriptor);
		return {type: 'text', text: new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)};
	} catch (error: unknown) {
		return {type: 'bad', problem: error instanceof TypeError ? 'is not UTF-8' : `cannot be read (${errorCode(error) ?? String(error)})`};
	} finally {
		closeSync(descriptor);
	}
};
