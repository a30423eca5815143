import {noCells, readCells, type Cells} from './cells.js';
import {diffLine, type Pen} from './diff-line.js';
import {layCells} from './lay-cells.js';

/** What a frame is written to: a terminal, or in tests anything that counts. */
export type FrameTarget = {
	readonly columns: number;
	readonly rows: number;
	/** False means full: the newest frame waits for `drain`. */
	readonly write: (text: string) => boolean;
	readonly on: (event: 'drain', listener: () => void) => unknown;
	readonly off: (event: 'drain', listener: () => void) => unknown;
};

/** Lines painted over a part of the frame without React, layout or Ink being asked. */
export type Overlay = {readonly x: number; readonly y: number; readonly width: number; readonly lines: readonly string[]};

const begin = '\u001B[?2026h';
const end = '\u001B[?2026l';

/**
 * The stdout Ink is given. With `debug: true` each `write` of Ink is one whole frame; this writes only the cells that changed, inside a synchronised update, never wider or higher than the terminal.
 * While the terminal does not drain only the newest frame waits.
 */
export class FrameStdout {
	readonly #target: FrameTarget;
	readonly #pen: Pen = {style: ''};
	#lines: readonly string[] = [];
	#overlays: readonly Overlay[] = [];
	#shown: Cells[] = [];
	#shownKeys: string[] = [];
	/** The frame's lines as they were last read: under an overlay that changes they stay the same. */
	#under: Array<{readonly line: string; readonly columns: number; readonly cells: Cells}> = [];
	#isFull = false;
	#isMuted = false;
	#mustClear = true;
	#bytes = 0;

	constructor(target: FrameTarget) {
		this.#target = target;
		target.on('drain', this.#drained);
	}

	/** Ink shows and hides cursors only on a terminal; here the screen's owner does. */
	get isTTY(): boolean {
		return false;
	}

	/** Characters sent so far, near enough to bytes to keep a pace by. */
	get sent(): number {
		return this.#bytes;
	}

	get columns(): number {
		return this.#target.columns;
	}

	get rows(): number {
		return this.#target.rows;
	}

	/** Nothing is ever said to a listener: a change of size reaches Ink as a change of the state. */
	on(): this {
		return this;
	}

	off(): this {
		return this;
	}

	/** Takes a whole frame, as Ink in debug mode writes it. */
	write(frame: string, encoding?: unknown, callback?: () => void): boolean {
		if (frame !== '') {
			this.#lines = frame.split('\n');
			this.#paint();
		}

		const done = typeof encoding === 'function' ? encoding as () => void : callback;
		done?.();
		return true;
	}

	/** Lays lines over the frame from the next painting on, in place of those before; no two on one row. */
	setOverlays(overlays: readonly Overlay[]): void {
		this.#overlays = overlays;
	}

	/** Writes a sequence that draws nothing, between two frames. */
	send(sequence: string): void {
		if (!this.#isMuted) {
			this.#bytes += sequence.length;
			this.#isFull = !this.#target.write(sequence) || this.#isFull;
		}
	}

	/** Writes what changed since the last painting. */
	paint(): void {
		this.#paint();
	}

	/** Nothing on the terminal is known any more (resize, return of an editor): the next frame clears and writes all. */
	invalidate(): void {
		this.#shown = [];
		this.#shownKeys = [];
		this.#mustClear = true;
	}

	/** While muted nothing is written: the terminal belongs to another program. Afterwards everything is written anew. */
	mute(isMuted: boolean): void {
		this.#isMuted = isMuted;
		if (!isMuted) {
			this.invalidate();
			this.#paint();
		}
	}

	/** Ends for good. */
	close(): void {
		this.#isMuted = true;
		this.#target.off('drain', this.#drained);
	}

	readonly #drained = (): void => {
		this.#isFull = false;
		this.#paint();
	};

	#paint(): void {
		if (this.#isFull || this.#isMuted || this.#lines.length === 0) {
			return;
		}

		let out = '';
		if (this.#mustClear) {
			this.#pen.style = '';
			out = '\u001B[m\u001B[2J';
			this.#mustClear = false;
		}

		for (let y = 0; y < this.rows; y++) {
			out += this.#paintLine(y);
		}

		if (out !== '') {
			this.#bytes += out.length;
			this.#isFull = !this.#target.write(begin + out + end);
		}
	}

	#paintLine(y: number): string {
		const line = this.#lines[y] ?? '';
		const overlay = this.#overlays.find(one => y >= one.y && y < one.y + one.lines.length);
		const over = overlay?.lines[y - overlay.y];
		const key = over === undefined ? line : `${line}\u0000${over}`;
		if (this.#shownKeys[y] === key) {
			return '';
		}

		const {columns} = this;
		const next = over === undefined || overlay === undefined ? readCells(line, columns) : layCells(this.#readUnder(y, line), readCells(over, overlay.width), overlay);
		const out = diffLine(this.#shown[y] ?? noCells, next, {columns, y, pen: this.#pen});
		this.#shown[y] = next;
		this.#shownKeys[y] = key;
		return out;
	}

	#readUnder(y: number, line: string): Cells {
		const {columns} = this;
		const known = this.#under[y];
		if (known?.line === line && known.columns === columns) {
			return known.cells;
		}

		const cells = readCells(line, columns);
		this.#under[y] = {line, columns, cells};
		return cells;
	}
}
