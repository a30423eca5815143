import {Buffer} from 'node:buffer';

export type LineSplitter = {
	/** The lines that this chunk completes, without their line ends. */
	readonly push: (chunk: Uint8Array) => readonly string[];
	/** The last line, if it had no line end. */
	readonly end: () => readonly string[];
	/** Lines that were too long and are left out. */
	readonly dropped: () => number;
};

/** Cuts a byte stream into lines of UTF-8 (bad bytes become U+FFFD). It cuts at the newline byte and decodes whole lines, so a character split over two chunks stays whole. Memory is bounded by `maxBytes`. */
export const createLineSplitter = ({maxBytes = 8 * 1024 * 1024}: {readonly maxBytes?: number} = {}): LineSplitter => {
	let parts: Uint8Array[] = [];
	let length = 0;
	let dropped = 0;
	let isDropping = false;

	const keep = (bytes: Uint8Array) => {
		if (!isDropping && length + bytes.length > maxBytes) {
			isDropping = true;
			dropped++;
			parts = [];
			length = 0;
		}

		if (!isDropping && bytes.length > 0) {
			parts.push(bytes);
			length += bytes.length;
		}
	};

	const take = (): readonly string[] => {
		const lines = isDropping ? [] : [Buffer.concat(parts).toString('utf8').replace(/\r$/v, '')];
		isDropping = false;
		parts = [];
		length = 0;
		return lines;
	};

	return {
		push(chunk) {
			const lines: string[] = [];
			let start = 0;
			for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
				keep(chunk.subarray(start, end));
				lines.push(...take());
				start = end + 1;
			}

			// A copy: the pool behind a small chunk must not live as long as an unfinished line.
			keep(Uint8Array.from(chunk.subarray(start)));
			return lines;
		},
		end: () => length > 0 ? take() : [],
		dropped: () => dropped,
	};
};
