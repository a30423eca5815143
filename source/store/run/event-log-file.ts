import {Buffer} from 'node:buffer';
import {
	closeSync, fstatSync, openSync, readSync,
} from 'node:fs';
import {decodeLine, isAgentEventLine, isFlowEvent} from '../../domain/event/codec.js';
import type {AgentEventLine, FlowEvent, LogLine} from '../../domain/event/flow-event.js';
import {ifThere} from '../file/if-there.js';

const newline = 0x0A;
const block = 1_048_576;

export type ReadLog = {
	readonly events: readonly LogLine[];
	/** Bytes up to and including the last newline; what follows is a torn line. */
	readonly wholeBytes: number;
	readonly size: number;
	/** Types this version does not know, with how often they were met. */
	readonly unknown: ReadonlyMap<string, number>;
	/** 1-based number of a line in the middle that is no event; undefined when the log is sound. */
	readonly damagedLine: number | undefined;
};

/** Calls `onLine` with every whole line from `offset` on, split on the newline byte and decoded after, and the byte it begins at; returns the offset behind the last newline. A missing file has no lines. */
export const readLines = (file: string, offset: number, onLine: (line: string, start: number) => void): {readonly offset: number; readonly size: number} => {
	const descriptor = ifThere(() => openSync(file, 'r'));
	if (descriptor === undefined) {
		return {offset, size: 0};
	}

	try {
		const {size} = fstatSync(descriptor);
		const buffer = Buffer.allocUnsafe(Math.min(block, Math.max(size - offset, 1)));
		let position = offset;
		let whole = offset;
		// The beginning of a line that is longer than what was read so far.
		let rest: Buffer[] = [];
		while (position < size) {
			const count = readSync(descriptor, buffer, 0, buffer.length, position);
			if (count === 0) {
				break;
			}

			position += count;
			const bytes = buffer.subarray(0, count);
			let start = 0;
			for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
				const line = rest.length === 0 ? bytes.toString('utf8', start, end) : Buffer.concat([...rest, bytes.subarray(start, end)]).toString('utf8');
				onLine(line, whole);
				whole = position - count + end + 1;
				start = end + 1;
				rest = [];
			}

			rest.push(Buffer.from(bytes.subarray(start)));
		}

		return {offset: whole, size};
	} finally {
		closeSync(descriptor);
	}
};

/** The text of `length` bytes from `offset` on; shorter where the file ends. */
export const readPiece = (file: string, offset: number, length: number): string => {
	const descriptor = openSync(file, 'r');
	try {
		const buffer = Buffer.allocUnsafe(length);
		return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, length, offset));
	} finally {
		closeSync(descriptor);
	}
};

/** Reads a whole log of either kind. A damaged last line counts as torn, so that a crash in the middle of a write is no damage. */
export const readLog = (file: string): ReadLog => {
	const events: LogLine[] = [];
	const unknown = new Map<string, number>();
	let line = 0;
	let damagedLine: number | undefined;
	let lastStart = 0;
	let lastIsDamaged = false;
	const {offset, size} = readLines(file, 0, (text, start) => {
		line++;
		// Counted in the file: bytes that are no UTF-8 decode to more than they were.
		lastStart = start;
		if (lastIsDamaged) {
			damagedLine ??= line - 1;
		}

		const decoded = decodeLine(text);
		lastIsDamaged = decoded.type === 'damaged';
		if (decoded.type === 'event') {
			events.push(decoded.event);
		} else if (decoded.type === 'unknown') {
			unknown.set(decoded.name, (unknown.get(decoded.name) ?? 0) + 1);
		}
	});
	return {
		events, wholeBytes: lastIsDamaged ? lastStart : offset, size, unknown, damagedLine,
	};
};

/** The durable events of a run, ready to fold. `damage` is one sentence naming the line; `warnings` count what was ignored. */
export const readEvents = (file: string): {readonly events: readonly FlowEvent[]; readonly warnings: readonly string[]; readonly damage: string | undefined} => {
	const {events, unknown, damagedLine} = readLog(file);
	return {
		events: events.filter(event => isFlowEvent(event)),
		warnings: [...unknown].map(([name, count]) => `${file}: ${count} ${count === 1 ? 'event' : 'events'} of the unknown type ${name} ignored`),
		damage: damagedLine === undefined ? undefined : `${file}:${damagedLine}: this line is no event`,
	};
};

/** What the agent said in one turn. */
export const readTurn = (file: string): readonly AgentEventLine[] =>
	readLog(file).events.filter(event => isAgentEventLine(event));
