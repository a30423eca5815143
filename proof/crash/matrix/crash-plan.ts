/** `before` the effect, in the `middle` of it (half of the bytes written; a program started and nobody waiting for it), or right `after` it. */
export type Moment = 'before' | 'middle' | 'after';

export const moments: readonly Moment[] = ['before', 'middle', 'after'];

/** Where one process ends: `point` counts its effects from 1. */
export type Kill = {
	readonly point: number;
	readonly moment: Moment;
	/** Milliseconds a program that was just started, or was just sent its prompt, has to itself before the kill. */
	readonly patience: number;
};

/** The same by the name of an effect, which `effect-names.ts` gives. */
export type Aim = Omit<Kill, 'point'> & {readonly label: string};

/** What may end one process: whichever of the effects comes first. */
export type Ending = {readonly aims: readonly Aim[]; readonly kill: Kill | undefined};

/** What the preloaded instrument is told, as JSON in its environment. */
export type CrashPlan = Ending & {
	/** File in which it leaves its trace. */
	readonly trace: string;
	/** Texts that differ from run to run and are left out of labels: the repository, the run. */
	readonly hide: ReadonlyArray<readonly [text: string, shown: string]>;
	/** Name of the last event of the log the process finds; empty when there is none. */
	readonly after: string;
	/** Whether every label is wanted, not their number alone. */
	readonly wantsLabels: boolean;
};

/** What is known of a process that ran under the instrument. */
export type Trace = {
	readonly points: number;
	/** Where it was killed, as `printAim` says it; undefined: it came to its own end. */
	readonly hit: string | undefined;
	readonly labels: readonly string[];
};

export const planVariable = 'CRASH_PLAN';

/** `middle:turn_started 1 > write x#4`, with `+40` behind it for patience: how a hit is told and a failure printed. */
export const printAim = ({label, moment, patience}: Aim): string => `${moment}:${label}${patience > 0 ? `+${patience}` : ''}`;

/** The other way; undefined for an empty text: a worker that lives. Throws at anything else. */
export const parseAim = (text: string): Aim | undefined => {
	const {moment, label, patience} = /^(?<moment>before|middle|after):(?<label>.+?)(?:\+(?<patience>\d+))?$/v.exec(text)?.groups ?? {};
	if (text !== '' && label === undefined) {
		throw new Error(`"${text}" names no effect; a failure prints them as before:NAME, middle:NAME or after:NAME`);
	}

	return label === undefined ? undefined : {label, moment: moment as Moment, patience: Number(patience ?? 0)};
};
