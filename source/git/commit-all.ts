import {lstat} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {stateFolderName} from '../domain/state-folder-name.js';
import {indexIsLocked, looseHead, requireGitFolder} from './git-folder.js';
import type {GitOutcome} from './git-trouble.js';
import {isState, readStatus, type TreeStatus} from './read-status.js';
import {attemptGit, runGit, type GitCall} from './run-git.js';

export type CommitSettings = {
	readonly hooks: boolean;
	readonly hookTimeoutSeconds: number;
	/** In the environment of what a commit starts: a worker's tag, so that a git that outlives it is found. */
	readonly env?: Readonly<Record<string, string>>;
	/** Waits for an index that another git holds, in milliseconds. */
	readonly lockDelays?: readonly number[];
};

/** Untracked files above this many bytes are not added. */
const largest = 20 * 1024 * 1024;

const defaultDelays = [200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800, 2000];

export type CommitResult
	= | {readonly ok: true; readonly commit: string; /** Untracked paths that were left out: very large files, nested repositories. */ readonly skipped: readonly string[]}
		| {
			readonly ok: false;
			/** `nothing`: the tree holds nothing to commit; `state`: git is in the middle of something; `lock`: another git holds the index; `refused`: a hook or git itself said no. */
			readonly code: 'nothing' | 'state' | 'lock' | 'refused';
			readonly error: string;
			readonly skipped: readonly string[];
		};

type Refusal = Extract<CommitResult, {ok: false}>;

const refusal = (code: Refusal['code'], error: string, skipped: readonly string[] = []): Refusal => ({
	ok: false, code, error, skipped,
});

const refuseState = (status: TreeStatus): Refusal | undefined => {
	if (status.unmerged.length > 0) {
		return refusal('state', `Not committed: conflicts are open in ${status.unmerged.join(', ')}. Resolve them first.`);
	}

	return ['normal', 'detached', 'unborn'].includes(status.state)
		? undefined
		: refusal('state', `Not committed: a ${status.state} is in progress. Finish or abort it first.`);
};

const mustSkip = async (root: string, name: string): Promise<boolean> => {
	if (name.endsWith('/')) {
		return true;
	}

	try {
		const {size} = await lstat(path.join(root, name));
		return size > largest;
	} catch {
		return false;
	}
};

const isLockTrouble = (outcome: GitOutcome): boolean => /index\.lock'?: File exists/v.test(outcome.stderr);

/** Runs a git call that needs the index, waiting while another git holds it. The lock is never removed: who made it may be alive. */
const withIndex = async (root: string, args: readonly string[], call: GitCall, settings: CommitSettings): Promise<GitOutcome | Refusal> => {
	const gitFolder = await requireGitFolder(root);
	for (const pause of [...(settings.lockDelays ?? defaultDelays), undefined]) {
		if (!await indexIsLocked(gitFolder)) {
			const outcome = await attemptGit(root, args, {...call, ...(settings.env === undefined ? {} : {env: settings.env})});
			if (!isLockTrouble(outcome)) {
				return outcome;
			}
		}

		if (pause !== undefined) {
			await delay(pause);
		}
	}

	return refusal('lock', `Not committed: ${path.join(gitFolder, 'index.lock')} exists, so another git is at work or was killed. If none is, remove that file.`);
};

const tailOf = (outcome: GitOutcome): string => `${outcome.stderr.trim()}\n${outcome.stdout.trim()}`.trim().slice(-4096);

const judgeCommit = (outcome: GitOutcome, settings: CommitSettings, skipped: readonly string[]): Refusal | undefined => {
	if (outcome.timedOut) {
		return refusal('refused', `The commit was refused: it did not finish within ${settings.hookTimeoutSeconds} s and was ended with its hooks.\n${tailOf(outcome)}`.trim(), skipped);
	}

	if (outcome.exitCode === 0) {
		return undefined;
	}

	if (outcome.exitCode === 1 && /^(?:nothing to commit|nothing added to commit|no changes added)/mv.test(outcome.stdout)) {
		return nothing(skipped);
	}

	const end = outcome.exitCode === null ? 'it was ended by a signal' : `exit code ${outcome.exitCode}`;
	return refusal('refused', `The commit was refused (${end}): ${tailOf(outcome) || 'a hook failed and printed nothing'}`, skipped);
};

const nothing = (skipped: readonly string[]): Refusal =>
	refusal('nothing', `Nothing to commit${skipped.length === 0 ? '' : `, apart from what is left out: ${skipped.join(', ')}`}.`, skipped);

/** Stands in a path for bytes that are no UTF-8: by its name such a file cannot be asked for. */
const unreadable = '\uFFFD';

/** A pattern that matches the file anyhow: what cannot be read is not ASCII. */
const patternOf = (name: string): string =>
	`:(glob)${name.replaceAll(/[*?\[\]\\]/gv, String.raw`\$&`).replaceAll(unreadable, '[!\u0001-\u007F]*')}`;

/** What git says of a file that was there when it was asked what there is. */
const isVanished = (outcome: GitOutcome): boolean => /did not match any file|No such file or directory/v.test(outcome.stderr);

/** Brings the index in line with the tree: all that changed, without what is skipped and without what nobody tracks of the state folder. */
const stage = async (root: string, status: TreeStatus, skipped: readonly string[], settings: CommitSettings): Promise<Refusal | 'vanished' | undefined> => {
	if (status.stateIsStaged === true) {
		const staysStaged = status.dirty.filter(({path: name, code}) => isState(name) && !code.startsWith('.')).map(({path: name}) => `:(exclude,literal)${name}`);
		await runGit(root, [
			...status.head === null ? ['rm', '-r', '--cached', '--ignore-unmatch'] : ['reset', 'HEAD'],
			'--quiet',
			'--pathspec-from-file=-',
			'--pathspec-file-nul',
		], {input: [stateFolderName, ...staysStaged].join('\0')});
	}

	const paths = status.dirty.filter(entry => entry.code[1] !== '.' && !skipped.includes(entry.path)).map(entry => entry.path);
	const odd = paths.filter(name => name.includes(unreadable));
	// Paths by name, and not the whole tree: naming an ignored state folder as an exception is an error to git.
	const plain = paths.filter(name => !odd.includes(name));
	const calls = [
		{options: ['--literal-pathspecs', 'add'], names: plain.filter(name => !isState(name))},
		// Git calls a tracked file that was deleted an ignored one.
		{options: ['--literal-pathspecs', 'add', '--force'], names: plain.filter(name => isState(name))},
		{options: ['add'], names: odd.length === 0 ? [] : [...odd.map(name => patternOf(name)), ...skipped.map(name => `:(exclude,literal)${name}`)]},
	];
	for (const {options, names} of calls.filter(call => call.names.length > 0)) {
		const args = [...options, '--all', '--verbose', '--pathspec-from-file=-', '--pathspec-file-nul'];
		const outcome = await withIndex(root, args, {input: names.join('\0')}, settings);
		if ('ok' in outcome) {
			return outcome;
		}

		if (outcome.exitCode !== 0) {
			return isVanished(outcome) ? 'vanished' : refusal('refused', `git add failed: ${tailOf(outcome) || 'no output'}`, skipped);
		}
	}

	return undefined;
};

const findSkipped = async (root: string, status: TreeStatus): Promise<readonly string[]> => {
	const skipped: string[] = [];
	for (const entry of status.dirty) {
		if (entry.untracked && await mustSkip(root, entry.path)) {
			skipped.push(entry.path);
		}
	}

	return skipped;
};

/** How often the tree is looked at again because a file of it went away meanwhile, as those of editors do. */
const looks = 5;

/** Looks at the tree and stages it; what was left out is told. */
const stageAll = async (root: string, settings: CommitSettings, known: TreeStatus | undefined): Promise<Refusal | {readonly skipped: readonly string[]}> => {
	for (let look = 1; look <= looks; look++) {
		const status = look === 1 && known !== undefined ? known : await readStatus(root);
		const hindrance = refuseState(status);
		if (hindrance !== undefined) {
			return hindrance;
		}

		const skipped = await findSkipped(root, status);
		if (status.dirty.length === skipped.length) {
			return nothing(skipped);
		}

		const unstaged = await stage(root, status, skipped, settings);
		if (unstaged !== 'vanished') {
			return unstaged ?? {skipped};
		}
	}

	return refusal('refused', `Not committed: at each of ${looks} looks files went away while they were added. Something else is at work in ${root}.`);
};

/** Git refuses a message with NUL; other control characters would trouble whoever reads the log in a terminal. */
const withoutControls = (text: string): string => text.replaceAll(/[\p{Cc}--[\n\t]]/gv, '');

/** Commits everything that is dirty, with `trailer` as the last line of the message. What hinders it is a value: state, lock, hook, nothing to do. */
export const commitAllIn = async (
	root: string,
	{message, trailer, identity}: {readonly message: string; readonly trailer: string; readonly identity: readonly string[]},
	settings: CommitSettings,
	known?: TreeStatus,
): Promise<CommitResult> => {
	const staged = await stageAll(root, settings, known);
	if ('ok' in staged) {
		return staged;
	}

	const {skipped} = staged;
	const subject = withoutControls(message).trim();
	const text = trailer === '' ? `${subject}\n` : `${subject}\n\n${trailer}\n`;
	const outcome = await withIndex(root, ['commit', '--cleanup=whitespace', '--file=-'], {
		input: text,
		hooks: settings.hooks,
		timeoutSeconds: settings.hookTimeoutSeconds,
		config: identity,
	}, settings);
	if ('ok' in outcome) {
		return outcome;
	}

	const refused = judgeCommit(outcome, settings, skipped);
	if (refused !== undefined) {
		return refused;
	}

	const commit = await looseHead(await requireGitFolder(root)) ?? await runGit(root, ['rev-parse', '--verify', 'HEAD']);
	return {ok: true, commit: commit.trim(), skipped};
};
