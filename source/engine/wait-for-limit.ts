import type {Flow} from './flow.js';

const thirtyMinutes = 30 * 60_000;
const twelveHours = 12 * 60 * 60_000;

/**
 * Waits until a usage limit is over: to its reset time, or half an hour at a time for at most twelve hours. The run stays `running` and says what it waits for.
 * `since` is when the limit was first met, milliseconds since the epoch. Returns false when waiting any longer makes no sense.
 */
export const waitForLimit = async (flow: Flow, limit: {readonly until: string | undefined; readonly since: number}): Promise<boolean> => {
	const now = flow.world.now();
	const reset = limit.until === undefined ? Number.NaN : Date.parse(limit.until);
	if (Number.isNaN(reset) && now - limit.since >= twelveHours) {
		return false;
	}

	const end = Number.isNaN(reset) ? now + thirtyMinutes : Math.max(reset, now + 1000);
	flow.append({
		type: 'run_state_changed',
		status: 'running',
		reason_code: 'waiting_limit',
		reason: 'The agent\'s usage limit is reached',
		reason_details: [],
		next: 'it goes on by itself',
		until: new Date(end).toISOString(),
	});
	while (flow.world.now() < end && !flow.control.interrupt.signal.aborted) {
		// In short pieces: the clock may jump, and the machine may sleep.
		await flow.world.wait(Math.min(end - flow.world.now(), 60_000), flow.control.interrupt.signal);
	}

	flow.append({
		type: 'run_state_changed', status: 'running', reason_code: null, reason: null, reason_details: [], next: null, until: null,
	});
	flow.tree = undefined;
	return true;
};
