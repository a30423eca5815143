import {isPlain} from '../../domain/words/width.js';
import {noCells, readCells} from './cells.js';
import {cutCells, layCells, paintCells} from './lay-cells.js';

type Transformer = (line: string, index: number) => string;
type Clip = {readonly x1?: number | undefined; readonly x2?: number | undefined; readonly y1?: number | undefined; readonly y2?: number | undefined};

/** A line of text and the cells of the row that it takes. */
type Piece = {readonly x: number; readonly width: number; readonly line: string};

const reset = '\u001B[0m';

/** Cells a line takes, its styles not counted. */
const cellsIn = (line: string): number => {
	const shown = line.replaceAll(/\u001B\[[\d;]*m/g, '');
	return isPlain(shown) ? shown.length : readCells(line, Number.POSITIVE_INFINITY).glyphs.length;
};

/** A piece without what lies outside of the columns from `x1` to `x2`; undefined when that is all. */
const clipPiece = (piece: Piece, x1 = 0, x2 = Number.POSITIVE_INFINITY): Piece | undefined => {
	const from = Math.max(piece.x, x1);
	const to = Math.min(piece.x + piece.width, x2);
	if (to <= from) {
		return undefined;
	}

	return to - from === piece.width ? piece : {x: from, width: to - from, line: paintCells(cutCells(readCells(piece.line, piece.width), from - piece.x, to - piece.x))};
};

/** The pieces of a row as one line. Later ones cover earlier ones. */
const joinPieces = (pieces: readonly Piece[]): string => {
	let out = '';
	let at = 0;
	for (const {x, width, line} of pieces) {
		if (x < at) {
			return paintCells(pieces.reduce((under, piece) => layCells(under, readCells(piece.line, piece.width), piece), noCells)).trimEnd();
		}

		out += ' '.repeat(x - at) + line;
		// No style reaches over the end of its piece.
		out += line.includes('\u001B') && !line.endsWith(reset) ? reset : '';
		at = x + width;
	}

	return out.trimEnd();
};

/**
 * Gathers what Ink's walk over its tree writes, and puts it together to a frame. In the built program `scripts/build.mjs` puts it in the place of Ink's own `Output`,
 * which makes an object of every cell and reads every line anew: most of the time from a key to its frame. Nearly all of ours are lines beside each other, which need no more than to be joined.
 */
export class FrameOutput {
	readonly #rows: Piece[][];
	readonly #clips: Clip[] = [];

	constructor({height}: {readonly width: number; readonly height: number}) {
		this.#rows = Array.from({length: height}, () => []);
	}

	write(x: number, y: number, text: string, {transformers}: {readonly transformers: readonly Transformer[]}): void {
		const {x1, x2, y1 = 0, y2 = Number.POSITIVE_INFINITY} = this.#clips.at(-1) ?? {};
		for (const [index, raw] of (text === '' ? [] : text.split('\n')).entries()) {
			const row = y + index >= y1 && y + index < y2 ? this.#rows[y + index] : undefined;
			if (row === undefined) {
				continue;
			}

			let line = raw;
			for (const transform of transformers) {
				line = transform(line, index);
			}

			const piece = clipPiece({x, width: cellsIn(line), line}, x1, x2);
			if (piece !== undefined) {
				row.push(piece);
			}
		}
	}

	clip(clip: Clip): void {
		this.#clips.push(clip);
	}

	unclip(): void {
		this.#clips.pop();
	}

	/** The frame, line by line, without the blanks at their ends. */
	get(): {readonly output: string; readonly height: number} {
		return {output: this.#rows.map(pieces => joinPieces(pieces)).join('\n'), height: this.#rows.length};
	}
}
