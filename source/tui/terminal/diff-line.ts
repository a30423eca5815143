import {isAgreed, type Cells} from './cells.js';

/** The style the terminal is in; carried from line to line, so that it is only sent when it changes. */
export type Pen = {style: string};

const same = (a: Cells, b: Cells, x: number): boolean =>
	(a.glyphs[x] ?? ' ') === (b.glyphs[x] ?? ' ') && (a.styles[x] ?? '') === (b.styles[x] ?? '');

const isSame = (a: Cells, b: Cells): boolean => {
	for (let x = Math.max(a.glyphs.length, b.glyphs.length) - 1; x >= 0; x--) {
		if (!same(a, b, x)) {
			return false;
		}
	}

	return true;
};

const isDisputed = (cells: Cells): boolean => cells.glyphs.some(glyph => glyph !== '' && !isAgreed(glyph));

/** Where the visible part of a line ends: everything after it can be erased. */
const endOf = (cells: Cells): number => {
	let end = cells.glyphs.length;
	while (end > 0 && cells.glyphs[end - 1] === ' ' && cells.styles[end - 1] === '') {
		end--;
	}

	return end;
};

const move = (from: number, to: number, y: number): string => {
	if (from === to) {
		return '';
	}

	if (from < 0) {
		return to === 0 ? `\u001B[${y + 1}H` : `\u001B[${y + 1};${to + 1}H`;
	}

	return to > from ? `\u001B[${to - from}C` : `\u001B[${to + 1}G`;
};

const dress = (style: string, pen: Pen): string => {
	if (style === pen.style) {
		return '';
	}

	pen.style = style;
	return style === '' ? '\u001B[m' : `\u001B[0;${style}m`;
};

/** Small gaps are cheaper to write again than to jump over, where no style changes in them. */
const bridge = (next: Cells, from: number, to: number, pen: Pen): string | undefined => {
	if (from < 0 || to - from < 1 || to - from > 3) {
		return undefined;
	}

	let out = '';
	for (let x = from; x < to; x++) {
		const glyph = next.glyphs[x] ?? ' ';
		if ((next.styles[x] ?? '') !== pen.style || glyph === '' || !isAgreed(glyph)) {
			return undefined;
		}

		out += glyph;
	}

	return out;
};

/** What to write so that line `y` (0-based), which shows `shown`, shows `next`. Changed cells only; '' when nothing changed. */
export const diffLine = (shown: Cells, next: Cells, {columns, y, pen}: {readonly columns: number; readonly y: number; readonly pen: Pen}): string => {
	const length = Math.max(shown.glyphs.length, next.glyphs.length);
	const end = endOf(next);
	// A cluster the terminal may draw wider or narrower than we think spoils its neighbours: such a line is written whole or not at all.
	const isWhole = isDisputed(shown) || isDisputed(next);
	if (isWhole && isSame(shown, next)) {
		return '';
	}

	let out = isWhole ? `${move(-1, 0, y)}${dress('', pen)}\u001B[K` : '';
	let cursor = isWhole ? 0 : -1;
	let x = 0;
	while (x < (isWhole ? end : length)) {
		// The right half of a wide glyph is the same when its left half is.
		if (!isWhole && same(shown, next, x)) {
			x++;
			continue;
		}

		while (x > 0 && next.glyphs[x] === '') {
			x--;
		}

		out += bridge(next, cursor, x, pen) ?? move(cursor, x, y);
		if (x >= end) {
			return `${out}${dress('', pen)}\u001B[K`;
		}

		const glyph = next.glyphs[x] ?? ' ';
		out += dress(next.styles[x] ?? '', pen) + glyph;
		x++;
		while (next.glyphs[x] === '') {
			x++;
		}

		// After the last column the cursor's place is a matter of taste, and so it is after a cluster whose width is disputed.
		cursor = x >= columns || !isAgreed(glyph) ? -1 : x;
	}

	return out;
};
