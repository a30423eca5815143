import process from 'node:process';

const signals = {SIGHUP: 129, SIGINT: 130, SIGTERM: 143} as const;

type Ends = {
	/** Called once per signal with the exit code a shell would show. */
	readonly signalled: (code: number) => void;
	/** Something threw that nobody caught. */
	readonly threw: (error: unknown) => void;
	/** The process ends now; only synchronous work counts. */
	readonly exiting: () => void;
	/** The process goes on after it was suspended from outside. */
	readonly continued: () => void;
};

/** Listens on every way a process can end, so that the terminal is given back on each. Returns the way to stop listening. */
export const onWaysOut = (ends: Ends): () => void => {
	const listeners: Array<readonly [string, (...values: unknown[]) => void]> = [
		...Object.entries(signals).map(([signal, code]) => [signal, () => {
			ends.signalled(code);
		}] as const),
		['uncaughtException', ends.threw],
		['unhandledRejection', ends.threw],
		['exit', ends.exiting],
		['SIGCONT', ends.continued],
	];
	for (const [name, listener] of listeners) {
		process.on(name, listener);
	}

	return () => {
		for (const [name, listener] of listeners) {
			process.off(name, listener);
		}
	};
};
