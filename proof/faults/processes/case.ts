import type {Score} from '../../crash/score-line.js';

/** One fault and what must come of it: `play` throws when it does not. */
export type Case = {readonly name: string; readonly play: () => Promise<void>};

/** Thrown where this machine cannot make the fault; it is told, never passed over. */
export class Skipped extends Error {
	override readonly name = 'Skipped';
}

export type SuiteOptions = {
	readonly seed: number;
	/** How many cases at a time. */
	readonly lanes: number;
	/** A part of the name of the cases to play. */
	readonly only: string | undefined;
	/** Whether the small form is played, and so how much of everything. */
	readonly isShort: boolean;
	/** The built command line. */
	readonly car: string;
	/** Folder of the programs of this suite. */
	readonly programs: string;
	/** A folder that goes when the suite ends. */
	readonly scratch: string;
};

/** Throws with this sentence unless it is so. */
export const must: (isSo: boolean, sentence: string) => asserts isSo = (isSo, sentence) => {
	if (!isSo) {
		throw new Error(sentence);
	}
};

/** Plays the cases and prints each failure with the command that plays it again. */
export const playCases = async (suite: string, cases: readonly Case[], options: SuiteOptions, counts: () => Readonly<Record<string, number>>): Promise<Omit<Score, 'form'>> => {
	const begin = performance.now();
	const pending = cases.filter(({name}) => options.only === undefined || name.includes(options.only));
	const chosen = pending.length;
	let failures = 0;
	let skipped = 0;
	const lane = async (): Promise<void> => {
		for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
			try {
				await next.play();
			} catch (error) {
				if (error instanceof Skipped) {
					skipped++;
					console.log(`SKIPPED ${suite}, ${next.name}: ${error.message}`);
					continue;
				}

				failures++;
				console.log(`${suite}, ${next.name} (seed ${options.seed}): ${error instanceof Error ? error.message : String(error)}\n  npm run test:processes -- --suite ${suite} --only '${next.name}' --seed ${options.seed}${options.isShort ? ' --short' : ''}`);
			}
		}
	};

	await Promise.all(Array.from({length: options.lanes}, lane));
	return {
		suite, counts: {cases: chosen, ...counts(), ...(skipped > 0 && {skipped})}, failures, seed: options.seed, seconds: (performance.now() - begin) / 1000,
	};
};
