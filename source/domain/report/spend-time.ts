import type {FlowEvent} from '../event/flow-event.js';

/** Seconds of the reported time, by what they were spent on. */
export type TimeSpent = {
	readonly agents: number;
	/** Attempts that failed and were tried again, and the waits between. */
	readonly retries: number;
	readonly checks: number;
	/** Limits of a provider, or a full disk. */
	readonly limits: number;
	readonly human: number;
	/** The rest of the time a run was going. */
	readonly other: number;
};

type Purpose = keyof TimeSpent | 'nothing';

const purposeAfter = (before: Purpose, event: FlowEvent): Purpose => {
	if (event.type === 'turn_started') {
		return 'agents';
	}

	if (event.type === 'run_started' || event.type === 'turn_finished' || (event.type === 'recovered' && before === 'nothing')) {
		return 'other';
	}

	if (event.type !== 'run_state_changed') {
		return before;
	}

	if (event.status === 'running') {
		return event.reason_code === null ? 'other' : 'limits';
	}

	return event.status === 'paused' ? 'human' : 'nothing';
};

/** What the next worker writes first where one died. When that was nobody knows, so the time before is nobody's. */
const isAfterDeath = (event: FlowEvent): boolean =>
	event.type === 'recovered' || (event.type === 'run_state_changed' && event.reason_code === 'outcome_unknown');

/** The next worker wrote the end of a turn whose worker died: the agent worked for as long as it was heard, and not until somebody went on. */
const isEndOfLost = (event: FlowEvent, next: FlowEvent | undefined): boolean => next?.type === 'recovered' && next.run_id === event.run_id;

/** Where the time from `since` (milliseconds since the epoch) to `until` went. A run whose worker died spends nothing after its last word. */
export const spendTime = (events: readonly FlowEvent[], {since, until, isWorking}: {readonly since: number; readonly until: number; readonly isWorking: boolean}): TimeSpent => {
	const spent = {
		agents: 0, retries: 0, checks: 0, limits: 0, human: 0, other: 0, nothing: 0,
	};
	let purpose: Purpose = 'nothing';
	let from = since;
	const spend = (to: number) => {
		spent[purpose] += Math.max(0, to - Math.max(from, since)) / 1000;
		from = Math.max(from, to);
	};

	for (const [index, event] of events.entries()) {
		const at = Date.parse(event.at);
		if (event.type === 'turn_finished' && isEndOfLost(event, events[index + 1])) {
			spend(Math.min(at, from + (event.seconds * 1000)));
			purpose = 'nothing';
		}

		if (purpose !== 'human' && isAfterDeath(event)) {
			purpose = 'nothing';
		}

		// What came before another attempt of the same turn was lost to trouble.
		if (event.type === 'turn_started' && event.attempt > 1 && purpose === 'agents') {
			purpose = 'retries';
		}

		spend(at);
		if (event.type === 'verify_finished' && at >= since) {
			const seconds = event.results.reduce((sum, result) => sum + result.seconds, 0);
			spent.checks += seconds;
			spent.other = Math.max(0, spent.other - seconds);
		}

		purpose = purposeAfter(purpose, event);
	}

	if (isWorking || purpose === 'human') {
		spend(until);
	}

	const {nothing, ...time} = spent;
	return time;
};
