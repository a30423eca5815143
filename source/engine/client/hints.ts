import {setTimeout as delay} from 'node:timers/promises';

/** Collects hints and lets one loop wait for them, for a while, or for the end of a pause after the last one. */
export type Hints = {
	readonly give: () => void;
	/** Resolves at the next hint or after so many milliseconds. */
	readonly wait: (milliseconds: number) => Promise<void>;
};

export const createHints = (): Hints => {
	let isGiven = false;
	let wake: (() => void) | undefined;
	return {
		give() {
			isGiven = true;
			wake?.();
		},
		async wait(milliseconds) {
			if (!isGiven) {
				const stop = new AbortController();
				await Promise.race([
					new Promise<void>(resolve => {
						wake = resolve;
					}),
					delay(milliseconds, undefined, {signal: stop.signal}).catch(() => undefined),
				]);
				stop.abort();
				wake = undefined;
			}

			isGiven = false;
		},
	};
};
