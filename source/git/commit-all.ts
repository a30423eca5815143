import {lstat} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {stateFolderName} from '../domain/state-folder-name.js';
import {indexIsLocked, looseHead, requireGitFolder} from './git-folder.js';
import type {GitOutcome} from './git-trouble.js';
import {readStatus, type TreeStatus} from './read-status.js';
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

/** Brings the index in line with the tree: all that changed, without what is skipped and without the state folder. */
const stage = async (root: string, status: TreeStatus, skipped: readonly string[], settings: CommitSettings): Promise<Refusal | undefined> => {
	if (status.stateIsStaged === true) {
		await runGit(root, status.head === null
			? ['rm', '-r', '--cached', '--quiet', '--ignore-unmatch', '--', stateFolderName]
			: ['reset', '--quiet', 'HEAD', '--', stateFolderName]);
	}

	const paths = status.dirty.filter(entry => entry.code[1] !== '.' && !skipped.includes(entry.path)).map(entry => entry.path);
	if (paths.length === 0) {
		return undefined;
	}

	// Paths by name, and not the whole tree: naming an ignored state folder as an exception is an error to git.
	const args = ['--literal-pathspecs', 'add', '--all', '--verbose', '--pathspec-from-file=-', '--pathspec-file-nul'];
	const outcome = await withIndex(root, args, {input: paths.join('\0')}, settings);
	if ('ok' in outcome) {
		return outcome;
	}

	return outcome.exitCode === 0 ? undefined : refusal('refused', `git add failed: ${tailOf(outcome) || 'no output'}`, skipped);
};

/** Commits everything that is dirty, with `trailer` as the last line of the message. What hinders it is a value: state, lock, hook, nothing to do. */
export const commitAllIn = async (
	root: string,
	{message, trailer, identity}: {readonly message: string; readonly trailer: string; readonly identity: readonly string[]},
	settings: CommitSettings,
	known?: TreeStatus,
): Promise<CommitResult> => {
	const status = known ?? await readStatus(root);
	const hindrance = refuseState(status);
	if (hindrance !== undefined) {
		return hindrance;
	}

	const skipped: string[] = [];
	for (const entry of status.dirty) {
		if (entry.untracked && await mustSkip(root, entry.path)) {
			skipped.push(entry.path);
		}
	}

	if (status.dirty.length === skipped.length) {
		return nothing(skipped);
	}

	const unstaged = await stage(root, status, skipped, settings);
	if (unstaged !== undefined) {
		return unstaged;
	}

	const text = trailer === '' ? `${message.trim()}\n` : `${message.trim()}\n\n${trailer}\n`;
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
