import {Buffer} from 'node:buffer';

export type Tail = {
	readonly push: (chunk: Uint8Array) => void;
	/** The last bytes as text; `cut` when there were more. */
	readonly read: () => {readonly text: string; readonly cut: boolean};
};

/** Keeps the last `maxBytes` of a byte stream; it never begins inside a character. */
export const createTail = (maxBytes: number): Tail => {
	let parts: Uint8Array[] = [];
	let length = 0;
	let cut = false;

	const compact = (): Buffer => {
		const all = Buffer.concat(parts);
		const first = Math.max(0, all.length - maxBytes);
		cut ||= first > 0;
		// The middle of a character is up to three bytes of the form 10xxxxxx.
		const skipped = cut ? [0, 1, 2, 3].find(steps => !isContinuation(all[first + steps])) ?? 0 : 0;
		const start = first + skipped;
		const kept = Buffer.from(all.subarray(start));
		parts = [kept];
		length = kept.length;
		return kept;
	};

	return {
		push(chunk) {
			parts.push(chunk);
			length += chunk.length;
			if (length > maxBytes * 2 || parts.length > 4096) {
				compact();
			}
		},
		read() {
			const text = compact().toString('utf8');
			return {text, cut};
		},
	};
};

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte < 0xC0;
