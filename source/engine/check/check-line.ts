/** One line of the start card (`car run --check`). */
export type CheckLine = {
	readonly level: 'good' | 'warning' | 'bad';
	readonly name: string;
	readonly text: string;
	/** What to do about it; empty when nothing need be done. */
	readonly mend: string;
};
