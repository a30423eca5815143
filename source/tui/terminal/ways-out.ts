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
	/** The process is asked to stop and come back later. */
	readonly suspended: () => void;
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
		['SIGTSTP', ends.suspended],
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

/** Stops this process and those it shares its job with, as the terminal does at Ctrl-Z, and calls back when it goes on. Where nobody could continue it the system does not stop it, and it goes on at once. */
export const stopForAWhile = (back: () => void): void => {
	const listeners = process.listeners('SIGTSTP');
	process.removeAllListeners('SIGTSTP');
	process.kill(0, 'SIGTSTP');
	setTimeout(() => {
		for (const listener of listeners) {
			process.on('SIGTSTP', listener);
		}

		back();
	}, 50);
};
