import {existsSync} from 'node:fs';
import {UserError} from '../../domain/user-error.js';
import {layoutOf} from '../../store/folder/layout.js';
import {checkStateFolder, findRepository} from '../../store/folder/state-folder.js';

/** The nearest repository at or above a folder; undefined when there is none. A linked or foreign state folder is refused by name, also by who only reads. */
export const soundRepository = (from: string): string | undefined => {
	const found = findRepository(from);
	if (found !== undefined) {
		checkStateFolder(found);
	}

	return found;
};

/** Throws UserError unless `car init` was there. */
export const requirePrepared = (repo: string): void => {
	if (!existsSync(layoutOf(repo).tickets)) {
		throw new UserError(`${repo} is not prepared yet.`, 'car init prepares it.', 2);
	}
};
