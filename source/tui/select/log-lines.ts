import type {
	Anchor, LineKind, Transcript, TranscriptLine,
} from '../state.js';
import {wrapLine} from '../text/wrap.js';
import type {Row, Style} from '../theme.js';

/** Each kind has a sign of its own, so that nothing is said by colour alone; rows that go on are indented below it. */
const looks: Readonly<Record<LineKind, {readonly sign: string; readonly style: Style}>> = {
	message: {sign: '', style: 'plain'},
	reasoning: {sign: '~ ', style: 'dim'},
	tool: {sign: '| ', style: 'dim'},
	call: {sign: '$ ', style: 'accent'},
	result: {sign: '= ', style: 'good'},
	failure: {sign: '! ', style: 'bad'},
	notice: {sign: '* ', style: 'strong'},
	heading: {sign: '-- ', style: 'title'},
};

type Wrapped = {readonly width: number; readonly rows: readonly Row[]};

const cache = new WeakMap<TranscriptLine, Wrapped>();

/** A line of the log in rows of at most `width` cells. Kept for as long as the line and the width stay the same. */
export const rowsOfLine = (line: TranscriptLine, width: number): readonly Row[] => {
	const known = cache.get(line);
	if (known?.width === width) {
		return known.rows;
	}

	const {sign, style} = looks[line.kind];
	const indent = line.kind === 'tool' || line.kind === 'reasoning' ? sign : ' '.repeat(sign.length);
	const rows = wrapLine(line.text, width - sign.length).map((text, index): Row => [{text: (index === 0 ? sign : indent) + text, style}]);
	cache.set(line, {width, rows});
	return rows;
};

const indexOf = ({lines}: Transcript, id: number): number => id - (lines[0]?.id ?? 0);

/** An anchor that exists: lines let go and rows lost by another width are corrected. Null when there is no line. */
export const settleAnchor = (transcript: Transcript, anchor: Anchor | null, width: number): Anchor | null => {
	const first = transcript.lines[0];
	const last = transcript.lines.at(-1);
	if (first === undefined || last === undefined) {
		return null;
	}

	if (anchor === null || anchor.id < first.id) {
		return {id: first.id, row: 0};
	}

	const id = Math.min(anchor.id, last.id);
	const line = transcript.lines[indexOf(transcript, id)] ?? last;
	return {id, row: Math.min(anchor.row, rowsOfLine(line, width).length - 1)};
};

/** The anchor `distance` rows further down (negative: up), stopping at the ends. */
export const moveAnchor = (transcript: Transcript, from: Anchor, {distance, width}: {readonly distance: number; readonly width: number}): Anchor => {
	let index = indexOf(transcript, from.id);
	let row = from.row + distance;
	let line = transcript.lines[index];
	while (line !== undefined && row < 0) {
		const above = transcript.lines[index - 1];
		if (above === undefined) {
			return {id: line.id, row: 0};
		}

		index--;
		line = above;
		row += rowsOfLine(line, width).length;
	}

	while (line !== undefined) {
		const {length} = rowsOfLine(line, width);
		const below = transcript.lines[index + 1];
		if (row < length || below === undefined) {
			return {id: line.id, row: Math.min(row, length - 1)};
		}

		row -= length;
		index++;
		line = below;
	}

	return from;
};

/** The anchor from which exactly `rows` rows remain to the end (or the beginning, if there are fewer). */
export const tailAnchor = (transcript: Transcript, rows: number, width: number): Anchor | null => {
	const last = transcript.lines.at(-1);
	return last === undefined ? null : moveAnchor(transcript, {id: last.id, row: rowsOfLine(last, width).length - 1}, {distance: 1 - rows, width});
};

/** Rows from the anchor on, at most `limit`, and the id of the last line that is shown (whole or in part). */
export const windowFrom = (transcript: Transcript, from: Anchor, {limit, width}: {readonly limit: number; readonly width: number}): {readonly rows: readonly Row[]; readonly lastId: number} => {
	const rows: Row[] = [];
	let lastId = from.id;
	for (let index = indexOf(transcript, from.id); index < transcript.lines.length && rows.length < limit; index++) {
		const line = transcript.lines[index];
		if (line !== undefined) {
			rows.push(...rowsOfLine(line, width).slice(line.id === from.id ? from.row : 0));
			lastId = line.id;
		}
	}

	return {rows: rows.slice(0, limit), lastId};
};
