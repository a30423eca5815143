import {clip, widthOf} from '../../domain/words/width.js';
import {wrapLine} from '../../domain/words/wrap.js';

/** The text cut to so many columns; what was cut ends in `…`. */
export const fitted = (text: string, columns: number): string =>
	widthOf(text) <= columns ? text : `${clip(text, columns - 1).trimEnd()}…`;

/** The text, cut or filled with spaces to exactly so many columns. */
export const padded = (text: string, columns: number): string => {
	const cut = fitted(text, columns);
	return cut + ' '.repeat(Math.max(0, columns - widthOf(cut)));
};

/** One paragraph broken at spaces into lines of at most so many columns; a longer word is cut. */
export const wrapped = (text: string, columns: number): readonly string[] =>
	wrapLine(text.trim().replaceAll(/\s+/gv, ' '), columns, 0).filter(line => line !== '');
