import {seededRandom} from '../seeded-random.js';
import type {Kill, Moment} from './crash-plan.js';

/** Where the kills of one life fall, all of it from its place in the series. */
export type Life = {readonly seed: number; readonly kills: readonly Kill[]};

const moments: readonly Moment[] = ['before', 'middle', 'after'];

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

/** Reads `middle:write events.jsonl#4;before:sync run#1`, as a failure prints it. An empty part is a worker that lives; `+40` behind one is its patience. */
export const parseKills = (text: string): readonly Kill[] => text.split(';').map(part => {
	const {moment, label, patience} = /^(?<moment>before|middle|after):(?<label>.+?)(?:\+(?<patience>\d+))?$/v.exec(part)?.groups ?? {};
	return {
		point: -1, moment: (moment ?? 'before') as Moment, patience: Number(patience ?? 0), ...(label === undefined ? {} : {label}),
	};
});

/** The same, the other way: what really was hit, worker by worker. */
export const describeKills = (hits: ReadonlyArray<string | undefined>, kills: readonly Kill[]): string => hits
	.map((hit, index) => hit === undefined ? '' : `${hit}${(kills[index]?.patience ?? 0) > 0 ? `+${kills[index]?.patience ?? 0}` : ''}`)
	.slice(0, kills.length)
	.join(';');
