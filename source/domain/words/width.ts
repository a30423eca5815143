let segmenter: Intl.Segmenter | undefined;
const widths = new Map<string, number>();

/** ASCII, Latin, the lines and the signs of the screen only: one code unit is one cell, and nothing joins. Everything else asks for a segmenter, which takes long to begin. */
export const isPlain = (text: string): boolean => /^[ -~\u00A1-\u00AC\u00AE-\u02FF\u2190-\u2193\u2500-\u259F\u25B6\u25CB\u2713\u2717]*$/.test(text);

const seen = /[^\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/v;

/** East Asian wide and full-width forms, and what is shown as a picture unasked. Half of a flag is not wide. */
const wide = /^[[\u1100-\u115F\u2329\u232A\u2630-\u2637\u268A-\u268F\u2E80-\u303E\u3041-\u3247\u3250-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1D300}-\u{1D376}\u{1F200}-\u{1F265}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]--[\u{1F1E6}-\u{1F1FF}]]/v;

let picture: RegExp | undefined;

/** Pictures that are made of several characters: flags, keys, families, and what a selector makes one. The list of them takes a seventh of a start to read, so only several characters ask for it. */
const isPicture = (grapheme: string): boolean => {
	if ([...grapheme].length === 1) {
		return false;
	}

	picture ??= /^(?:\p{RGI_Emoji}|[\d#*]\u20E3)$|\u200D\p{Extended_Pictographic}/v;
	return picture.test(grapheme);
};

/** What stands beside the letter it belongs to, and not on it. */
const beside = /[\p{Spacing_Mark}\uFF00-\uFFEF]/v;

/** Hangul in pieces: each takes its own room, but for those that make one syllable. */
const jamo = /[\u1100-\u11FF\uA960-\uA97C\uD7B0-\uD7C6\uD7CB-\uD7FB]/v;
const syllable = /[\u1100-\u115F\uA960-\uA97C][\u1160-\u11A7\uD7B0-\uD7C6][\u11A8-\u11FF\uD7CB-\uD7FB]?/gv;

const measured = (grapheme: string): number => {
	const at = grapheme.search(seen);
	if (at === -1) {
		return 0;
	}

	if (isPicture(grapheme)) {
		return 2;
	}

	const [first = '', ...others] = grapheme.slice(at);
	const isCounted = jamo.test(first) ? seen : beside;
	const shown = [first, ...others.filter(other => isCounted.test(other))].join('').replaceAll(syllable, '\uAC00');
	return [...shown].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
};

/** Cells one grapheme takes: mostly 0, 1 or 2. */
export const graphemeWidth = (grapheme: string): number => {
	let width = widths.get(grapheme);
	if (width === undefined) {
		width = measured(grapheme);
		// A hostile stream of ever new clusters must not grow the memory.
		if (widths.size > 4096) {
			widths.clear();
		}

		widths.set(grapheme, width);
	}

	return width;
};

/** The graphemes of a text, in order. */
export const graphemes = (text: string): readonly string[] => {
	if (isPlain(text)) {
		return [...text];
	}

	segmenter ??= new Intl.Segmenter();
	return Array.from(segmenter.segment(text), part => part.segment);
};

/** Cells a text without control characters takes. */
export const widthOf = (text: string): number =>
	isPlain(text) ? text.length : graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);

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
