import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {notARepository} from './git-trouble.js';

export type Operation = 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect';

const exists = async (file: string): Promise<boolean> => {
	try {
		await stat(file);
		return true;
	} catch {
		return false;
	}
};

const readText = async (file: string): Promise<string | undefined> => {
	try {
		return await readFile(file, 'utf8');
	} catch {
		return undefined;
	}
};

/** The folder git keeps for this working tree; in a worktree or submodule `.git` is a file that names it. Undefined when there is none. */
const gitFolderOf = async (root: string): Promise<string | undefined> => {
	const entry = path.join(root, '.git');
	const text = await readText(entry);
	if (text !== undefined) {
		const named = /^gitdir: (.+?)\r?\n?$/v.exec(text)?.[1];
		return named === undefined ? undefined : path.resolve(root, named);
	}

	return await exists(path.join(entry, 'HEAD')) ? entry : undefined;
};

/** The git folder of a working tree, or a `UserError`. */
export const requireGitFolder = async (root: string): Promise<string> => {
	const folder = await gitFolderOf(root);
	if (folder === undefined) {
		throw notARepository(root);
	}

	return folder;
};

/** What git is in the middle of, read from the files it keeps while it is. */
export const operationOf = async (gitFolder: string): Promise<Operation | undefined> => {
	const has = async (name: string) => exists(path.join(gitFolder, name));
	if (await has('rebase-merge') || await has('rebase-apply')) {
		return 'rebase';
	}

	if (await has('MERGE_HEAD')) {
		return 'merge';
	}

	if (await has('CHERRY_PICK_HEAD')) {
		return 'cherry-pick';
	}

	if (await has('REVERT_HEAD')) {
		return 'revert';
	}

	// A sequence of several picks rests here between two of them.
	const todo = await readText(path.join(gitFolder, 'sequencer', 'todo'));
	if (todo !== undefined) {
		return /^(?:revert|r) /v.test(todo) ? 'revert' : 'cherry-pick';
	}

	return await has('BISECT_LOG') ? 'bisect' : undefined;
};

/** The commit HEAD names, read from loose files; undefined where only git can tell (packed refs, reftable, unborn). */
export const looseHead = async (gitFolder: string): Promise<string | undefined> => {
	const hash = /^([\da-f]{40,64})\s*$/v;
	const head = await readText(path.join(gitFolder, 'HEAD')) ?? '';
	const reference = /^ref: (refs\/\S+)/v.exec(head)?.[1];
	if (reference === undefined) {
		return hash.exec(head)?.[1];
	}

	const common = await readText(path.join(gitFolder, 'commondir'));
	const folder = common === undefined ? gitFolder : path.resolve(gitFolder, common.trim());
	return hash.exec(await readText(path.join(folder, reference)) ?? '')?.[1];
};

/** Hash of the tree without files, which git knows in every repository. */
export const emptyTree = async (gitFolder: string, someHash: string | null): Promise<string> => {
	const config = someHash === null ? await readText(path.join(gitFolder, 'config')) : undefined;
	const isLong = someHash === null ? /objectformat\s*=\s*sha256/iv.test(config ?? '') : someHash.length === 64;
	return isLong
		? '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'
		: '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
};

/** True while another git holds the index. */
export const indexIsLocked = async (gitFolder: string): Promise<boolean> => exists(path.join(gitFolder, 'index.lock'));
