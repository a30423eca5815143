import type {Flow} from '../flow/flow.js';

const thirtyMinutes = 30 * 60_000;
const twelveHours = 12 * 60 * 60_000;
const fiveMinutes = 5 * 60_000;

/** The least time before the next try, in milliseconds: an agent may name a reset time that has passed again and again. */
const leastWait = (waits: number): number => Math.min(1000 * (2 ** waits), fiveMinutes);

/**
 * Waits until a usage limit is over: to its reset time, or half an hour at a time for at most twelve hours since the log first spoke of it. A reset time that has passed is tried after a second, then after longer and longer. The run stays `running` and says what it waits for.
 * Returns false when waiting any longer makes no sense.
 */
export const waitForLimit = async (flow: Flow, until: string | undefined): Promise<boolean> => {
	const now = flow.world.now();
	const {limit} = flow.state();
	const since = limit === null ? now : Date.parse(limit.since);
	const reset = until === undefined ? Number.NaN : Date.parse(until);
	if (Number.isNaN(reset) && now - since >= twelveHours) {
		return false;
	}

	const end = Number.isNaN(reset) ? now + thirtyMinutes : Math.max(reset, now + leastWait(limit?.waits ?? 0));
	flow.append({
		type: 'run_state_changed',
		status: 'running',
		reason_code: 'waiting_limit',
		reason: 'The agent\'s usage limit is reached',
		reason_details: [],
		next: 'it goes on by itself',
		until: new Date(end).toISOString(),
	});
	await waitOut(flow);
	return true;
};

/** Waits for what the log says the run waits for, which a worker before this one may have written; returns at once when it says nothing. A worker that is told to end leaves the wait to the next. */
export const waitOut = async (flow: Flow): Promise<void> => {
	const {reasonCode, until} = flow.state();
	if (reasonCode !== 'waiting_limit' || until === null) {
		return;
	}

	const end = Date.parse(until);
	const {signal} = flow.control.interrupt;
	// Whichever comes first: a clock that is put back must not make a wait of days of it, and what runs on does not count the sleep of the machine.
	const [begin, seconds] = [flow.world.elapsed(), (end - flow.world.now()) / 1000];
	while (flow.world.now() < end && flow.world.elapsed() - begin < seconds && !signal.aborted) {
		// In short pieces: the clock may jump, and the machine may sleep.
		await flow.world.wait(Math.min(end - flow.world.now(), 60_000), signal);
	}

	if (flow.control.shutdown) {
		return;
	}

	flow.append({
		type: 'run_state_changed', status: 'running', reason_code: null, reason: null, reason_details: [], next: null, until: null,
	});
	flow.tree = undefined;
};
