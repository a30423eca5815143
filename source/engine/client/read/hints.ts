/** Collects hints and lets one loop wait for them, for a while, or for the end of a pause after the last one. */
export type Hints = {
	readonly give: () => void;
	/** Resolves at the next hint or after so many milliseconds. Hints that come in a stream are gathered: two of these waits end at least `gather` milliseconds apart. */
	readonly wait: (milliseconds: number, gather?: number) => Promise<void>;
};

export const createHints = (): Hints => {
	let isGiven = false;
	let endedAt = Number.NEGATIVE_INFINITY;
	let wake: (() => void) | undefined;
	const sleep = async (milliseconds: number, canWake: boolean): Promise<void> => new Promise(resolve => {
		const end = (): void => {
			clearTimeout(timer);
			wake = undefined;
			resolve();
		};

		const timer = setTimeout(end, milliseconds);
		wake = canWake ? end : undefined;
	});

	return {
		give() {
			isGiven = true;
			wake?.();
		},
		async wait(milliseconds, gather = 0) {
			if (!isGiven) {
				await sleep(milliseconds, true);
			}

			const left = gather - (performance.now() - endedAt);
			if (left > 0) {
				await sleep(left, false);
			}

			endedAt = performance.now();
			isGiven = false;
		},
	};
};
