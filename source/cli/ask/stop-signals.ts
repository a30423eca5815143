import process from 'node:process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `first` at the first signal that asks this process to end, and `again` at every further one; answers a function that lets go. */
export const onStopSignals = (first: (signal: NodeJS.Signals) => void, again: () => void): () => void => {
	let hasCome = false;
	const handle = (signal: NodeJS.Signals) => {
		if (hasCome) {
			again();
			return;
		}

		hasCome = true;
		first(signal);
	};

	for (const signal of signals) {
		process.on(signal, handle);
	}

	return () => {
		for (const signal of signals) {
			process.off(signal, handle);
		}
	};
};
