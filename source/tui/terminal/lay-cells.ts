import type {Cells} from './cells.js';

/** The part of a line between two columns; a wide glyph that is cut in half becomes a space. */
export const cutCells = ({glyphs, styles}: Cells, from: number, to: number): Cells => {
	const cut = glyphs.slice(from, to);
	for (let x = 0; cut[x] === ''; x++) {
		cut[x] = ' ';
	}

	for (let x = cut.length - 1, isCut = glyphs[to] === ''; isCut && x >= 0; x--) {
		isCut = cut[x] === '';
		cut[x] = ' ';
	}

	return {glyphs: cut, styles: styles.slice(from, to)};
};

/** Appends to `glyphs` and `styles` the cells of a line from a column to another; where it has none, blanks. */
const append = ({glyphs, styles}: Cells, from: number, to: number, target: {readonly glyphs: string[]; readonly styles: string[]}): void => {
	for (let x = from; x < to; x++) {
		target.glyphs.push(glyphs[x] ?? ' ');
		target.styles.push(styles[x] ?? '');
	}
};

/** A line in place of what another has in `width` cells from column `x` on. */
export const layCells = (under: Cells, over: Cells, {x, width}: {readonly x: number; readonly width: number}): Cells => {
	const target = {glyphs: [], styles: []};
	append(under, 0, x, target);
	append(over, 0, width, target);
	append(under, x + width, under.glyphs.length, target);
	return target;
};

/** Cells as a text with SGR sequences, closed at its end. */
export const paintCells = ({glyphs, styles}: Cells): string => {
	let out = '';
	let style = '';
	for (const [x, glyph] of glyphs.entries()) {
		const next = styles[x] ?? '';
		if (next !== style) {
			out += next === '' ? '\u001B[0m' : `\u001B[0;${next}m`;
			style = next;
		}

		out += glyph;
	}

	return style === '' ? out : `${out}\u001B[0m`;
};
