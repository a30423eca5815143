import {explainSystemError} from '../domain/system-error.js';
import {UserError} from '../domain/user-error.js';
import {bad, faint, type Output} from './output.js';

/** Says what went wrong in one line, and what to do about it in the next; answers the exit code. */
export const reportError = (error: unknown, {out, hasDebug}: {readonly out: Output; readonly hasDebug: boolean}): number => {
	const problem = error instanceof Error ? error : new Error(String(error));
	const explained = problem instanceof UserError ? undefined : explainSystemError(problem);
	out.error([bad('car:'), ` ${explained?.what ?? (problem.message === '' ? problem.name : problem.message)}`]);
	if (explained !== undefined) {
		out.error([faint(`  ${explained.next}`)]);
	} else if (problem instanceof UserError) {
		for (const line of problem.hint.split('\n').filter(line => line !== '')) {
			out.error([faint(`  ${line}`)]);
		}
	} else if (!hasDebug) {
		out.error([faint('  This should not happen. The same command with --debug shows where it did.')]);
	}

	if (hasDebug) {
		for (const line of (problem.stack ?? '').split('\n')) {
			out.error([faint(line)]);
		}
	}

	return problem instanceof UserError ? problem.exitCode : 1;
};
