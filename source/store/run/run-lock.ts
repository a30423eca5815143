import {
	closeSync, fstatSync, futimesSync, lstatSync, openSync, readFileSync,
} from 'node:fs';
import * as z from 'zod/mini';
import type {LockRecord} from '../../domain/run/worker-life.js';
import {syncFolder, writeWhole} from '../file/durable-write.js';
import {ifThere} from '../file/if-there.js';
import type {Layout} from '../folder/layout.js';
import {
	linked, removeLeftovers, removeQuietly, stealLock,
} from './steal-lock.js';

const lockShape = z.object({
	pid: z.int().check(z.positive()),
	start_time: z.nullable(z.string()),
	boot_id: z.nullable(z.string()),
	pid_namespace: z.nullable(z.string()),
	host: z.string(),
	nonce: z.string(),
	version: z.string(),
	run_id: z.string(),
});

/** The lock as it lies there. `record` is undefined when the file is no lock record. */
export type SeenLock = {
	readonly record: LockRecord | undefined;
	/** Milliseconds since the epoch of the last heartbeat. */
	readonly heartbeat: number;
	/** When it was taken, milliseconds since the epoch. */
	readonly since: number;
};

/** Undefined when nobody holds the lock. */
export const readLock = (layout: Layout): SeenLock | undefined => {
	try {
		const stats = lstatSync(layout.lock);
		const parsed = stats.isFile() && stats.size < 10_000 ? lockShape.safeParse(JSON.parse(readFileSync(layout.lock, 'utf8'))) : undefined;
		return {record: parsed?.data, heartbeat: stats.mtimeMs, since: stats.birthtimeMs};
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		if (error instanceof SyntaxError) {
			return {record: undefined, heartbeat: 0, since: 0};
		}

		throw error;
	}
};

export type HeldLock = {
	/** Touches the heartbeat; false when the lock is no longer ours, and the holder must not write any more. */
	readonly beat: () => boolean;
	/** Looks whether it is ours still, before something is written; one that somebody deleted is made again. */
	readonly holds: () => boolean;
	readonly release: () => void;
};

export type LockAnswer
	= | {readonly type: 'held'; readonly lock: HeldLock; readonly stolenFrom: LockRecord | undefined}
		| {readonly type: 'refused'; readonly holder: SeenLock};

/** A complete record under a name of its own, to be linked or renamed to where it counts. */
const prepare = (layout: Layout, record: LockRecord): string => {
	const complete = `${layout.lock}.${record.nonce}.tmp`;
	writeWhole(complete, `${JSON.stringify(record)}\n`);
	return complete;
};

/** Makes the lock whole in one step; false when somebody has it. */
const link = (layout: Layout, complete: string): boolean => {
	const isMade = linked(complete, layout.lock);
	if (isMade) {
		syncFolder(layout.state);
	}

	return isMade;
};

const readRecord = (file: string): LockRecord | undefined => {
	try {
		return lockShape.safeParse(JSON.parse(ifThere(() => readFileSync(file, 'utf8')) ?? 'null')).data;
	} catch (error) {
		if (error instanceof SyntaxError) {
			return undefined;
		}

		throw error;
	}
};

const heldLock = (layout: Layout, record: LockRecord): HeldLock => {
	const isOurs = (): boolean => readLock(layout)?.record?.nonce === record.nonce;
	const makeAgain = (): boolean => {
		const complete = prepare(layout, record);
		const isBack = link(layout, complete);
		removeQuietly(complete);
		return isBack;
	};

	return {
		beat() {
			const descriptor = ifThere(() => openSync(layout.lock, 'r+'));
			if (descriptor === undefined) {
				// Somebody deleted it under us: nobody else can have worked since, or the link would exist.
				return makeAgain();
			}

			try {
				const now = new Date();
				futimesSync(descriptor, now, now);
				return fstatSync(descriptor).nlink > 0 && isOurs();
			} finally {
				closeSync(descriptor);
			}
		},
		holds() {
			const seen = readLock(layout);
			return seen === undefined ? makeAgain() : seen.record?.nonce === record.nonce;
		},
		release() {
			if (isOurs()) {
				removeQuietly(layout.lock);
				syncFolder(layout.state);
			}
		},
	};
};

/** A stealer that is at work needs a moment; waiting is better than spinning. */
const pause = new Int32Array(new SharedArrayBuffer(4));

/** A stealer that was suspended, or whose claim cannot be read, keeps the others waiting no longer than this. */
const patienceMilliseconds = 3000;

/** Takes the lock, stealing it only from a holder that `isGone`. A file that is no lock record is refused (nobody knows whose it is), and so is one that somebody else has been stealing for three seconds. */
export const takeLock = (layout: Layout, record: LockRecord, isGone: (holder: LockRecord) => boolean): LockAnswer => {
	const complete = prepare(layout, record);
	const end = performance.now() + patienceMilliseconds;
	try {
		for (;;) {
			if (link(layout, complete)) {
				return {type: 'held', lock: heldLock(layout, record), stolenFrom: undefined};
			}

			const holder = readLock(layout);
			if (holder === undefined) {
				continue;
			}

			if (holder.record === undefined || !isGone(holder.record) || performance.now() > end) {
				return {type: 'refused', holder};
			}

			if (stealLock({
				lock: layout.lock, complete, read: readRecord, isGone,
			}, holder.record)) {
				removeLeftovers(layout.lock, isGone, readRecord);
				return {type: 'held', lock: heldLock(layout, record), stolenFrom: holder.record};
			}

			Atomics.wait(pause, 0, 0, 2);
		}
	} finally {
		removeQuietly(complete);
	}
};
