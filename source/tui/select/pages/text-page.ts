import {sanitiseLine} from '../../../domain/text/sanitise.js';
import type {Page} from '../../page.js';
import {wrapLine} from '../../../domain/words/wrap.js';
import {rowOf, type Row} from '../../theme.js';
import {patchRows} from '../patch-rows.js';
import {plainLine, wrapped, type PageLine} from './page-line.js';

/** More rows than anybody reads; the rest is said to be there. */
const mostLines = 20_000;

const linesOf = (text: string, width: number, rowsOf: (line: string) => readonly Row[]): readonly PageLine[] => {
	const lines = text.trimEnd().split('\n');
	const shown = lines.slice(0, mostLines).flatMap(line => rowsOf(line).map(row => plainLine(row)));
	return lines.length <= mostLines ? shown : [...shown, ...wrapped(`... ${lines.length - mostLines} more lines: e opens it in the editor, or read it with git`, width, {style: 'warn'})];
};

/** A patch: every line keeps its sign, the colour only repeats it. */
export const diffLines = (page: Page, width: number, isAscii: boolean): readonly PageLine[] => {
	const text = page.request.type === 'change' ? page.request.text : (page.data?.type === 'text' ? page.data.text : '');
	return linesOf(text, width, line => patchRows(line, width, isAscii));
};

/** A file as it is. */
export const fileLines = (page: Page, width: number): readonly PageLine[] => {
	const text = page.data?.type === 'text' ? page.data.text : '';
	return text.trim() === '' && page.data !== null ? wrapped('This file is empty: e opens it in the editor.', width) : linesOf(text, width, line => wrapLine(sanitiseLine(line), width).map(row => rowOf(row)));
};
