import fs from 'node:fs';
import path from 'node:path';
import {
	discard, disk, errorCode, removeWhole, syncFolder, writeBeside,
} from '../file/durable-write.js';
import {openForReading} from '../file/read-regular-file.js';
import {sleep} from '../file/sleep.js';
import {awaitWriters} from './settled-file.js';
import {alsoIntoTrash, giveBack, takeAway} from './take-away.js';

/** Whoever has opened a file writes it within this time; it is looked at once more then. */
const lateMilliseconds = 10;

const has = (file: string, bytes: Uint8Array): boolean => {
	try {
		const descriptor = openForReading(file, 'refuse');
		try {
			return fs.fstatSync(descriptor).isFile() && fs.readFileSync(descriptor).equals(bytes);
		} finally {
			fs.closeSync(descriptor);
		}
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return false;
		}

		throw error;
	}
};

/** What is renamed into its place is whole from its first moment: nobody needs to wait whether more of it comes. */
const setBack = (temporary: string): void => {
	const before = (Date.now() / 1000) - 1;
	fs.utimesSync(temporary, before, before);
};

/** Puts a complete file in a free place; false: somebody saved there meanwhile. */
const putInto = (temporary: string, file: string): boolean => {
	try {
		disk.link(temporary, file);
	} catch (error) {
		if (errorCode(error) === 'EEXIST') {
			return false;
		}

		throw error;
	}

	syncFolder(path.dirname(file));
	return true;
};

/** Somebody who had opened the old file wrote into it after it was replaced: it comes back for ours. It stays in `trash` too, for others may have read ours meanwhile and save that. */
const bringBackLate = (kept: string, file: string, ours: Uint8Array, trash: string): void => {
	awaitWriters(kept);
	alsoIntoTrash(kept, trash);
	const replaced = takeAway(file);
	if (replaced !== undefined && !has(replaced, ours)) {
		giveBack(replaced, file, trash);
		removeWhole(kept);
		return;
	}

	giveBack(kept, file, trash);
	if (replaced !== undefined) {
		sleep(lateMilliseconds);
		if (!has(replaced, ours)) {
			alsoIntoTrash(replaced, trash);
		}

		removeWhole(replaced);
	}
};

/** While another error is under way; that one is the one to tell, and the next look at the folder brings the file back as well. */
const tryToGiveBack = (kept: string, file: string, trash: string): void => {
	try {
		giveBack(kept, file, trash);
	} catch {
		// It stays under its hidden name.
	}
};

/**
 * Replaces a file by `ours` if it still holds `expected`, and answers whether it did. However others save at the same time, by renaming or by writing into the file, nothing of theirs is lost:
 * the file is taken away under a hidden name, compared there, and ours is put in its place only where nobody else was. After a crash in between `returnTaken` brings it back.
 */
export const swapFile = (file: string, ours: Uint8Array, expected: Uint8Array, options: {readonly mode: number; readonly trash: string}): boolean => {
	const temporary = writeBeside(file, ours, options.mode);
	let kept: string | undefined;
	try {
		setBack(temporary);
		kept = has(file, expected) ? takeAway(file) : undefined;
		if (kept === undefined) {
			return false;
		}

		if (!has(kept, expected) || !putInto(temporary, file)) {
			giveBack(kept, file, options.trash);
			return false;
		}

		sleep(lateMilliseconds);
		if (!has(kept, expected)) {
			bringBackLate(kept, file, ours, options.trash);
			return false;
		}

		removeWhole(kept);
		// Who had read the old one may have saved over ours.
		return has(file, ours);
	} catch (error) {
		if (kept !== undefined && !fs.existsSync(file)) {
			tryToGiveBack(kept, file, options.trash);
		}

		throw error;
	} finally {
		discard(temporary);
	}
};
