import {spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {workerArguments} from '../../../source/engine/client/attached-client.js';
import type {StartOptions} from '../../../source/engine/client/start-worker.js';
import {layoutOf} from '../../../source/store/folder/layout.js';
import {
	planVariable, type CrashPlan, type Ending, type Trace,
} from './crash-plan.js';
import {placeAtEnd} from './effect-names.js';
import type {WorkerEnd} from './stage.js';
import type {Workspace} from './workspace.js';

/** Where the programs of a matrix lie. */
export type Programs = {
	/** The built command line whose worker is killed. */
	readonly car: string;
	/** The instrument as a file that Node can preload. */
	readonly instrument: string;
};

/** A worker that takes longer than this hangs. */
const limit = 30_000;

/** Starts the real worker under the instrument and waits for its end, whichever it is. */
export const runWorker = async (programs: Programs, workspace: Workspace, start: StartOptions, options: Ending & {readonly wantsLabels: boolean}): Promise<WorkerEnd> => {
	const trace = path.join(workspace.folder, 'trace.json');
	fs.rmSync(trace, {force: true});
	const log = layoutOf(workspace.repo).run(start.runId).events;
	const plan: CrashPlan = {
		...options, trace, after: fs.existsSync(log) ? placeAtEnd(fs.readFileSync(log, 'utf8')) : '', hide: [[start.runId, 'run'], [`${workspace.repo}/.codex-autorunner/`, ''], [workspace.repo, ''], [workspace.folder, '']],
	};
	const child = spawn(process.execPath, ['--require', programs.instrument, programs.car, ...workerArguments(workspace.repo, start)], {
		cwd: workspace.repo, env: {...workspace.env, [planVariable]: JSON.stringify(plan)}, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
	});
	let said = '';
	const hear = (text: string): void => {
		said = (said + text).slice(-4000);
	};

	child.stdout.setEncoding('utf8').on('data', hear);
	child.stderr.setEncoding('utf8').on('data', hear);

	let isStuck = false;
	const timer = setTimeout(() => {
		isStuck = true;
		child.kill('SIGKILL');
	}, limit);
	// Not `close`: what a dead worker started may hold its pipes.
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', resolve);
	});
	clearTimeout(timer);
	child.stdout.destroy();
	child.stderr.destroy();
	const left = fs.existsSync(trace) ? JSON.parse(fs.readFileSync(trace, 'utf8')) as Trace : {points: 0, hit: undefined, labels: []};
	return {
		...left, code, isStuck, said,
	};
};
