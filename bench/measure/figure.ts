/** One line of the table: what was measured, what came out, and what the goal is. Nothing is asserted. */
export type Figure = {
	readonly what: string;
	readonly value: number;
	readonly unit: string;
	readonly goal: string;
	/** How it was measured, where that is not plain. */
	readonly how?: string;
};

export type Bench = {
	/** Measures; figures are given out as they are known, so that a long bench shows something. */
	readonly run: (report: (figure: Figure) => void) => Promise<void>;
};

/** The value below which the share `at` (0 to 1) of the values lies; 0 for none. */
export const quantile = (values: readonly number[], at: number): number => {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);
