import {existsSync} from 'node:fs';
import path from 'node:path';
import {stateFolderName} from '../domain/state-folder-name.js';
import {operationOf, requireGitFolder, type Operation} from './git-folder.js';
import {runGit} from './run-git.js';

export type DirtyPath = {
	/** Repository path with `/`. */
	readonly path: string;
	/** The two letters of git's short status, `.` for unchanged: index, working tree; `??` when untracked. */
	readonly code: string;
	readonly untracked: boolean;
};

/** The working tree as it is now. Of the state folder only those tickets and workspace files are in it that somebody had git track. */
export type TreeStatus = {
	/** Null: no commit yet. */
	readonly head: string | null;
	/** Null: detached. */
	readonly branch: string | null;
	/** A nested repository is one path that ends in `/`. */
	readonly dirty: readonly DirtyPath[];
	readonly unmerged: readonly string[];
	readonly state: 'normal' | 'detached' | 'unborn' | Operation;
	/** Other files of the state folder were added to the index; a commit takes them out of it again. */
	readonly stateIsStaged?: boolean;
};

/** Whether a path lies in the state folder. */
export const isState = (file: string): boolean => file === stateFolderName || file.startsWith(`${stateFolderName}/`);

const isTrackable = (file: string): boolean => ['tickets', 'workspace'].some(folder => file.startsWith(`${stateFolderName}/${folder}/`));

type Parsed = Omit<TreeStatus, 'state'>;

/** Reads `git status --porcelain=v2 --branch -z --no-renames`. What was added to the index counts as tracked where it took force: where the state folder ignores itself. */
const parseStatus = (text: string, ignoresState: boolean): Parsed => {
	let head: string | null = null;
	let branch: string | null = null;
	let stateIsStaged = false as boolean;
	const dirty = new Map<string, DirtyPath>();
	const unmerged: string[] = [];
	const add = (file: string, code: string) => {
		if (isState(file) && !(isTrackable(file) && code !== '??' && (ignoresState || !code.startsWith('A')))) {
			stateIsStaged ||= /^[^.?]/v.test(code);
			return;
		}

		const known = dirty.get(file);
		// Removed from the index and still there: one path, two lines.
		dirty.set(file, {path: file, code: known === undefined ? code : known.code, untracked: code === '??' && known === undefined});
		if (known !== undefined) {
			dirty.set(file, {path: file, code: `${known.code[0] ?? '.'}?`, untracked: false});
		}
	};

	for (const record of text.split('\0')) {
		if (record.startsWith('# branch.oid ')) {
			const oid = record.slice(13);
			head = oid === '(initial)' ? null : oid;
		} else if (record.startsWith('# branch.head ')) {
			const name = record.slice(14);
			branch = name === '(detached)' ? null : name;
		} else if (record.startsWith('? ')) {
			add(record.slice(2), '??');
		} else if (record.startsWith('1 ')) {
			add(record.split(' ').slice(8).join(' '), record.slice(2, 4));
		} else if (record.startsWith('u ')) {
			const file = record.split(' ').slice(10).join(' ');
			add(file, record.slice(2, 4));
			unmerged.push(file);
		}
	}

	return {
		head, branch, dirty: [...dirty.values()], unmerged, ...(stateIsStaged ? {stateIsStaged} : {}),
	};
};

/** Looks at the working tree with one git process. Submodules count by their commit only: what is dirty inside them no commit here could take. */
export const readStatus = async (root: string): Promise<TreeStatus> => {
	const gitFolder = await requireGitFolder(root);
	const text = await runGit(root, ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules=dirty']);
	const parsed = parseStatus(text, existsSync(path.join(root, stateFolderName, '.gitignore')));
	const operation = await operationOf(gitFolder);
	const rest = parsed.branch === null ? 'detached' : 'normal';
	return {...parsed, state: operation ?? (parsed.head === null ? 'unborn' : rest)};
};
