import {createHash} from 'node:crypto';
import {readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {ifAllowed} from '../file/if-there.js';

const most = 10_000;

/** Changes whenever a file of the workspace folder was added, removed or written; looks at sizes and times, not at contents, and at 10,000 files at most. */
export const fingerprintWorkspace = (folder: string): string => {
	const hash = createHash('sha256');
	const folders = [folder];
	let seen = 0;
	for (let next = folders.pop(); next !== undefined && seen < most; next = folders.pop()) {
		for (const entry of listFolder(next)) {
			const file = path.join(next, entry.name);
			if (entry.isDirectory()) {
				folders.push(file);
			} else if (entry.isFile()) {
				seen++;
				const stats = statSync(file, {throwIfNoEntry: false});
				hash.update(`${file}\0${stats?.size ?? ''}\0${stats?.mtimeMs ?? ''}\0`);
			}
		}
	}

	return hash.digest('hex');
};

/** Gone or unreadable is a state of its own, not a failure of the run. */
const listFolder = (folder: string) => (ifAllowed(() => readdirSync(folder, {withFileTypes: true})) ?? []).toSorted((one, other) => one.name < other.name ? -1 : 1);
