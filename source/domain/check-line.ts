/** What one look found: a line of the start card (`car run --check`) or of `car doctor`. */
export type CheckLine = {
	readonly level: 'good' | 'warning' | 'bad';
	readonly name: string;
	readonly text: string;
	/** What to do about it; empty when nothing need be done. */
	readonly mend: string;
};

const finding = (level: CheckLine['level']) => (name: string, text: string, mend = ''): CheckLine => ({
	level, name, text, mend,
});

/** As it should be. */
export const good = finding('good');

/** It may get in the way. */
export const warning = finding('warning');

/** No run before this is mended. */
export const bad = finding('bad');
