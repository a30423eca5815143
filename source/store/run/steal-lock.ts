import {createHash} from 'node:crypto';
import {
	linkSync, readdirSync, renameSync, unlinkSync,
} from 'node:fs';
import path from 'node:path';
import type {LockRecord} from '../../domain/run/worker-life.js';
import {errorCode, syncFolder} from '../file/durable-write.js';

/** A nonce is text from a file: only its hash becomes part of a name. */
const claimOf = (lock: string, dead: LockRecord): string => `${lock}.after-${createHash('sha256').update(dead.nonce).digest('hex').slice(0, 32)}`;

/** Gives a file a second name; false when that name is taken. */
export const linked = (complete: string, target: string): boolean => {
	try {
		linkSync(complete, target);
		return true;
	} catch (error) {
		if (errorCode(error) === 'EEXIST') {
			return false;
		}

		throw error;
	}
};

/** Removes a file that nobody needs any more. */
export const removeQuietly = (file: string): void => {
	try {
		unlinkSync(file);
	} catch {
		// It is gone, which is what was wanted.
	}
};

export type Steal = {
	readonly lock: string;
	/** Our complete record under another name. */
	readonly complete: string;
	/** Undefined when there is no such file or it is no lock record. */
	readonly read: (file: string) => LockRecord | undefined;
	readonly isGone: (holder: LockRecord) => boolean;
};

/**
 * Takes the lock of a dead holder. The right to succeed one holder is a file of its own, made by link: one stealer gets it, and a stealer that dies with it is succeeded the same way.
 * Whoever has the right looks once more that the dead holder's lock is still there (a quicker one may have come and cleaned up) and then replaces it in one step.
 */
export const stealLock = (steal: Steal, dead: LockRecord): boolean => {
	const claims: string[] = [];
	for (let before = dead; ;) {
		const claim = claimOf(steal.lock, before);
		if (linked(steal.complete, claim)) {
			claims.push(claim);
			break;
		}

		const claimant = steal.read(claim);
		if (claimant === undefined || !steal.isGone(claimant)) {
			return false;
		}

		claims.push(claim);
		before = claimant;
	}

	if (steal.read(steal.lock)?.nonce !== dead.nonce) {
		removeQuietly(claims.at(-1) ?? '');
		return false;
	}

	renameSync(steal.complete, steal.lock);
	syncFolder(path.dirname(steal.lock));
	for (const claim of claims) {
		removeQuietly(claim);
	}

	return true;
};

/** Claims and records that dead stealers left beside the lock; called by the holder, when nobody can be stealing from it. */
export const removeLeftovers = (lock: string, isGone: (holder: LockRecord) => boolean, read: Steal['read']): void => {
	const folder = path.dirname(lock);
	const name = path.basename(lock);
	for (const file of readdirSync(folder).filter(each => each.startsWith(`${name}.`))) {
		const record = read(path.join(folder, file));
		if (record !== undefined && isGone(record)) {
			removeQuietly(path.join(folder, file));
		}
	}
};
