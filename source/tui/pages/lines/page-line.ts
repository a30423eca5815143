import {sanitiseLine} from '../../../domain/text/sanitise.js';
import type {Target} from '../../page.js';
import {wrapLine} from '../../../domain/words/wrap.js';
import {
	fitRow, rowOf, spreadRow, type Row, type Style,
} from '../../theme.js';

/** A row of a page; rows with the very same target lead to one place together. */
export type PageLine = {readonly row: Row; readonly target: Target | null};

export const plainLine = (row: Row): PageLine => ({row, target: null});

export const emptyLine: PageLine = plainLine([]);

/** The beginning of a part of a page. */
export const headingLine = (text: string): PageLine => plainLine(rowOf(text, 'title'));

/** Text of any origin, one line, in as many rows as it takes. `indent` cells before the rows after the first. */
export const wrapped = (text: string, width: number, options: {readonly style?: Style; readonly target?: Target | null; readonly indent?: number} = {}): readonly PageLine[] => {
	const {style = 'plain', target = null, indent = 0} = options;
	const line = sanitiseLine(text);
	const [first = '', ...rest] = wrapLine(line, width);
	const more = rest.length === 0 || indent === 0 ? rest : wrapLine(line.slice(first.length).trimStart(), width - indent);
	return [first, ...more.map(one => ' '.repeat(indent) + one)].map(one => ({row: rowOf(one, style), target}));
};

/** One row that leads somewhere: words at the left, figures at the right. */
export const linkLine = (left: Row, right: Row, width: number, target: Target): PageLine => ({row: fitRow(spreadRow(left, right, width), width), target});
