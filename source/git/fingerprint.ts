import {createHash, type Hash} from 'node:crypto';
import {lstat, readFile, readlink} from 'node:fs/promises';
import path from 'node:path';
import type {TreeStatus} from './read-status.js';

const largest = 8 * 1024 * 1024;

/** Git keeps nothing else of a file's mode. */
const executable = (mode: number): string => Math.floor(mode / 0o100) % 2 === 1 ? 'x' : '-';

const addFile = async (hash: Hash, file: string): Promise<void> => {
	try {
		const found = await lstat(file);
		if (found.isSymbolicLink()) {
			hash.update(`link ${await readlink(file)}`);
		} else if (!found.isFile()) {
			hash.update('other');
		} else if (found.size > largest) {
			hash.update(`large ${found.size} ${found.mtimeMs} ${executable(found.mode)}`);
		} else {
			hash.update(`file ${found.size} ${executable(found.mode)} `).update(await readFile(file));
		}
	} catch {
		hash.update('gone');
	}
};

/** One hash over HEAD and the content of every dirty path: it changes when the tree changed, however it is staged. Files over 8 MiB count by size and time. Starts no process. */
export const fingerprintOf = async (root: string, status: TreeStatus): Promise<string> => {
	const hash = createHash('sha256').update(status.head ?? 'unborn');
	for (const name of status.dirty.map(entry => entry.path).toSorted()) {
		hash.update(`\0${name}\0`);
		await addFile(hash, path.join(root, name));
	}

	return hash.digest('hex');
};
