import fs from 'node:fs';
import path from 'node:path';

/** What one suite came to; `npm run score` puts all of them into one table. */
export type Score = {
	readonly suite: string;
	/** What was counted, in the order in which it is shown. */
	readonly counts: Readonly<Record<string, number>>;
	/** What must be zero. */
	readonly failures: number;
	readonly seed: number | undefined;
	readonly seconds: number;
	/** A run of the short form proves less and says so. */
	readonly form: 'short' | 'gate' | 'long';
};

export const scoreLine = ({suite, counts, failures, seed, seconds, form}: Score): string => [
	`${failures === 0 ? 'ok  ' : 'FAIL'} ${suite.padEnd(10)}`,
	`${failures} bad`,
	...Object.entries(counts).map(([name, count]) => `${count.toLocaleString('en')} ${name}`),
	...(seed === undefined ? [] : [`seed ${seed}`]),
	`${seconds.toFixed(1)} s`,
	form,
].join('  ');

/** What a run of so many is called; `gate` is how many a gate makes. */
export const formOf = (count: number, gate: number): Score['form'] => {
	if (count === gate) {
		return 'gate';
	}

	return count > gate ? 'long' : 'short';
};

/** Prints the line and leaves it as JSON in `folder`, under the suite's name; a short run does not replace what a gate left. */
export const publishScore = (folder: string, score: Score): void => {
	console.log(scoreLine(score));
	fs.mkdirSync(folder, {recursive: true});
	fs.writeFileSync(path.join(folder, `${score.suite}${score.form === 'short' ? '.short' : ''}.json`), `${JSON.stringify({...score, at: new Date().toISOString()}, null, '\t')}\n`);
};

/** Puts what several lanes found into one score for each suite. */
export const mergeScores = (scores: ReadonlyArray<Omit<Score, 'form'>>): ReadonlyArray<Omit<Score, 'form'>> => {
	const merged = new Map<string, Omit<Score, 'form'>>();
	for (const score of scores) {
		const before = merged.get(score.suite);
		const counts = Object.entries(score.counts).map(([name, count]) => [name, name === 'stories' ? count : count + (before?.counts[name] ?? 0)] as const);
		merged.set(score.suite, {
			...score,
			counts: Object.fromEntries(counts),
			failures: score.failures + (before?.failures ?? 0),
			seed: before?.seed ?? score.seed,
			seconds: Math.max(score.seconds, before?.seconds ?? 0),
		});
	}

	return [...merged.values()];
};
