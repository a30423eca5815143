import {existsSync} from 'node:fs';
import path from 'node:path';
import {UserError} from '../../domain/user-error.js';
import {makeFolder, writeWhole} from '../../store/file/durable-write.js';
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

/** Makes a document (a repository path) that is not there yet, and answers its absolute path. */
export const makeDocument = (repo: string, document: string): string => {
	const file = path.join(repo, document);
	makeFolder(path.dirname(file));
	if (!existsSync(file)) {
		writeWhole(file, '');
	}

	return file;
};
