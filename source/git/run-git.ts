import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import process from 'node:process';
import {Readable} from 'node:stream';
import {simpleGit} from 'simple-git';
import {createAwakeTime} from '../domain/awake-time.js';
import {UserError} from '../domain/user-error.js';
import {endProcesses} from './end-processes.js';
import {gitTrouble, type GitOutcome} from './git-trouble.js';

export type GitCall = {
	/** Sent on stdin. */
	readonly input?: string;
	/** Exit codes besides 0 that are an answer and no failure. */
	readonly allow?: readonly number[];
	/** Let the repository's hooks run. */
	readonly hooks?: boolean;
	readonly timeoutSeconds?: number;
	/** Output beyond this is not waited for: git is ended, and what it printed before is the answer. */
	readonly maxBytes?: number;
	/** More `-c key=value`. */
	readonly config?: readonly string[];
	/** More environment, for hooks to inherit. */
	readonly env?: Readonly<Record<string, string>>;
};

/** Names every process of one call, so that a hook's children can be found. */
const markName = 'CAR_GIT_CALL';

/** The time limit is looked at so often. */
const pieceMilliseconds = 500;

const settings = {
	GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_EDITOR: 'true', LC_ALL: 'C',
};

/** What we were started with must not point git elsewhere: no GIT_*, no editor, no pager. */
const environment = (mark: string): Record<string, string> => {
	const kept = Object.entries(process.env).filter((entry): entry is [string, string] =>
		entry[1] !== undefined && !/^(?:GIT_.*|EDITOR|VISUAL|PAGER|PREFIX|SSH_ASKPASS|LANGUAGE)$/iv.test(entry[0]));
	return {...Object.fromEntries(kept), ...settings, [markName]: mark};
};

/** Closes git's stdout once more than `maxBytes` came out of it, which ends git by itself. */
const limitOutput = (maxBytes = Number.POSITIVE_INFINITY) => {
	let bytes = 0;
	return {
		watch(_command: string, stdout: NodeJS.ReadableStream): void {
			stdout.on('data', (chunk: Uint8Array) => {
				bytes += chunk.length;
				if (bytes > maxBytes && stdout instanceof Readable) {
					stdout.destroy();
				}
			});
		},
		isOver: () => bytes > maxBytes,
	};
};

/**
 * Runs git once and tells how it ended, whatever the end. When its time is over, every process of the call is ended too.
 * Hooks are off unless asked for; nothing a repository configures is started by reading it.
 */
export const attemptGit = async (root: string, args: readonly string[], call: GitCall = {}): Promise<GitOutcome> => {
	if (!existsSync(root)) {
		throw new UserError(`${root} does not exist`, 'Name an existing folder with --repo PATH.', 2);
	}

	const mark = randomBytes(8).toString('hex');
	let outcome: Omit<GitOutcome, 'timedOut' | 'cut'> = {
		exitCode: null, stdout: '', stderr: '', missing: false,
	};
	const git = simpleGit({
		baseDir: root,
		config: [
			'core.fsmonitor=false',
			'core.pager=cat',
			'core.editor=true',
			'commit.gpgsign=false',
			'tag.gpgsign=false',
			'gc.auto=0',
			'maintenance.auto=false',
			...(call.hooks === true ? [] : ['core.hooksPath=/dev/null']),
			...(call.config ?? []),
			...(process.platform === 'linux' ? [] : [`car.call=${mark}`]),
		],
		// A hook that leaves something running in the background must not hold us; reads wait for all of their output.
		completion: {onClose: true, onExit: call.hooks === true ? 1000 : false},
		// Every end is looked at, also an exit code without a word on stderr, which counts as success otherwise.
		errors(_error, result) {
			const stderr = Buffer.concat(result.stdErr).toString('utf8');
			// Null, not -1, when a signal ended it; the types don't know.
			const exitCode = result.exitCode as number | null;
			outcome = {
				exitCode: exitCode !== null && exitCode >= 0 ? exitCode : null,
				stdout: Buffer.concat(result.stdOut).toString('utf8'),
				stderr,
				missing: exitCode !== 0 && /spawn git (?:ENOENT|EACCES)/v.test(stderr),
			};
			return undefined;
		},
		input: () => call.input,
		unsafe: {
			allowUnsafeFsMonitor: true,
			allowUnsafePager: true,
			allowUnsafeEditor: true,
			allowUnsafeHooksPath: true,
			// Else the git calls of a hook inherit a setting that forbids them abbreviations.
			allowAbbreviatedOptions: true,
		},
		allowEnvironment: Object.keys(settings),
	}).env({...environment(mark), ...call.env});

	const output = limitOutput(call.maxBytes);
	git.outputHandler(output.watch);
	let ending: Promise<void> | undefined;
	// In pieces: the time in which the machine slept is not git's.
	const spent = createAwakeTime(() => performance.now(), 2 * pieceMilliseconds);
	const timer = setInterval(() => {
		if (spent() >= (call.timeoutSeconds ?? 120) * 1000) {
			ending ??= endProcesses(markName, mark);
		}
	}, pieceMilliseconds);
	try {
		await git.raw([...args]);
	} catch (error) {
		if (!outcome.missing && outcome.exitCode === null && ending === undefined && outcome.stderr === '' && !output.isOver()) {
			throw error;
		}
	} finally {
		clearInterval(timer);
	}

	await ending;
	return {...outcome, timedOut: ending !== undefined, cut: output.isOver()};
};

/** Runs git and returns what it printed. Rejects for every exit code that is not 0 or allowed, with a `UserError` where a user can mend it. */
export const runGit = async (root: string, args: readonly string[], call: GitCall = {}): Promise<string> => {
	const outcome = await attemptGit(root, args, call);
	if (outcome.cut || (!outcome.timedOut && outcome.exitCode !== null && [0, ...(call.allow ?? [])].includes(outcome.exitCode))) {
		return outcome.stdout;
	}

	throw gitTrouble(root, args, outcome);
};
