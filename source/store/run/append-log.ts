import {Buffer} from 'node:buffer';
import {
	closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, statSync, truncateSync,
} from 'node:fs';
import {encodeLine} from '../../domain/event/codec.js';
import type {AgentEvent} from '../../domain/event/agent-event.js';
import type {FlowEvent, FlowEventBody} from '../../domain/event/flow-event.js';
import {UserError} from '../../domain/user-error.js';
import {
	appendLines, disk, makeFolder, syncFile, syncFolder, writeWhole,
} from '../file/durable-write.js';
import type {RunLayout} from '../folder/layout.js';
import {writePieces} from '../file/write-pieces.js';
import {readLog} from './event-log-file.js';

/** Appends to a run's log. Only the holder of the lock opens one. */
export type EventLog = {
	/** Whether a file of the log still has a name anywhere: one that somebody moved is not lost. */
	readonly isKept: () => boolean;
	/** Makes the log again that somebody deleted, and what was said in the turn that runs: open files keep their bytes. */
	readonly makeAgain: () => void;
	/** Throws when somebody put another file in the place of the log. */
	readonly check: () => void;
	/** Durable when it returns. Throws, as the other one does, when somebody else wrote into the log or replaced it. */
	readonly append: (body: FlowEventBody) => FlowEvent;
	/** Agent events of one turn, in one write, without fsync: the text is a convenience, the turn's end is in `events.jsonl`. */
	readonly appendAgentEvents: (turn: number, events: readonly AgentEvent[]) => void;
	readonly close: () => void;
};

export type OpenedLog = {
	readonly log: EventLog;
	readonly events: readonly FlowEvent[];
	/** Bytes of a torn last line that were kept aside and cut. */
	readonly torn: number;
	/** Set when the log is damaged in the middle; nothing was changed then. */
	readonly damagedLine: number | undefined;
};

/** Cuts a torn last line and keeps its bytes beside the log as `<file>.torn-<offset>`. */
const mendTail = (file: string): ReturnType<typeof readLog> => {
	const read = readLog(file);
	if (read.damagedLine === undefined && read.wholeBytes < read.size) {
		writeWhole(`${file}.torn-${read.wholeBytes}`, readFileSync(file).subarray(read.wholeBytes));
		truncateSync(file, read.wholeBytes);
		const descriptor = openSync(file, 'r+');
		try {
			syncFile(descriptor);
		} finally {
			closeSync(descriptor);
		}
	}

	return read;
};

/** All or nothing: a full disk may take a part of the bytes, and what comes next must not follow half a line. Answers the size of the file. */
const createAppender = () => {
	/** Half a line that could not be cut off either: nothing is written before it is. */
	let uncut: {readonly descriptor: number; readonly size: number} | undefined;
	const cut = (): void => {
		if (uncut !== undefined) {
			disk.truncate(uncut.descriptor, uncut.size);
			uncut = undefined;
		}
	};

	return {
		cut,
		append(descriptor: number, lines: string, confirm: () => void = () => undefined): number {
			const size = disk.size(descriptor);
			try {
				appendLines(descriptor, lines);
				confirm();
				return size + Buffer.byteLength(lines);
			} catch (error) {
				uncut = {descriptor, size};
				cut();
				throw error;
			}
		},
	};
};

/** Gives the bytes of an open file, which may have no name any more, to a new one; answers what that is open under. */
const copyAgain = (descriptor: number, file: string): number => {
	const pieces = writePieces(file);
	const buffer = new Uint8Array(1_048_576);
	let position = 0;
	try {
		for (let length = -1; length !== 0; position += length) {
			length = readSync(descriptor, buffer, 0, buffer.length, position);
			pieces.write(buffer.subarray(0, length));
		}
	} catch (error) {
		pieces.abandon();
		throw error;
	}

	pieces.finish();
	closeSync(descriptor);
	return openSync(file, 'a+', 0o600);
};

/** Opens (or makes) the log of a run. `now` gives milliseconds since the epoch. */
export const openEventLog = (run: RunLayout, runId: string, lastTurn: (events: readonly FlowEvent[]) => number, now: () => number): OpenedLog => {
	makeFolder(run.turns);
	const isNew = !existsSync(run.events);
	const read = mendTail(run.events);
	const events = read.events.filter((event): event is FlowEvent => event.type !== 'agent_event');
	const transcript = mendTail(run.turn(lastTurn(events)));
	let seq = Math.max(0, events.at(-1)?.seq ?? 0, transcript.events.at(-1)?.seq ?? 0);
	let descriptor = openSync(run.events, 'a+', 0o600);
	if (isNew) {
		syncFolder(run.folder);
	}

	// Whoever deletes the lock lets a second worker in, which may have come, worked and gone before the first looks.
	let {ino, size} = fstatSync(descriptor);
	const appender = createAppender();
	const check = (): void => {
		if (statSync(run.events, {throwIfNoEntry: false})?.ino !== ino) {
			// A restore, a checkout, an editor: what is written now would be in no file that anybody can open.
			throw new UserError(`somebody put another file in the place of ${run.events}: nothing more is written`, 'car run looks at what is there and goes on from that');
		}
	};

	const checkAlone = (): void => {
		appender.cut();
		check();
		if (disk.size(descriptor) !== size) {
			throw new UserError(`somebody else wrote into ${run.events}: nothing more is written`, 'car run looks at what is there and goes on from that');
		}
	};

	let open: {readonly turn: number; readonly descriptor: number} | undefined;
	const envelope = () => ({seq: ++seq, at: new Date(now()).toISOString(), run_id: runId});
	const transcriptOf = (turn: number): number => {
		if (open?.turn !== turn) {
			if (open !== undefined) {
				closeSync(open.descriptor);
			}

			mkdirSync(run.turns, {recursive: true, mode: 0o700});
			open = {turn, descriptor: openSync(run.turn(turn), 'a+', 0o600)};
		}

		return open.descriptor;
	};

	const log: EventLog = {
		isKept: () => fstatSync(descriptor).nlink > 0,
		makeAgain() {
			descriptor = copyAgain(descriptor, run.events);
			({ino, size} = fstatSync(descriptor));
			open &&= {...open, descriptor: copyAgain(open.descriptor, run.turn(open.turn))};
		},
		check,
		append(body) {
			checkAlone();
			const event: FlowEvent = {...envelope(), ...body};
			if (body.type === 'turn_finished' && open?.turn === body.turn) {
				// From here on nobody mends it any more.
				syncFile(open.descriptor);
				syncFolder(run.turns);
			}

			size = appender.append(descriptor, encodeLine(event), () => {
				syncFile(descriptor);
			});
			return event;
		},
		appendAgentEvents(turn, agentEvents) {
			checkAlone();
			const lines = agentEvents.map(event => encodeLine({
				...envelope(), type: 'agent_event', turn, event,
			}));
			appender.append(transcriptOf(turn), lines.join(''));
		},
		close() {
			closeSync(descriptor);
			if (open !== undefined) {
				closeSync(open.descriptor);
			}
		},
	};
	return {
		log, events, torn: read.damagedLine === undefined ? read.size - read.wholeBytes : 0, damagedLine: read.damagedLine,
	};
};
