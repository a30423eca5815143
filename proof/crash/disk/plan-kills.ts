import {seededRandom} from '../seeded-random.js';
import {moments, type Kill} from '../matrix/crash-plan.js';

/** Where the kills of one life fall, all of it from its place in the series. */
export type Life = {readonly seed: number; readonly kills: readonly Kill[]};

/** A step that shares nothing with the number of points: the first kills of a series come to lie evenly among them. */
const golden = 0.618_033_988_749_895;

/**
 * Plans the `index`-th life of a story whose first worker has `points` effects: the first kill goes through the life evenly, the moments by turns, the later ones fall into what the restarts do, mostly soon after they begin.
 * `offset` moves the whole series, so that another seed looks elsewhere.
 */
export const planLife = (seed: number, index: number, points: number): Life => {
	const own = (seed * 1_000_003) + index;
	const random = seededRandom(own);
	const first = 1 + Math.floor((((seed * 0.414_213_56) + (index * golden)) % 1) * points);
	const patience = (): number => random.pick([0, 0, 2, 8, 20, 40, 80]);
	const later = Array.from({length: random.between(1, 6)}, (): Kill => ({
		point: random.next() < 0.6 ? random.between(1, 25) : random.between(1, points), moment: random.pick(moments), patience: patience(),
	}));
	return {seed: own, kills: [{point: first, moment: moments[index % 3] ?? 'before', patience: patience()}, ...later]};
};
