import {lstat, readFile} from 'node:fs/promises';
import path from 'node:path';
import type {DiffStats} from '../domain/event/flow-event.js';
import {stateFolderName} from '../domain/state-folder-name.js';
import {emptyTree, requireGitFolder} from './git-folder.js';
import type {TreeStatus} from './read-status.js';
import {attemptGit} from './run-git.js';

const largest = 8 * 1024 * 1024;

/** Lines of a text file as git counts them; 0 for a binary, very large or unreadable one. */
const countLines = async (file: string): Promise<number> => {
	try {
		const found = await lstat(file);
		if (found.isSymbolicLink()) {
			return 1;
		}

		if (!found.isFile() || found.size > largest) {
			return 0;
		}

		const bytes = await readFile(file);
		if (bytes.length === 0 || bytes.subarray(0, 8000).includes(0)) {
			return 0;
		}

		let lines = bytes.at(-1) === 10 ? 0 : 1;
		for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) {
			lines++;
		}

		return lines;
	} catch {
		return 0;
	}
};

/** Reads `git diff --numstat`; binary files have `-` for numbers. */
const sumNumstat = (text: string): DiffStats => {
	const rows = text.split('\0').filter(row => row !== '').map(row => row.split('\t', 2).map(cell => cell === '-' ? 0 : Number(cell)));
	return {
		files: rows.length,
		insertions: rows.reduce((sum, row) => sum + (row[0] ?? 0), 0),
		deletions: rows.reduce((sum, row) => sum + (row[1] ?? 0), 0),
	};
};

/** How the working tree differs from the commit `before` (from nothing when null), new untracked files counted. Undefined where git cannot tell, for an agent may take away the commit itself: amend and prune, or make the repository anew. At most one git process, none when nothing tracked changed. */
export const diffStatsOf = async (root: string, before: string | null, status: TreeStatus): Promise<DiffStats | undefined> => {
	let sum: DiffStats = {files: 0, insertions: 0, deletions: 0};
	if (before !== status.head || status.dirty.some(entry => !entry.untracked)) {
		const base = before ?? await emptyTree(await requireGitFolder(root), status.head);
		const outcome = await attemptGit(root, [
			'diff', '--numstat', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty', '--end-of-options', base, '--', '.', `:(top,exclude)${stateFolderName}`,
		]);
		if (outcome.exitCode !== 0 || outcome.timedOut) {
			return undefined;
		}

		sum = sumNumstat(outcome.stdout);
	}

	for (const entry of status.dirty.filter(found => found.untracked)) {
		sum = {...sum, files: sum.files + 1, insertions: sum.insertions + await countLines(path.join(root, entry.path))};
	}

	return sum;
};
