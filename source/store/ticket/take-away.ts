import {randomBytes} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {
	disk, errorCode, makeFolder, removeWhole, syncFolder, writeWhole,
} from '../file/durable-write.js';
import {ifThere} from '../file/if-there.js';
import {sleep} from '../file/sleep.js';
import {clippedName} from './clip-name.js';

/** So long the one who took a file away may need to put another in its place; whoever looks later puts it back. */
const takenMilliseconds = 300;

/** So long after it was replaced a file is kept beside the new one, should a program that died have left it there. */
const replacedMilliseconds = 60_000;

const keptPattern = /^\.(.+)\.[\da-f]{8}\.kept$/u;

/** Takes a file away under a hidden name beside it, which is answered: whatever was saved up to this one step is in there. Undefined: it was not there. */
export const takeAway = (file: string): string | undefined => {
	const kept = path.join(path.dirname(file), `.${clippedName(path.basename(file))}.${randomBytes(4).toString('hex')}.kept`);
	return ifThere(() => {
		disk.rename(file, kept);
		return kept;
	});
};

/** Puts a copy of a kept file into the trash, under the moment and the name it had: a link would change with the file that comes back. */
export const alsoIntoTrash = (kept: string, trash: string): void => {
	makeFolder(trash);
	const name = keptPattern.exec(path.basename(kept))?.[1] ?? path.basename(kept);
	writeWhole(path.join(trash, `${new Date().toISOString().replaceAll(/[:.]/gu, '-')}_${name}`), fs.readFileSync(kept));
};

const moveToTrash = (kept: string, trash: string): void => {
	alsoIntoTrash(kept, trash);
	removeWhole(kept);
};

/** Gives a file that was taken away its name again. Where somebody saved under it meanwhile, theirs stays and the kept one goes to `trash`. */
export const giveBack = (kept: string, file: string, trash: string): void => {
	try {
		disk.link(kept, file);
	} catch (error) {
		if (errorCode(error) !== 'EEXIST') {
			throw error;
		}

		moveToTrash(kept, trash);
		return;
	}

	syncFolder(path.dirname(file));
	removeWhole(kept);
};

/**
 * Puts right what a crash left of `swapFile` in a folder with these names: a file that was taken away comes back, one that was replaced goes to `trash`. Answers whether the folder must be listed again.
 * A file that is taken away at this very moment is waited for. Never throws.
 */
export const returnTaken = (folder: string, names: readonly string[], trash: string): boolean => {
	let isAgain = false;
	for (const name of names) {
		const owner = name.startsWith('.') ? keptPattern.exec(name)?.[1] : undefined;
		if (owner === undefined) {
			continue;
		}

		const kept = path.join(folder, name);
		// One of a very long name comes back under a shorter one.
		const isMissing = !names.some(other => clippedName(other) === owner);
		try {
			const age = Date.now() - (fs.lstatSync(kept, {throwIfNoEntry: false})?.ctimeMs ?? Date.now());
			if (isMissing && age < takenMilliseconds) {
				sleep(1);
				isAgain = true;
			} else if (isMissing) {
				giveBack(kept, path.join(folder, owner), trash);
				isAgain = true;
			} else if (age > replacedMilliseconds) {
				moveToTrash(kept, trash);
			}
		} catch {
			// Nothing can be written here now; it stays under its hidden name.
		}
	}

	return isAgain;
};
