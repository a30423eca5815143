import {readRunOptions, runOptionFlags, type RunOptions} from '../../../domain/run/run-options.js';
import {UserError} from '../../../domain/user-error.js';
import {jsonFlag} from '../../answer.js';
import type {Flags, FlagValues} from '../../command.js';

/** The flags that say how a run goes on; `run` and `resume` share them. */
export const goingOnFlags = {
	...runOptionFlags,
	...jsonFlag,
} as const satisfies Flags;

export const runFlags = {
	...goingOnFlags,
	foreground: {type: 'boolean'},
	detach: {type: 'boolean'},
	check: {type: 'boolean'},
} as const satisfies Flags;

export type RunFlags = FlagValues<typeof runFlags>;

/** What the client needs to know; throws UserError (exit 2) for flags that contradict each other. */
export const runOptionsOf = (flags: RunFlags): RunOptions => {
	if (flags.foreground && flags.detach) {
		throw new UserError('--foreground and --detach contradict each other.', 'With --foreground this process is the worker; with --detach nobody watches it.', 2);
	}

	return readRunOptions(flags);
};
