/** `before` the effect, in the `middle` of it (half of the bytes written; a program started and nobody waiting for it), or right `after` it. */
export type Moment = 'before' | 'middle' | 'after';

/** Where one process ends. `point` counts the effects of the process from 1; `label` names one (`write events.jsonl#4`) and goes before it. */
export type Kill = {
	readonly point: number;
	readonly label?: string;
	readonly moment: Moment;
	/** Milliseconds a program that was just started, or was just sent its prompt, has to itself before the kill. */
	readonly patience: number;
};

/** What the preloaded instrument is told, as JSON in its environment. */
export type CrashPlan = {
	/** File in which it leaves its trace. */
	readonly trace: string;
	readonly kill: Kill | undefined;
	/** Texts that differ from run to run and are left out of labels: the repository, the run. */
	readonly hide: ReadonlyArray<readonly [text: string, shown: string]>;
	/** Whether every label is wanted, not their number alone. */
	readonly wantsLabels: boolean;
};

/** What is known of a process that ran under the instrument. */
export type Trace = {
	readonly points: number;
	/** Where it was killed; undefined: it came to its own end. */
	readonly hit: string | undefined;
	readonly labels: readonly string[];
};

export const planVariable = 'CRASH_PLAN';
