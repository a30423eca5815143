import {UserError} from '../domain/user-error.js';

/** How one call of git ended; `exitCode` is null when a signal ended it. */
export type GitOutcome = {
	readonly exitCode: number | null;
	readonly stdout: string;
	readonly stderr: string;
	readonly timedOut: boolean;
	/** It printed more than was wanted, and was ended for it. */
	readonly cut: boolean;
	/** The git program could not be started. */
	readonly missing: boolean;
};

/** The error for a git call that did not do its work: a `UserError` for what a user can mend, else a plain error with git's own words. */
export const gitTrouble = (root: string, args: readonly string[], outcome: GitOutcome): Error => {
	const {stderr} = outcome;
	if (outcome.missing) {
		return new UserError('git could not be started', 'Install git and make sure that it is on PATH.');
	}

	if (/dubious ownership|unsafe repository/v.test(stderr)) {
		return new UserError(`git refuses ${root}: the folder belongs to another user`, `If you trust it: git config --global --add safe.directory ${root}`, 2);
	}

	if (stderr.includes('not a git repository')) {
		return notARepository(root);
	}

	if (stderr.includes('must be run in a work tree')) {
		return bareRepository(root);
	}

	if (/bad (?:numeric |boolean )?config|fatal: unknown error occurred while reading the configuration/v.test(stderr)) {
		return new UserError(`git cannot read its configuration in ${root}: ${firstLine(stderr)}`, 'Mend the file that git names.');
	}

	if (outcome.timedOut) {
		return new UserError(`git ${verb(args)} did not finish in time in ${root}`, 'Look for a hanging file system or filter, then try again.');
	}

	if (/index file|object file .* is empty|loose object .* is corrupt/v.test(stderr)) {
		return new UserError(`git says that ${root} is damaged: ${firstLine(stderr)}`, 'Run git fsck and mend what it names.');
	}

	if (/bad object|(?:bad|unknown) revision|invalid object name/v.test(stderr)) {
		return new UserError(`This repository does not have that commit (any more): ${firstLine(stderr)}`, 'If its history was rewritten, git reflog may know it still.');
	}

	return new Error(`git ${verb(args)} failed in ${root} (${outcome.exitCode === null ? 'ended by a signal' : `exit code ${outcome.exitCode}`}): ${stderr.trim() || outcome.stdout.trim() || 'no output'}`);
};

/** The error for a folder that is in no git repository. */
export const notARepository = (folder: string): UserError =>
	new UserError(`${folder} is not in a git repository`, 'Go to one, name one with --repo PATH, or make one here with: car init --git-init', 2);

/** The error for a repository without a working tree. */
const bareRepository = (folder: string): UserError =>
	new UserError(`${folder} is a bare git repository: it has no working tree`, 'Use a clone or a worktree of it.', 2);

const verb = (args: readonly string[]): string => args.find(argument => !argument.startsWith('-')) ?? '';

const firstLine = (text: string): string => text.trim().split('\n', 1)[0] ?? '';
