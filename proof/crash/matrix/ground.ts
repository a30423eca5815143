import type {Random} from '../seeded-random.js';
import {moments, type Aim, type Moment} from './crash-plan.js';

/** The effects of one story, and at which of them its workers were killed. */
export type Ground = {
	/** How many different effects its workers have when nobody dies. */
	readonly size: number;
	/** At how many of them one was killed. */
	readonly reached: () => number;
	/** Effects that were aimed at again and again and never met. */
	readonly lost: () => readonly string[];
	/** Aims for one life, at the effects with the fewest kills, spread over the story; no other life gets them until `settle`. */
	readonly take: (most: number, random: Random) => readonly Aim[];
	/** A life is over. What it was to hit and is not among the `places` was missed. */
	readonly settle: (aims: readonly Aim[]) => void;
};

/** Not met so often, although no other kill came before it, an effect is lost. */
const mostMisses = 3;

/** How `places` and a ground speak of one kill. */
export const placeOf = (story: string, {moment, label}: Omit<Aim, 'patience'>): string => `${story} ${moment}:${label}`;

/** The event after which an effect comes. */
const partOf = (label: string): string => label.split(' > ', 1)[0] ?? '';

/** `labels` in the order of the story. `places` grows elsewhere as workers are killed; `turn` moves the moments, so that another seed has others. */
export const createGround = (story: string, labels: readonly string[], places: ReadonlySet<string>, turn: number): Ground => {
	const order = new Map([...new Set(labels)].map((label, index) => [label, index]));
	const taken = new Set<string>();
	const missed = new Set<string>();
	const missesAsFirst = new Map<string, number>();
	const isLost = (label: string): boolean => timesOf(label) === 0 && (missesAsFirst.get(label) ?? 0) >= mostMisses;
	const isHit = (label: string, moment: Moment): boolean => places.has(placeOf(story, {moment, label}));
	const timesOf = (label: string): number => moments.filter(moment => isHit(label, moment)).length;
	const momentOf = (label: string): Moment => {
		const turned = moments.map((_, step) => moments[((order.get(label) ?? 0) + turn + step) % moments.length] ?? 'before');
		return turned.find(moment => !isHit(label, moment)) ?? turned[0] ?? 'before';
	};

	const due = (): readonly string[] => {
		const left = [...order.keys()].filter(label => !isLost(label));
		const fewest = Math.min(...left.map(label => timesOf(label)));
		return left.filter(label => timesOf(label) === fewest && !taken.has(label));
	};

	return {
		size: order.size,
		reached: () => [...order.keys()].filter(label => timesOf(label) > 0).length,
		lost: () => [...order.keys()].filter(label => isLost(label)),
		take(most, random) {
			const open = due();
			// An earlier kill may have led the story past it: it comes first now, and what lies before it waits.
			const first = open.findIndex(label => missed.has(label));
			const lead = first === -1 ? undefined : open[first];
			// Beside it nothing of the same part: what comes after a program has ended, comes after much that was done while it ran. If that was not enough, nothing at all.
			const isAlone = lead !== undefined && (missesAsFirst.get(lead) ?? 0) > 0;
			const rest = isAlone ? [] : open.slice(first + 1).filter(label => lead === undefined || partOf(label) !== partOf(lead));
			const count = Math.min(first === -1 ? most : most - 1, rest.length);
			const shift = random.next();
			const spread = Array.from({length: count}, (_, step) => rest[Math.floor((step + shift) * rest.length / count)] ?? '');
			const chosen = [...open.slice(first, first + 1), ...spread];
			for (const label of chosen) {
				taken.add(label);
			}

			return chosen.map(label => ({label, moment: momentOf(label), patience: random.pick([0, 0, 2, 8, 20, 40, 80])}));
		},
		settle(aims) {
			for (const [index, {label, moment}] of aims.entries()) {
				taken.delete(label);
				if (isHit(label, moment)) {
					missed.delete(label);
				} else {
					missed.add(label);
					missesAsFirst.set(label, (missesAsFirst.get(label) ?? 0) + (index === 0 ? 1 : 0));
				}
			}
		},
	};
};
