import type {BlockSize, LineKind, ScreenLine} from '../../log-state.js';
import {bytesText, counted} from '../../../domain/words/short-words.js';
import {wrapLine} from '../../../domain/words/wrap.js';
import {
	fitRow, type Row, type Span, type Style,
} from '../../theme.js';

/** Each kind has a sign of its own, so that nothing is said by colour alone; rows that go on are indented below it. */
const looks: Readonly<Record<LineKind, {readonly sign: string; readonly style: Style}>> = {
	message: {sign: '', style: 'plain'},
	reasoning: {sign: '~ ', style: 'dim'},
	tool: {sign: '| ', style: 'dim'},
	diff: {sign: '| ', style: 'dim'},
	call: {sign: '$ ', style: 'accent'},
	result: {sign: '= ', style: 'good'},
	failure: {sign: '! ', style: 'bad'},
	notice: {sign: '* ', style: 'strong'},
	heading: {sign: '-- ', style: 'title'},
};

/** Kinds whose sign stands before every row. */
const barred: ReadonlySet<LineKind> = new Set(['tool', 'diff', 'reasoning']);

/** Signs of a diff carry its meaning; colour only helps. */
const diffStyle = (text: string): Style => {
	if (/^(?:diff |index |\+\+\+ |--- )/.test(text)) {
		return 'strong';
	}

	if (text.startsWith('@@')) {
		return 'accent';
	}

	return text.startsWith('+') ? 'good' : (text.startsWith('-') ? 'bad' : 'dim');
};

const inline = /`[^`]+`|\*\*[^*]+\*\*/g;

/** A line of a message: headings, code and what is emphasised; its characters stay as they are. */
const messageSpans = ({text, look}: ScreenLine): readonly Span[] => {
	if (/^\s*(?:`{3}|~{3})/.test(text)) {
		return [{text, style: 'dim'}];
	}

	if (look === 'code') {
		return [{text, style: 'accent'}];
	}

	if (/^#{1,6} /.test(text)) {
		return [{text, style: 'title'}];
	}

	const spans: Span[] = [];
	let at = 0;
	for (const match of text.matchAll(inline)) {
		spans.push({text: text.slice(at, match.index), style: 'plain'}, {text: match[0], style: match[0].startsWith('`') ? 'accent' : 'strong'});
		at = match.index + match[0].length;
	}

	return [...spans, {text: text.slice(at), style: 'plain'}];
};

const spansOf = (line: ScreenLine): readonly Span[] => {
	if (line.kind === 'message') {
		return messageSpans(line);
	}

	return [{text: line.text, style: line.look === 'diff' || (line.kind === 'tool' && /^@@ -\d/.test(line.text)) ? diffStyle(line.text) : looks[line.kind].style}];
};

/** What a search found, on top of every other style. */
const emphasise = (spans: readonly Span[], expression: RegExp | null): readonly Span[] => {
	if (expression === null) {
		return spans;
	}

	const text = spans.map(span => span.text).join('');
	const cuts: Array<readonly [number, number]> = [];
	for (const match of text.matchAll(expression)) {
		if (match[0] !== '') {
			cuts.push([match.index, match.index + match[0].length]);
		}
	}

	let out = spans;
	for (const [from, to] of cuts) {
		out = [...slice(out, 0, from), {text: text.slice(from, to), style: 'focus'}, ...slice(out, to, text.length)];
	}

	return out;
};

/** The spans of the characters from `from` to before `to`. */
const slice = (spans: readonly Span[], from: number, to: number): readonly Span[] => {
	const out: Span[] = [];
	let at = 0;
	for (const {text, style} of spans) {
		const piece = text.slice(Math.max(0, from - at), Math.max(0, to - at));
		if (piece !== '') {
			out.push({text: piece, style});
		}

		at += text.length;
	}

	return out;
};

/** Wrapped like its text; a blank at a break is in no row. */
const wrapSpans = (spans: readonly Span[], width: number): ReadonlyArray<readonly Span[]> => {
	const text = spans.map(span => span.text).join('');
	let at = 0;
	return wrapLine(text, width).map(row => {
		at += text.startsWith(row, at) ? 0 : 1;
		const cut = slice(spans, at, at + row.length);
		at += row.length;
		return cut;
	});
};

/** What stands before the first row of a list item, and is left blank before the others. */
const listMark = /^\s*(?:[-*+]|\d+[.)])\s+/;

/** The rows of a line of the log, unfolded, each at most `width` cells. The first cell of each is for the cursor. */
export const unfoldedRows = (line: ScreenLine, width: number, found: RegExp | null): readonly Row[] => {
	const {sign, style} = looks[line.kind];
	const spans = emphasise(spansOf(line), found);
	const mark = line.kind === 'message' && line.look !== 'code' ? listMark.exec(line.text)?.[0] ?? '' : '';
	const indent = mark.length < width / 3 ? mark.length : 0;
	const first: Row = [{text: ` ${sign}`, style}, ...slice(spans, 0, indent)];
	const other: Row = [{text: ` ${barred.has(line.kind) ? sign : ' '.repeat(sign.length)}${' '.repeat(indent)}`, style}];
	return wrapSpans(slice(spans, indent, line.text.length), width - 1 - sign.length - indent).map((row, index) => [...(index === 0 ? first : other), ...row]);
};

/** The one row that stands for the hidden part of a block. */
export const foldRow = (kind: LineKind, {lines, bytes, exit}: BlockSize, width: number): Row => {
	const what = kind === 'tool' ? 'output' : (kind === 'diff' ? 'diff' : 'thoughts');
	const text = ` ${looks[kind].sign}[+] ${counted(lines, 'line')} of ${what}, ${bytesText(bytes)}${exit === null ? '' : `, exit ${exit}`}`;
	return fitRow([{text, style: kind === 'reasoning' ? 'dim' : 'strong'}], width);
};

/** A row with the cursor before it. */
export const withCursor = ([first, ...rest]: Row): Row => [{text: '>', style: 'cursor'}, ...(first === undefined ? [] : [{...first, text: first.text.slice(1)}]), ...rest];
