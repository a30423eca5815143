import type {Random} from '../seeded-random.js';
import {moments, type Aim} from './crash-plan.js';
import type {NextEnding} from './live-through.js';

/** Kills at points of the recovery in one life; more would only keep a story from its end. */
const mostInRecovery = 6;

/**
 * Plans one life: each worker ends at the first of the `aims` it meets, each of which is met once. After a kill the next worker may end in what it does to recover, mostly soon after it begins.
 * `points` is about how many effects a worker has.
 */
export const planLife = (aims: readonly Aim[], points: number, random: Random): NextEnding => {
	let inRecovery = 0;
	return hits => {
		const met = new Set(hits.map(hit => hit?.replace(/\+\d+$/v, '')));
		const last = hits.at(-1);
		const endsInRecovery = last !== undefined && inRecovery < mostInRecovery && random.next() < 0.1;
		inRecovery += endsInRecovery ? 1 : 0;
		return {
			aims: aims.filter(({label, moment}) => !met.has(`${moment}:${label}`)),
			kill: endsInRecovery
				? {
					point: random.next() < 0.7 ? random.between(1, 25) : random.between(1, points), moment: random.pick(moments), patience: random.pick([0, 2, 8, 20, 40]),
				}
				: undefined,
		};
	};
};
