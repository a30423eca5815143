import {readdirSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import {sanitiseLine} from '../../domain/text/sanitise.js';
import {UserError} from '../../domain/user-error.js';

const most = 200;

/** The absolute path that a human wrote: below the repository, below their home with `~/`, or absolute. */
const resolveTyped = (repo: string, typed: string): string =>
	typed === '~' || typed.startsWith('~/') ? path.join(homedir(), typed.slice(1)) : path.resolve(repo, typed);

/** What could follow the beginning of a path, as it would be typed; folders end with `/`. Hidden names only when their dot was typed; no name that could not be shown as it is. Empty where nothing fits or nothing can be read. */
export const completePath = (repo: string, typed: string): readonly string[] => {
	const cut = typed.lastIndexOf('/') + 1;
	const folder = typed.slice(0, cut);
	const begin = typed.slice(cut);
	try {
		return readdirSync(resolveTyped(repo, folder === '' ? '.' : folder), {withFileTypes: true})
			.filter(({name}) => name.startsWith(begin) && (begin.startsWith('.') || !name.startsWith('.')) && sanitiseLine(name) === name)
			.map(entry => folder + entry.name + (entry.isDirectory() ? '/' : ''))
			.toSorted()
			.slice(0, most);
	} catch {
		return [];
	}
};

/** The absolute path of a file that a human typed. Throws UserError where none is. */
export const findFile = (repo: string, typed: string): string => {
	const file = resolveTyped(repo, typed);
	const found = statSync(file, {throwIfNoEntry: false});
	if (found === undefined) {
		throw new UserError(`There is no file ${typed}.`, 'Tab completes what was typed.');
	}

	if (!found.isFile()) {
		throw new UserError(`${typed} is no file.`, 'Tab shows what lies in it.');
	}

	return file;
};
