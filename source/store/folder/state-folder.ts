import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {UserError} from '../../domain/user-error.js';
import {errorCode, makeFolder, writeWhole} from '../file/durable-write.js';
import {ifThere} from '../file/if-there.js';
import {aboutCar, aboutMark} from './about-car.js';
import {commentedConfig} from './about-car-config.js';
import {layoutOf, repositoryPath, type Layout} from './layout.js';

/** Entries of a run's folder that only `car` writes; an agent's own `DISPATCH.md` is looked at where it is read. */
const ownInRun = new Set(['events.jsonl', 'run.json', 'worker.log', 'turns', 'commands', 'processes', 'dispatch_history', 'reply_history', 'tickets']);

const refuse = (shown: string, why: string, hint: string): never => {
	throw new UserError(`${shown} ${why}, so nothing in it is read or written.`, hint, 2);
};

const refuseLink = (shown: string): never => refuse(shown, 'is a symbolic link', `Replace ${shown} by a real one, or remove it.`);

const checkOne = (repo: string, absolute: string, kind: 'folder' | 'file'): boolean => {
	const shown = repositoryPath(repo, absolute);
	const stat = fs.lstatSync(absolute, {throwIfNoEntry: false});
	if (stat === undefined) {
		return false;
	}

	if (stat.isSymbolicLink()) {
		refuseLink(shown);
	}

	if (kind === 'folder' ? !stat.isDirectory() : !stat.isFile()) {
		refuse(shown, `is not a ${kind}`, `Move ${shown} out of the way.`);
	}

	const user = process.getuid?.();
	if (user !== undefined && stat.uid !== user) {
		refuse(shown, `belongs to another user (id ${stat.uid}, you are ${user})`, 'Make it yours (chown), or remove it and run car init.');
	}

	return true;
};

const entriesOf = (folder: string): readonly fs.Dirent[] => ifThere(() => fs.readdirSync(folder, {withFileTypes: true})) ?? [];

/** Throws UserError (exit code 2) that names the path when the state folder, or what `car` keeps in it, is a symbolic link, of another kind, or not owned by the user. A missing one is fine. */
export const checkStateFolder = (repo: string): void => {
	const layout = layoutOf(repo);
	if (!checkOne(repo, layout.state, 'folder')) {
		return;
	}

	for (const folder of [layout.tickets, layout.workspace, layout.runs, layout.archive, layout.trash, layout.drafts]) {
		checkOne(repo, folder, 'folder');
	}

	checkOne(repo, layout.lock, 'file');
	for (const run of entriesOf(layout.runs)) {
		const folder = path.join(layout.runs, run.name);
		if (run.isSymbolicLink()) {
			refuseLink(repositoryPath(repo, folder));
		}

		for (const item of run.isDirectory() ? entriesOf(folder) : []) {
			if (item.isSymbolicLink() && ownInRun.has(item.name)) {
				refuseLink(repositoryPath(repo, path.join(folder, item.name)));
			}
		}
	}
};

const ignoring = '*\n';

/** Makes the state folder with everything a person edits. Nothing that is there is overwritten, except an `ABOUT_CAR.md` that still begins with its mark. Answers repository paths of what was made and what was kept. */
export const initStateFolder = (repo: string, options: {readonly defaultAgent: string}): {readonly made: string[]; readonly kept: string[]} => {
	checkStateFolder(repo);
	const layout = layoutOf(repo);
	const made: string[] = [];
	const kept: string[] = [];
	for (const folder of [layout.state, layout.tickets, layout.workspace, layout.runs]) {
		const isThere = fs.existsSync(folder);
		makeFolder(folder);
		(isThere ? kept : made).push(`${repositoryPath(repo, folder)}/`);
	}

	const files: ReadonlyArray<readonly [string, string]> = [
		// First, so that git never sees the rest.
		[layout.gitignore, ignoring],
		[layout.config, commentedConfig(options.defaultAgent)],
		...layout.workspaceDocuments.map(document => [document, ''] as const),
		[layout.about, aboutCar],
	];
	for (const [file, text] of files) {
		try {
			writeWhole(file, text, {exclusive: true});
			made.push(repositoryPath(repo, file));
		} catch (error) {
			if (errorCode(error) !== 'EEXIST' && !isLink(file)) {
				throw error;
			}

			kept.push(repositoryPath(repo, file));
		}
	}

	refreshAbout(layout.about);
	return {made, kept};
};

/** Makes git pass the state folder over; false where a `.gitignore` does already. */
export const ignoreStateFolder = ({gitignore}: Layout): boolean => {
	const isMissing = fs.lstatSync(gitignore, {throwIfNoEntry: false}) === undefined;
	if (isMissing) {
		writeWhole(gitignore, ignoring);
	}

	return isMissing;
};

const isLink = (file: string): boolean => fs.lstatSync(file, {throwIfNoEntry: false})?.isSymbolicLink() === true;

/** Brings an `ABOUT_CAR.md` up to date while its first line says that nobody took it over. */
const refreshAbout = (file: string): void => {
	if (isLink(file)) {
		return;
	}

	const text = fs.readFileSync(file, 'utf8');
	if (text !== aboutCar && text.split(/\r?\n/u, 1)[0] === aboutMark) {
		writeWhole(file, aboutCar);
	}
};

/** What git takes for a repository: a folder with a HEAD, or the small file that a worktree or submodule has. */
const isGit = (candidate: string): boolean => {
	try {
		return fs.statSync(candidate).isDirectory() ? fs.existsSync(path.join(candidate, 'HEAD')) : fs.readFileSync(candidate, 'utf8').startsWith('gitdir:');
	} catch {
		return false;
	}
};

/** The nearest folder at or above `from` that holds a `.git`, as a real path; undefined when there is none. Starts no process. */
export const findRepository = (from: string): string | undefined => {
	let folder: string;
	try {
		folder = fs.realpathSync(from);
	} catch {
		return undefined;
	}

	for (;;) {
		if (isGit(path.join(folder, '.git'))) {
			return folder;
		}

		const parent = path.dirname(folder);
		if (parent === folder) {
			return undefined;
		}

		folder = parent;
	}
};

