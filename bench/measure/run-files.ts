import {existsSync} from 'node:fs';
import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';

/** The folder of the only run of a repository. */
export async function runFolder(repo: string): Promise<string> {
	const runs = path.join(repo, '.codex-autorunner/runs');
	const [name = ''] = await readdir(runs);
	return path.join(runs, name);
}

/** The process id of the worker, from its lock. */
export async function workerPid(repo: string): Promise<number> {
	const lock = JSON.parse(await readFile(path.join(repo, '.codex-autorunner/lock'), 'utf8')) as {pid: number};
	return lock.pid;
}

/** Resolves when no worker holds the repository any more. */
export async function workerGone(repo: string): Promise<void> {
	while (existsSync(path.join(repo, '.codex-autorunner/lock'))) {
		await delay(100);
	}
}

/** The lines of a log file, read. */
export async function logLines(file: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> {
	const text = await readFile(file, 'utf8');
	return text.split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Record<string, unknown>);
}
