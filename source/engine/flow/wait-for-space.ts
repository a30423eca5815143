import type {FlowEventBody} from '../../domain/event/flow-event.js';
import type {RunState} from '../../domain/run/run-state.js';
import {errorCode} from '../../store/file/durable-write.js';
import {freeReserve, makeReserve} from '../../store/file/reserve-file.js';
import {sleep} from '../../store/file/sleep.js';

/** Waits for space on a full disk instead of failing: nothing is lost then, and the run goes on by itself. */
export type SpaceKeeper = {
	/** Does something that takes space, at once or when there is some again. Until then this thread sleeps, so a running agent is held back by its pipes. */
	readonly hold: <Result>(effect: () => Result) => Result;
	/** Waits until there is space again, or the worker must end. */
	readonly wait: () => Promise<void>;
	/** Gives the space put by back to the disk. */
	readonly close: () => void;
};

const retryMilliseconds = 1000;

/** Whether an error says that the disk, or the user's share of it, is full. */
export const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '');

/**
 * Keeps a little space by in `reserve`, so that the log can still say that the disk is full. `put` writes one event or throws;
 * `beat` keeps the lock while everything else waits, and throws when it is lost.
 */
export const createSpaceKeeper = (options: {
	readonly reserve: string;
	readonly state: () => RunState | null;
	readonly put: (body: FlowEventBody) => void;
	readonly beat: () => void;
	readonly pause: (milliseconds: number) => Promise<void>;
	readonly isEnding: () => boolean;
}): SpaceKeeper => {
	/** What the run said of itself before the disk was full. */
	let before: RunState | null | undefined;
	const attempt = (effect: () => void): boolean => {
		try {
			effect();
			return true;
		} catch (error) {
			if (!isDiskFull(error)) {
				throw error;
			}

			return false;
		}
	};

	const putState = (fields: Pick<RunState, 'reasonCode' | 'reason' | 'next' | 'until'>): void => {
		if (before?.status === 'running') {
			options.put({
				type: 'run_state_changed', status: 'running', reason_code: fields.reasonCode, reason: fields.reason, reason_details: [], next: fields.next, until: fields.until,
			});
		}
	};

	const say = (): void => {
		if (before !== undefined) {
			return;
		}

		before = options.state();
		freeReserve(options.reserve);
		attempt(() => {
			putState({
				reasonCode: 'disk_full', reason: 'The disk is full', next: 'make room: it goes on by itself', until: null,
			});
		});
	};

	/** Space is back when the reserve fits again and the log can say so. */
	const isOver = (): boolean => {
		if (before === undefined) {
			return true;
		}

		const known = before;
		const isThere = attempt(() => {
			makeReserve(options.reserve);
			if (known !== null) {
				putState(known);
			}
		});
		if (isThere) {
			before = undefined;
		} else {
			freeReserve(options.reserve);
		}

		return isThere;
	};

	attempt(() => {
		makeReserve(options.reserve);
	});
	return {
		hold(effect) {
			for (;;) {
				try {
					return effect();
				} catch (error) {
					if (!isDiskFull(error)) {
						throw error;
					}
				}

				say();
				do {
					options.beat();
					sleep(retryMilliseconds);
				} while (!isOver());
			}
		},
		async wait() {
			say();
			do {
				await options.pause(retryMilliseconds);
			} while (!options.isEnding() && !isOver());
		},
		close() {
			freeReserve(options.reserve);
		},
	};
};
