import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter();
const widths = new Map<string, number>();

/** ASCII, Latin, the lines and the signs of the screen only: one code unit is one cell, and nothing joins. Everything else asks for a segmenter, which takes long to begin. */
export const isPlain = (text: string): boolean => /^[ -~\u00A1-\u00AC\u00AE-\u02FF\u2190-\u2193\u2500-\u259F\u25B6\u25CB\u2713\u2717]*$/.test(text);

/** Cells one grapheme takes: 0, 1 or 2. */
export const graphemeWidth = (grapheme: string): number => {
	let width = widths.get(grapheme);
	if (width === undefined) {
		// The first call of the package costs as much as a whole frame.
		width = grapheme.length === 1 && isPlain(grapheme) ? 1 : Math.min(2, stringWidth(grapheme));
		// A hostile stream of ever new clusters must not grow the memory.
		if (widths.size > 4096) {
			widths.clear();
		}

		widths.set(grapheme, width);
	}

	return width;
};

/** The graphemes of a text, in order. */
export const graphemes = (text: string): readonly string[] =>
	isPlain(text) ? [...text] : Array.from(segmenter.segment(text), part => part.segment);

/** Cells a text without control characters takes. */
export const widthOf = (text: string): number => {
	if (isPlain(text)) {
		return text.length;
	}

	let width = 0;
	for (const grapheme of graphemes(text)) {
		width += graphemeWidth(grapheme);
	}

	return width;
};

/** The longest beginning of a text that fits into `width` cells. */
export const clip = (text: string, width: number): string => {
	if (isPlain(text)) {
		return text.slice(0, Math.max(0, width));
	}

	let out = '';
	let used = 0;
	for (const grapheme of graphemes(text)) {
		const cells = graphemeWidth(grapheme);
		if (used + cells > width) {
			break;
		}

		out += grapheme;
		used += cells;
	}

	return out;
};

/** A text in at most `width` cells; what was cut off is marked with `~` at its end. */
export const fit = (text: string, width: number): string => {
	if (widthOf(text) <= width) {
		return text;
	}

	return width < 2 ? clip(text, width) : `${clip(text, width - 1)}~`;
};
