import {Buffer} from 'node:buffer';
import {
	closeSync, fstatSync, openSync, readSync,
} from 'node:fs';

const newline = 0x0A;

/** Bytes of a leaf, more or less: what is read and drawn from at once. */
export const leafBytes = 65_536;

/** How much of a line's beginning is looked at to learn its kind, its number and its time. */
const headBytes = 512;

/**
 * A transcript of any size, read in leaves without ever reading the whole: leaf n begins at the first clean line at or after byte n × `leafBytes`. Clean is a line that does not go on with text of the line before.
 * Nothing is remembered but the file: the byte is the address, so that a gigabyte opens like a kilobyte.
 */
export type TranscriptFile = {
	/** Bytes now; 0 when the file is gone. */
	readonly size: () => number;
	/** Where leaf n begins; undefined when the file does not reach there (yet). */
	readonly begin: (leaf: number) => number | undefined;
	/** Number of the last leaf. */
	readonly last: () => number;
	/** The whole lines of a leaf. */
	readonly lines: (leaf: number) => readonly string[];
	/** The beginning of the first line of a leaf, enough for its number and its time. */
	readonly head: (leaf: number) => string;
	/** Bytes from `offset` on, at most `length`; a view that the next call overwrites. */
	readonly bytes: (offset: number, length: number) => Buffer;
	readonly close: () => void;
};

const isDelta = (head: string): boolean => head.includes('"type":"output_delta"');

/** Whether a line of output ends with a line end of its text, told by its last bytes. */
const endsItsLine = (tail: string): boolean => /\\n"(?:,"call_id":"[^"]*")?}}$/.test(tail);

export const openTranscript = (file: string): TranscriptFile => {
	let descriptor: number | undefined;
	let buffer = Buffer.alloc(0);
	const begins = new Map<number, number>([[0, 0]]);

	const open = (): number | undefined => {
		try {
			descriptor ??= openSync(file, 'r');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
				throw error;
			}
		}

		return descriptor;
	};

	const size = (): number => {
		const fd = open();
		return fd === undefined ? 0 : fstatSync(fd).size;
	};

	const bytes = (offset: number, length: number): Buffer => {
		const fd = open();
		if (fd === undefined || length <= 0) {
			return Buffer.alloc(0);
		}

		if (buffer.length < length) {
			buffer = Buffer.allocUnsafe(length);
		}

		let filled = 0;
		while (filled < length) {
			const count = readSync(fd, buffer, filled, length - filled, offset + filled);
			if (count === 0) {
				break;
			}

			filled += count;
		}

		return buffer.subarray(0, filled);
	};

	/** First clean line in [from, to), else the first line there, else undefined; `isFirst` says that it is only the first. */
	const cleanLine = (from: number, to: number): {readonly offset: number; readonly isClean: boolean} | undefined => {
		const piece = bytes(from, to - from + headBytes);
		let first: number | undefined;
		for (let end = piece.indexOf(newline); end !== -1 && from + end + 1 < to; end = piece.indexOf(newline, end + 1)) {
			const at = end + 1;
			first ??= from + at;
			if (endsItsLine(piece.toString('latin1', Math.max(0, end - 200), end)) || (at < piece.length && !isDelta(piece.toString('latin1', at, at + headBytes)))) {
				return {offset: from + at, isClean: true};
			}
		}

		return first === undefined ? undefined : {offset: first, isClean: false};
	};

	const begin = (leaf: number): number | undefined => {
		const known = begins.get(leaf);
		if (known !== undefined) {
			return known;
		}

		const from = (leaf * leafBytes) - 1;
		const total = size();
		if (from >= total) {
			return undefined;
		}

		let found = cleanLine(from, from + leafBytes);
		for (let at = from + leafBytes; found === undefined && at < total; at += leafBytes) {
			// A line longer than a leaf.
			found = cleanLine(at - 1, at + leafBytes);
		}

		// What is still being written may yet show a clean line.
		if (found === undefined || found.offset >= total || (!found.isClean && total < from + leafBytes)) {
			return undefined;
		}

		if (begins.size > 4096) {
			begins.clear();
			begins.set(0, 0);
		}

		begins.set(leaf, found.offset);
		return found.offset;
	};

	const last = (): number => {
		let leaf = Math.max(0, Math.floor(size() / leafBytes));
		while (leaf > 0 && begin(leaf) === undefined) {
			leaf--;
		}

		return leaf;
	};

	return {
		size,
		begin,
		last,
		bytes,
		lines(leaf) {
			const from = begin(leaf);
			if (from === undefined) {
				return [];
			}

			const piece = bytes(from, (begin(leaf + 1) ?? size()) - from);
			const lines: string[] = [];
			let at = 0;
			for (let end = piece.indexOf(newline); end !== -1; end = piece.indexOf(newline, at)) {
				lines.push(piece.toString('utf8', at, end));
				at = end + 1;
			}

			return lines;
		},
		head(leaf) {
			const from = begin(leaf);
			return from === undefined ? '' : bytes(from, headBytes).toString('latin1');
		},
		close() {
			if (descriptor !== undefined) {
				closeSync(descriptor);
				descriptor = undefined;
			}
		},
	};
};
