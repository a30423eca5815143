import {mkdirSync, rmdirSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';

/** Makes a folder; false when it was there, made by whoever came first. */
const isMade = (folder: string): boolean => {
	try {
		mkdirSync(folder);
		return true;
	} catch {
		return false;
	}
};

/** Makes what several processes of a test run need: the first that comes makes it, the others wait (where it fails, each tries for itself). The temporary folder is this run's own. */
export const makeOnce = async (name: string, isThere: () => boolean, make: () => Promise<void>): Promise<void> => {
	const lock = path.join(os.tmpdir(), `making-${name}`);
	while (!isThere()) {
		if (!isMade(lock)) {
			await delay(20);
			continue;
		}

		try {
			if (!isThere()) {
				await make();
			}
		} finally {
			rmdirSync(lock);
		}
	}
};
