import {createAwakeTime} from '../../domain/awake-time.js';
import {treeActivity} from '../../agents/process/process-evidence.js';

/** How often somebody has to look. */
export const silenceMilliseconds = 15_000;

export type SilenceWatch = {
	/** The agent said something. */
	readonly heard: () => void;
	/** Looks, regularly; answers the one sentence to say, once per silence period, or nothing. */
	readonly look: () => string | undefined;
};

const sentence = (minutes: number, did: {readonly processes: number; readonly stopped: number; readonly works: boolean}, pid: number): string => {
	const begin = `the agent has been silent for ${minutes} min`;
	if (did.works) {
		return `${begin}, but its ${did.processes} processes are working`;
	}

	return did.stopped === 0
		? `${begin} and its ${did.processes} processes do nothing: it may hang (car pause --now interrupts it)`
		: `${begin}: ${did.stopped} of its ${did.processes} processes are suspended (kill -CONT -${pid} lets them go on)`;
};

/** The tree is judged by what it did in this many seconds before it is spoken of. */
const evidenceSeconds = 60;

/**
 * Judges silence by evidence: an agent whose processes used the processor lately, or came and went, is quiet, not hung.
 * `elapsed` gives seconds that only grow; time in which nobody could look is no silence. `pid` is the agent's process, if it is one.
 */
export const createSilenceWatch = (options: {readonly minutes: number; readonly elapsed: () => number; readonly pid: () => number | undefined}): SilenceWatch => {
	const limit = options.minutes * 60;
	const awake = createAwakeTime(options.elapsed, 2 * silenceMilliseconds / 1000);
	let since = awake();
	let said = since;
	let looks: ReadonlyArray<{readonly at: number; readonly did: string}> = [];
	return {
		heard() {
			since = awake();
			said = since;
			looks = [];
		},
		look() {
			const now = awake();
			const pid = options.pid();
			if (now - said < limit - (2 * evidenceSeconds)) {
				return undefined;
			}

			const activity = pid === undefined ? null : treeActivity(pid);
			const did = activity === null ? 'gone' : `${activity.cpuTicks} ${activity.pids.join(' ')}`;
			looks = [...looks.slice(Math.max(0, looks.findLastIndex(({at}) => at <= now - evidenceSeconds))), {at: now, did}];
			const before = looks.length > 1 ? looks[0] : undefined;
			if (now - said < limit || before === undefined) {
				return undefined;
			}

			said = now;
			const minutes = Math.round((now - since) / 60);
			return activity === null || pid === undefined
				? `the agent has been silent for ${minutes} min`
				: sentence(minutes, {processes: activity.pids.length, stopped: activity.stopped, works: did !== before.did}, pid);
		},
	};
};
