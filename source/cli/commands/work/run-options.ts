import type {RunOptions} from '../../../engine/client/flow-client.js';
import {UserError} from '../../../domain/user-error.js';
import type {Flags, FlagValues} from '../../command.js';
import {wholeNumber} from '../../ask/numbers.js';

/** The flags that say how a run goes on; `run` and `resume` share them. */
export const goingOnFlags = {
	once: {type: 'boolean'},
	json: {type: 'boolean'},
	dirty: {type: 'boolean'},
	answer: {type: 'boolean', default: true},
	recover: {type: 'boolean'},
	maxTurns: {type: 'string'},
	fullAccess: {type: 'boolean'},
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

	return {
		once: flags.once,
		dirty: flags.dirty,
		noAnswer: !flags.answer,
		recover: flags.recover,
		maxTurns: flags.maxTurns === undefined ? undefined : wholeNumber(flags.maxTurns, '--max-turns'),
		fullAccess: flags.fullAccess,
	};
};
