import {graphemeWidth, graphemes} from '../../domain/words/width.js';

/** A line of the screen, cell by cell. An empty glyph is the rest of a wide one. A style is the parameters of an SGR sequence, '' for none. */
export type Cells = {readonly glyphs: readonly string[]; readonly styles: readonly string[]};

export const noCells: Cells = {glyphs: [], styles: []};

/** Which switched-on attributes a parameter switches off. */
const off: Readonly<Record<number, readonly number[]>> = {
	22: [1, 2], 23: [3], 24: [4], 25: [5], 27: [7], 28: [8], 29: [9],
};

const isForeground = (n: number): boolean => (n >= 30 && n <= 37) || (n >= 90 && n <= 97);
const isBackground = (n: number): boolean => (n >= 40 && n <= 47) || (n >= 100 && n <= 107);

const applySgr = (parameters: string, on: Map<string, string>): void => {
	const parts = parameters.split(/[;:]/).map(Number);
	for (let index = 0; index < parts.length; index++) {
		const n = parts[index] ?? 0;
		switch (n) {
			case 0: {
				on.clear();

				break;
			}

			case 38:
			case 48: {
				const length = parts[index + 1] === 5 ? 3 : 5;
				on.set(n === 38 ? 'f' : 'b', parts.slice(index, index + length).join(';'));
				index += length - 1;

				break;
			}

			case 39: {
				on.delete('f');

				break;
			}

			case 49: {
				on.delete('b');

				break;
			}

			default: {
				if (isForeground(n)) {
					on.set('f', String(n));
				} else if (isBackground(n)) {
					on.set('b', String(n));
				} else if (off[n] === undefined) {
					on.set(String(n), String(n));
				} else {
					for (const attribute of off[n] ?? []) {
						on.delete(String(attribute));
					}
				}
			}
		}
	}
};

// Sticky patterns: one walk over the line, no copies.
const sgr = /\u001B\[([\d;:]*)m/y;
const otherSequence = /\u001B(?:\[[\d;:<=>?]*[ -/]*[@-~]?|.)?/y;
const text = /[^\u0000-\u001F\u007F-\u009F]+/y;

/** Reads a line of text with SGR sequences into at most `columns` cells. Every other control is dropped. A wide glyph that would be cut in half becomes a space. */
export const readCells = (line: string, columns: number): Cells => {
	const glyphs: string[] = [];
	const styles: string[] = [];
	const on = new Map<string, string>();
	let style = '';
	let index = 0;
	while (index < line.length && glyphs.length < columns) {
		sgr.lastIndex = index;
		otherSequence.lastIndex = index;
		text.lastIndex = index;
		const colour = sgr.exec(line);
		if (colour) {
			applySgr(colour[1] ?? '', on);
			style = [...on.values()].join(';');
			index = sgr.lastIndex;
		} else if (otherSequence.test(line)) {
			index = otherSequence.lastIndex;
		} else if (text.test(line)) {
			place(line.slice(index, text.lastIndex), {
				glyphs, styles, style, columns,
			});
			index = text.lastIndex;
		} else {
			index++;
		}
	}

	return {glyphs, styles};
};

type Target = {readonly glyphs: string[]; readonly styles: string[]; readonly style: string; readonly columns: number};

const place = (piece: string, {glyphs, styles, style, columns}: Target): void => {
	for (const grapheme of graphemes(piece)) {
		const width = graphemeWidth(grapheme);
		if (width === 0) {
			// A mark of its own joins what stands before it.
			const last = glyphs.findLastIndex(glyph => glyph !== '');
			if (last !== -1) {
				glyphs[last] = (glyphs[last] ?? '') + grapheme;
			}

			continue;
		}

		if (glyphs.length + width > columns) {
			while (glyphs.length < columns) {
				glyphs.push(' ');
				styles.push(style);
			}

			return;
		}

		for (let cell = 0; cell < width; cell++) {
			glyphs.push(cell === 0 ? grapheme : '');
			styles.push(style);
		}
	}
};

/** Terminals agree on the width of ASCII, Latin, CJK and Hangul; about everything else the cursor is put right afterwards. */
const agreed = /^[ -~\u00A1-\u00AC\u00AE-\u02FF\u2500-\u259F\u3041-\u30FF\u4E00-\u9FFF\uAC00-\uD7A3]$/;

/** Asked for every cell of every line that changed, so that the common case is two comparisons. */
export const isAgreed = (glyph: string): boolean => {
	const code = glyph.length === 1 ? glyph.codePointAt(0) ?? 0 : 0;
	return (code >= 32 && code < 127) || agreed.test(glyph);
};
