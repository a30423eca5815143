import {dashed} from '../text/dashed.js';
import {wholeNumber} from '../text/whole-number.js';

/** What a human asks of a run that begins or goes on. It is passed whole from the surface to the worker: an option more is its line here, three lines below, and where it acts. */
export type RunOptions = {
	readonly once: boolean;
	readonly dirty: boolean;
	readonly noAnswer: boolean;
	/** Go on only when the log says `running`. */
	readonly recover: boolean;
	readonly maxTurns: number | undefined;
	readonly fullAccess: boolean;
};

/** Nothing asked but to go on. */
export const plainRun: RunOptions = {
	once: false, dirty: false, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
};

/** The flags that say it; `car run` and the worker it starts read the same. */
export const runOptionFlags = {
	once: {type: 'boolean'},
	dirty: {type: 'boolean'},
	answer: {type: 'boolean', default: true},
	recover: {type: 'boolean'},
	maxTurns: {type: 'string'},
	fullAccess: {type: 'boolean'},
} as const;

type Values = {readonly [Name in keyof typeof runOptionFlags]: (typeof runOptionFlags)[Name]['type'] extends 'string' ? string | undefined : boolean};

/** What these flags ask. Throws UserError (exit 2) for a number that is none. */
export const readRunOptions = ({once, dirty, answer, recover, maxTurns, fullAccess}: Values): RunOptions => ({
	once, dirty, noAnswer: !answer, recover, maxTurns: maxTurns === undefined ? undefined : wholeNumber(maxTurns, '--max-turns'), fullAccess,
});

/** The words on a command line that ask it. */
export const runOptionWords = (options: RunOptions): readonly string[] => Object.entries(options).flatMap(([name, value]) => {
	const flag = `--${dashed(name)}`;
	return typeof value === 'number' ? [flag, String(value)] : (value === true ? [flag] : []);
});
