import {clip, fit, widthOf} from '../domain/words/width.js';

/** What a piece of text means; only this file knows how that looks. */
export type Style = 'plain' | 'dim' | 'strong' | 'title' | 'focus' | 'accent' | 'good' | 'warn' | 'bad' | 'alarm' | 'cursor';

export type Span = {readonly text: string; readonly style: Style};

/** One line of the screen. */
export type Row = readonly Span[];

export type Theme = {readonly color: boolean};

type Glyphs = {
	readonly proven: string;
	readonly unchecked: string;
	readonly unproven: string;
	readonly running: string;
	readonly waiting: string;
	readonly broken: string;
	readonly open: string;
	readonly bar: string;
	readonly line: string;
	readonly dot: string;
	readonly arrow: string;
	/** A cell of a bar that is reached, and one that is not. */
	readonly full: string;
	readonly rest: string;
	/** Before what did not fit into the row above. */
	readonly goesOn: string;
};

const unicode: Glyphs = {
	proven: '✓', unchecked: '○', unproven: '✗', running: '▶', waiting: '?', broken: '!', open: '·', bar: '│', line: '─', dot: '·', arrow: '→', full: '█', rest: '░', goesOn: ' ↳ ',
};

const ascii: Glyphs = {
	proven: '+', unchecked: 'o', unproven: 'x', running: '*', waiting: '?', broken: '!', open: '.', bar: '|', line: '-', dot: '-', arrow: '->', full: '#', rest: '-', goesOn: String.raw` \ `,
};

/** The signs of the screen; the ASCII ones have the same widths, the arrow apart. */
export const glyphsOf = (isAscii: boolean): Glyphs => isAscii ? ascii : unicode;

// The terminal's own 16 colours only: its owner chose them to be legible. Each state that matters is also a word or a sign.
const codes: Readonly<Record<Style, {readonly attributes: string; readonly color: string}>> = {
	plain: {attributes: '', color: ''},
	dim: {attributes: '2', color: ''},
	strong: {attributes: '1', color: ''},
	title: {attributes: '1', color: ''},
	focus: {attributes: '7', color: ''},
	accent: {attributes: '', color: '36'},
	good: {attributes: '', color: '32'},
	warn: {attributes: '1', color: '33'},
	bad: {attributes: '1', color: '31'},
	alarm: {attributes: '1;7', color: '31'},
	cursor: {attributes: '7', color: ''},
};

const paintSpan = (span: Span, theme: Theme): string => {
	const {attributes, color} = codes[span.style];
	const code = [attributes, theme.color ? color : ''].filter(part => part !== '').join(';');
	return code === '' || span.text === '' ? span.text : `\u001B[${code}m${span.text}\u001B[0m`;
};

/** A row as text with SGR sequences, closed at its end. */
export const paintRow = (row: Row, theme: Theme): string => row.map(span => paintSpan(span, theme)).join('');

/** A row of one style. */
export const rowOf = (text: string, style: Style = 'plain'): Row => [{text, style}];

export const emptyRow: Row = [];

/** Cells a row takes. */
export const rowWidth = (row: Row): number => row.reduce((sum, span) => sum + widthOf(span.text), 0);

/** A row cut to `width` cells; `~` marks the cut. */
export const fitRow = (row: Row, width: number): Row => {
	if (rowWidth(row) <= width) {
		return row;
	}

	const out: Span[] = [];
	let left = width;
	for (const span of row) {
		const cells = widthOf(span.text);
		if (cells >= left) {
			out.push({text: cells === left ? clip(span.text, left) : fit(span.text, left), style: span.style});
			const last = out.at(-1);
			if (cells === left && last) {
				out[out.length - 1] = {text: `${clip(span.text, left - 1)}~`, style: span.style};
			}

			break;
		}

		out.push(span);
		left -= cells;
	}

	return out;
};

/** `left` and `right` at the two ends of `width` cells; the left gives way. */
export const spreadRow = (left: Row, right: Row, width: number): Row => {
	const room = width - rowWidth(right);
	if (room < 4) {
		return fitRow(left, width);
	}

	const fitted = fitRow(left, right.length === 0 ? room : room - 1);
	return [...fitted, {text: ' '.repeat(room - rowWidth(fitted)), style: 'plain'}, ...right];
};

/** A row of one style over the whole width, as a selected line is shown. */
export const barRow = (row: Row, width: number, style: Style): Row => {
	const text = fitRow(row, width).map(span => span.text).join('');
	return [{text: text + ' '.repeat(Math.max(0, width - widthOf(text))), style}];
};
