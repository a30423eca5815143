import type {Buffer} from 'node:buffer';
import {setImmediate} from 'node:timers/promises';
import type {TranscriptFile} from '../../store/run/transcript-file.js';

const newline = 0x0A;

/** Bytes read at once: a few milliseconds of work between two keys. */
const stepBytes = 2_097_152;

/** A piece of whole lines. It is a view: the next one overwrites it. */
export type Piece = {readonly bytes: Buffer; readonly offset: number};

/** The transcript from a byte on, in pieces of whole lines. Other work has its turn after each. */
export async function * scanDown(file: TranscriptFile, from: number, signal: AbortSignal): AsyncGenerator<Piece> {
	let offset = from;
	let length = stepBytes;
	while (!signal.aborted) {
		const bytes = file.bytes(offset, length);
		const end = bytes.lastIndexOf(newline) + 1;
		if (end === 0) {
			if (bytes.length < length) {
				return;
			}

			// A line longer than that.
			length *= 2;
			continue;
		}

		yield {bytes: bytes.subarray(0, end), offset};
		await setImmediate();
		offset += end;
		length = stepBytes;
	}
}

/** The transcript before a byte, the last piece first. */
export async function * scanUp(file: TranscriptFile, before: number, signal: AbortSignal): AsyncGenerator<Piece> {
	let end = before;
	let length = stepBytes;
	while (end > 0 && !signal.aborted) {
		const from = Math.max(0, end - length);
		const bytes = file.bytes(from, end - from);
		// The first line is whole only where the file begins.
		const start = from === 0 ? 0 : bytes.indexOf(newline) + 1;
		if (from > 0 && (start === 0 || start === bytes.length)) {
			length *= 2;
			continue;
		}

		yield {bytes: bytes.subarray(start), offset: from + start};
		await setImmediate();
		end = from + start;
		length = stepBytes;
	}
}
