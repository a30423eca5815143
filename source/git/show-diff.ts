import {Buffer} from 'node:buffer';
import {attemptGit, runGit} from './run-git.js';

const plain = ['--no-color', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty'] as const;

/** A patch is read by people, and drawn whole: a generated file of gigabytes must not fill the memory. */
const mostBytes = 8_388_608;

/** What git prints up to the limit, whole lines; then a line says that there is more, and how to see it. */
const boundedGit = async (root: string, args: readonly string[], [command, ...names]: readonly string[]): Promise<string> => {
	const text = await runGit(root, [command ?? '', ...args, ...plain, '--end-of-options', ...names, '--'], {maxBytes: mostBytes});
	return Buffer.byteLength(text) <= mostBytes
		? text
		: `${text.slice(0, text.lastIndexOf('\n', mostBytes))}\n[… more than 8 MiB: the rest is left out; git ${[command, ...names].join(' ')} shows it …]\n`;
};

/** The commit a full ref name points at; undefined where there is none. One process. */
export const readRef = async (root: string, name: string): Promise<string | undefined> => {
	const outcome = await attemptGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
	const hash = outcome.stdout.trim();
	return outcome.exitCode === 0 && /^[\da-f]{40,64}$/v.test(hash) ? hash : undefined;
};

/** What changed between two commits, as git tells it: a summary of the files, then the patch. `to` null: what is in the working tree now, tracked files only. One process. */
export const diffText = async (root: string, from: string, to: string | null): Promise<string> =>
	boundedGit(root, ['--stat', '--patch'], ['diff', from, ...(to === null ? [] : [to])]);

/** One commit with its message, the files it changed and the patch. One process. Throws UserError for a name that is no commit. */
export const commitText = async (root: string, commit: string): Promise<string> =>
	boundedGit(root, ['--stat', '--patch', '--no-show-signature', '--format=commit %H%nauthor %an, %ad%n%n%B', '--date=iso-local'], ['show', commit]);
