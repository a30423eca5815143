import {
	access, constants, mkdir, mkdtemp, realpath, rm, statfs, writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

const gitConfig = `[user]
	name = Test Person
	email = test@example.org
[init]
	defaultBranch = main
[gc]
	auto = 0
`;

const inMemory = '/dev/shm';

/** Where the run's folder is made: in memory where there are two gigabytes for it (hundreds of repositories are made, synced and thrown away), else on the disk. What a disk does is the proofs' to show. */
const placeOfFolders = async (): Promise<string> => {
	try {
		await access(inMemory, constants.W_OK);
		const {bavail, bsize} = await statfs(inMemory);
		return bavail * bsize > 2 ** 31 ? inMemory : os.tmpdir();
	} catch {
		return os.tmpdir();
	}
};

/** Gives the whole test run a home and a temporary folder of its own: nothing is read from or left in the developer's. */
export default async function setup(): Promise<() => Promise<void>> {
	const root = await realpath(await mkdtemp(path.join(await placeOfFolders(), 'car-test-')));
	const home = path.join(root, 'home');
	await mkdir(home);
	await writeFile(path.join(home, '.gitconfig'), gitConfig);
	process.env.HOME = home;
	process.env.TMPDIR = root;
	process.env.GIT_CONFIG_NOSYSTEM = '1';
	for (const name of Object.keys(process.env)) {
		if (name.startsWith('XDG_') || (name.startsWith('GIT_') && name !== 'GIT_CONFIG_NOSYSTEM') || name.startsWith('CAR_')) {
			Reflect.deleteProperty(process.env, name);
		}
	}

	return async () => {
		await rm(root, {
			recursive: true, force: true, maxRetries: 5, retryDelay: 100,
		});
	};
}
