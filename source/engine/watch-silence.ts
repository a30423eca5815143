import {treeActivity} from '../agents/process/process-evidence.js';

export type SilenceWatch = {
	/** The agent said something. */
	readonly heard: () => void;
	/** Looks; answers the one sentence to say, once per silence period, or nothing. */
	readonly look: () => string | undefined;
};

/**
 * Judges silence by evidence: an agent whose processes used the processor since the last look is quiet, not hung.
 * `elapsed` gives seconds that only grow; `pid` the agent's process, if it is one.
 */
export const createSilenceWatch = (options: {readonly minutes: number; readonly elapsed: () => number; readonly pid: () => number | undefined}): SilenceWatch => {
	const limit = options.minutes * 60;
	let since = options.elapsed();
	let said = since;
	let ticks = 0;
	return {
		heard() {
			since = options.elapsed();
			said = since;
		},
		look() {
			const now = options.elapsed();
			if (now - said < limit) {
				return undefined;
			}

			said = now;
			const pid = options.pid();
			const activity = pid === undefined ? null : treeActivity(pid);
			const minutes = Math.round((now - since) / 60);
			if (activity === null) {
				return `the agent has been silent for ${minutes} min`;
			}

			const works = activity.cpuTicks > ticks;
			ticks = activity.cpuTicks;
			return works
				? `the agent has been silent for ${minutes} min, but its ${activity.processes} processes are working`
				: `the agent has been silent for ${minutes} min and its ${activity.processes} processes do nothing: it may hang (car pause --now interrupts it)`;
		},
	};
};
