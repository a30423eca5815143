import {wrapLine} from '../../../domain/words/wrap.js';
import {sanitiseLine} from '../../../domain/text/sanitise.js';
import {rowOf, type Row} from '../../theme.js';
import {patchRows} from '../../select/patch-rows.js';
import {plainLine, wrapped, type PageLine} from './page-line.js';

/** More rows than anybody reads; the rest is said to be there. */
const mostLines = 20_000;

const linesOf = (text: string, width: number, rowsOf: (line: string) => readonly Row[]): readonly PageLine[] => {
	const lines = text.trimEnd().split('\n');
	const shown = lines.slice(0, mostLines).flatMap(line => rowsOf(line).map(row => plainLine(row)));
	return lines.length <= mostLines ? shown : [...shown, ...wrapped(`... ${lines.length - mostLines} more lines: e opens it in the editor, or read it with git`, width, {style: 'warn'})];
};

/** A patch: every line keeps its sign, the colour only repeats it. */
export const patchLines = (text: string, width: number, isAscii: boolean): readonly PageLine[] => linesOf(text, width, line => patchRows(line, width, isAscii));

/** A file as it is. */
export const fileLines = (text: string, width: number): readonly PageLine[] => text.trim() === ''
	? wrapped('This file is empty: e opens it in the editor.', width)
	: linesOf(text, width, line => wrapLine(sanitiseLine(line), width).map(row => rowOf(row)));

/** The name of a file without its folders. */
export const baseName = (path: string): string => sanitiseLine(path.slice(path.lastIndexOf('/') + 1));
