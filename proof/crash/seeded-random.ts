/** Numbers that follow from a seed alone, so that every failure can be had again. */
export type Random = {
	/** In [0, 1). */
	readonly next: () => number;
	/** A whole number from `low` to `high`, both included. */
	readonly between: (low: number, high: number) => number;
	readonly pick: <Item>(items: readonly Item[]) => Item;
};

const modulus = 4_294_967_296;

/** A congruential generator: good enough to spread choices, and the same everywhere. */
export const seededRandom = (seed: number): Random => {
	let state = Math.abs(seed) % modulus;
	const next = (): number => {
		state = ((state * 1_664_525) + 1_013_904_223) % modulus;
		return state / modulus;
	};

	// Seeds that are neighbours give neighbours at first.
	for (let step = 0; step < 8; step++) {
		next();
	}

	const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
	return {
		next,
		between,
		pick<Item>(items: readonly Item[]): Item {
			const item = items[between(0, items.length - 1)];
			if (item === undefined) {
				throw new Error('nothing to pick from');
			}

			return item;
		},
	};
};
