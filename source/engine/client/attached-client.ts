import {spawn} from 'node:child_process';
import {
	closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync,
} from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {runOptionWords} from '../../domain/run/run-options.js';
import {UserError} from '../../domain/user-error.js';
import {makeReserve} from '../../store/file/reserve-file.js';
import {makeFolder} from '../../store/file/durable-write.js';
import {layoutOf} from '../../store/folder/layout.js';
import {readLock} from '../../store/run/run-lock.js';
import type {World} from '../flow.js';
import {lastWordsOf} from '../worker-words.js';
import {createFileClient} from './file-client.js';
import type {StartOptions} from './start-worker.js';
import type {FlowClient} from './flow-client.js';

/** How `car flow worker` is called; the command line reads the same words. */
export const workerArguments = (repo: string, {runId, ...options}: StartOptions): readonly string[] => ['flow', 'worker', '--repo', repo, '--run', runId, ...runOptionWords(options)];

/** The client of every surface: the engine is a detached worker that outlives it, talked to through files alone. `program` is the built command line. */
export const createAttachedClient = (options: {readonly repo: string; readonly world: World; readonly program: string}): FlowClient => createFileClient({
	repo: options.repo,
	world: options.world,
	foreground: false,
	startWorker: async start => startDetached(options, start),
	close: async () => undefined,
});

const startDetached = async (options: {readonly repo: string; readonly world: World; readonly program: string}, start: StartOptions): Promise<void> => {
	const layout = layoutOf(options.repo);
	const run = layout.run(start.runId);
	makeFolder(run.folder);
	rotate(run.workerLog);
	// A worker without space could not even say so.
	makeReserve(run.reserve);
	const log = openSync(run.workerLog, 'a', 0o600);
	const seen: {exit?: {readonly code: number | null}; failure?: Error} = {};
	const child = spawn(process.execPath, [options.program, ...workerArguments(options.repo, start)], {
		cwd: options.repo, env: {...options.world.env}, detached: true, stdio: ['ignore', log, log],
	});
	child.on('exit', code => {
		seen.exit = {code};
	});
	child.on('error', error => {
		seen.failure = error;
	});
	closeSync(log);
	while (seen.exit === undefined && seen.failure === undefined && readLock(layout)?.record?.pid !== child.pid) {
		await delay(10);
	}

	child.unref();
	const {exit, failure} = seen;
	if (failure !== undefined) {
		throw new UserError(`The worker could not be started: ${failure.message}`, 'car doctor looks for the cause');
	}

	if (exit !== undefined && exit.code !== 0) {
		const words = lastWordsOf(readFileSync(run.workerLog, 'utf8')) ?? '';
		if (!existsSync(run.events)) {
			// Nothing of this run ever was; an empty folder would only puzzle people.
			rmSync(run.folder, {recursive: true, force: true});
		}

		throw exit.code === 5
			? new UserError('Another worker holds this repository', 'car run follows it; car stop ends it', 5)
			: new UserError(`The worker ended at once: ${words}`, 'car doctor looks for the cause');
	}
};

const largestLog = 1_048_576;

/** One older log is kept. */
const rotate = (file: string): void => {
	if ((statSync(file, {throwIfNoEntry: false})?.size ?? 0) > largestLog) {
		renameSync(file, `${file}.1`);
	}
};
