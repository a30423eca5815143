import type {Readable} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import {execa} from 'execa';
import {createAwakeTime} from '../../domain/awake-time.js';
import {killGroup} from './kill-tree.js';
import {startTimeOf} from './process-evidence.js';
import {ownGroup} from './own-group.js';
import {createTail} from './tail.js';

export type ProgramOptions = {
	readonly cwd: string;
	/** The whole environment; nothing is inherited besides. */
	readonly env: Readonly<Record<string, string>>;
	readonly timeoutSeconds: number;
	/** Tag of the worker. */
	readonly tag?: string;
	readonly signal?: AbortSignal;
};

export type RunResult = {
	/** Null when its time limit, an interrupt or a signal ended it; 127 when it could not be started. */
	readonly exitCode: number | null;
	readonly seconds: number;
	/** The last 4 KiB of stdout and stderr together, and why it was ended if it was. */
	readonly tail: string;
};

const tailBytes = 4096;

const graceMilliseconds = 2000;

/** The limit is looked at so often; what a suspended machine adds to such a piece is not the program's time. */
const pieceMilliseconds = 1000;

const collect = async (stream: Readable, take: (chunk: Uint8Array) => void): Promise<void> => {
	try {
		for await (const chunk of stream) {
			take(chunk as Uint8Array);
		}
	} catch {
		// Cut off after the end of the program.
	}
};

/** Resolves with the reason when the program has to be ended before its own end. */
const limit = async ({timeoutSeconds, signal}: ProgramOptions, over: AbortSignal): Promise<string> => {
	const waits = signal === undefined ? over : AbortSignal.any([over, signal]);
	const spent = createAwakeTime(() => performance.now(), 2 * pieceMilliseconds);
	try {
		for (let left = timeoutSeconds * 1000; left > 0; left = (timeoutSeconds * 1000) - spent()) {
			await delay(Math.min(left, pieceMilliseconds), undefined, {signal: waits});
		}

		return `ended: it took longer than ${timeoutSeconds} s`;
	} catch {
		return 'ended: interrupted';
	}
};

/** Runs a program in its own process group to its end or its limit; nothing of it is left running. Expected trouble is in the result, it never rejects. */
export const runProgram = async (argv: readonly string[], options: ProgramOptions): Promise<RunResult> => {
	const begin = performance.now();
	const tail = createTail(tailBytes);
	const finish = (exitCode: number | null, note?: string): RunResult => {
		const {text} = tail.read();
		return {
			exitCode, seconds: Math.round(performance.now() - begin) / 1000, tail: note === undefined ? text : `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}[${note}]\n`,
		};
	};

	const {mark, options: group} = ownGroup(options.cwd, options.env, options.tag);
	const child = execa(argv[0] ?? '', argv.slice(1), {...group, stdin: 'ignore'});
	const {pid, stdout, stderr} = child;
	if (pid === undefined) {
		const {code, originalMessage} = await child;
		return finish(127, `could not be started: ${argv[0] ?? ''} in ${options.cwd}: ${code ?? originalMessage ?? 'unknown error'}`);
	}

	const since = startTimeOf(pid);
	const reading = Promise.all([stdout, stderr].map(async stream => collect(stream, tail.push)));
	const over = new AbortController();
	const exited = new Promise<{readonly exitCode: number | null; readonly signal: string | null}>(resolve => {
		child.once('exit', (exitCode, signal) => {
			resolve({exitCode, signal});
		});
	});
	const first = await Promise.race([exited, limit(options, over.signal)]);
	over.abort();
	await Promise.race([reading, delay(typeof first === 'string' ? 0 : 1000, undefined, {ref: false})]);
	await killGroup(pid, {mark, since, graceMilliseconds});
	await Promise.race([reading, delay(1000, undefined, {ref: false})]);
	stdout.destroy();
	stderr.destroy();
	if (typeof first === 'string') {
		return finish(null, first);
	}

	return first.signal === null ? finish(first.exitCode) : finish(null, `ended by ${first.signal}`);
};

/** Runs a shell command line with `/bin/sh -c`, as `runProgram` does. */
export const runShell = async (command: string, options: ProgramOptions): Promise<RunResult> => runProgram(['/bin/sh', '-c', command], options);
