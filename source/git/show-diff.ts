import {attemptGit, runGit} from './run-git.js';

const plain = ['--no-color', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty'] as const;

/** The commit a full ref name points at; undefined where there is none. One process. */
export const readRef = async (root: string, name: string): Promise<string | undefined> => {
	const outcome = await attemptGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
	const hash = outcome.stdout.trim();
	return outcome.exitCode === 0 && /^[\da-f]{40,64}$/v.test(hash) ? hash : undefined;
};

/** What changed between two commits, as git tells it: a summary of the files, then the patch. `to` null: what is in the working tree now, tracked files only. One process. */
export const diffText = async (root: string, from: string, to: string | null): Promise<string> =>
	runGit(root, ['diff', '--stat', '--patch', ...plain, '--end-of-options', from, ...(to === null ? [] : [to]), '--']);

/** One commit with its message, the files it changed and the patch. One process. Throws UserError for a name that is no commit. */
export const commitText = async (root: string, commit: string): Promise<string> =>
	runGit(root, ['show', '--stat', '--patch', '--no-show-signature', '--format=commit %H%nauthor %an, %ad%n%n%B', '--date=iso-local', ...plain, '--end-of-options', commit, '--']);
