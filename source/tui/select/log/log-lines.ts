import type {
	Anchor, BlockSize, LogView, ScreenLine,
} from '../../log-state.js';
import type {AppState} from '../../state.js';
import type {Row} from '../../theme.js';
import {screenParts} from '../screen-parts.js';
import {foldRow, unfoldedRows} from './line-rows.js';
import {foundBy} from './find-text.js';

/** The lines of the log as they are shown: which log, how wide, what is folded, what is searched. */
export type Sheet = {
	readonly lines: readonly ScreenLine[];
	readonly width: number;
	readonly view: LogView;
	readonly found: RegExp | null;
};

/** The log the human looks at: the book where one is open, else the live one. */
export const sheetOf = (state: AppState): Sheet => ({
	lines: state.log.book?.lines ?? state.tail.lines,
	width: screenParts(state).main.width,
	view: state.log,
	found: foundBy(state.log.find?.search),
});

/** Of a folded block these many last lines are shown. */
const shownOfFolded = 3;

/** Blocks that are hardly longer than what is shown of them are not folded. */
const leastFolded = 6;

export const lineOf = ({lines}: Sheet, id: number): ScreenLine | undefined => lines[id - (lines[0]?.id ?? 0)];

/** The first line of a line's block that is there. */
const headOf = (sheet: Sheet, line: ScreenLine): ScreenLine | undefined => lineOf(sheet, Math.max(line.block, sheet.lines[0]?.id ?? 0));

/** The kinds of blocks that fold; whether one is folded that no key touched. */
const folds: Partial<Record<ScreenLine['kind'], (view: LogView) => boolean>> = {
	tool: view => !view.isToolOpen,
	diff: view => !view.isToolOpen,
	reasoning: view => view.isReasoningFolded,
};

const isFolded = ({view}: Sheet, head: ScreenLine, size: BlockSize): boolean =>
	size.lines >= leastFolded && (folds[head.kind]?.(view) ?? false) !== (head.kind in folds && view.toggled.has(head.id));

/** Whether the line's block can be folded and is. */
export const foldOf = (sheet: Sheet, line: ScreenLine): {readonly head: ScreenLine; readonly isFolded: boolean} | undefined => {
	const head = headOf(sheet, line);
	return head?.size && head.size.lines >= leastFolded && head.kind in folds
		? {head, isFolded: isFolded(sheet, head, head.size)}
		: undefined;
};

type Wrapped = {readonly width: number; readonly found: RegExp | null; readonly rows: readonly Row[]};

const cache = new WeakMap<ScreenLine, Wrapped>();

const nothing: readonly Row[] = [];

/** A line of the log in rows, none where it is folded away. Kept for as long as the line, the width and the search stay the same. */
const rowsOf = (sheet: Sheet, line: ScreenLine): readonly Row[] => {
	const head = headOf(sheet, line);
	if (head?.size && isFolded(sheet, head, head.size)) {
		if (line === head) {
			return [foldRow(line.kind, head.size, sheet.width)];
		}

		if (line.id - head.id < head.size.lines - shownOfFolded) {
			return nothing;
		}
	}

	const known = cache.get(line);
	if (known?.width === sheet.width && known.found === sheet.found) {
		return known.rows;
	}

	const rows = unfoldedRows(line, sheet.width, sheet.found);
	cache.set(line, {width: sheet.width, found: sheet.found, rows});
	return rows;
};

/** An anchor that exists: lines let go and rows lost by another width are corrected. Null when there is no line. */
export const settleAnchor = (sheet: Sheet, anchor: Anchor | null): Anchor | null => {
	const first = sheet.lines[0];
	const last = sheet.lines.at(-1);
	if (first === undefined || last === undefined) {
		return null;
	}

	if (anchor === null || anchor.id < first.id) {
		return {id: first.id, row: 0};
	}

	const id = Math.min(anchor.id, last.id);
	return {id, row: Math.max(0, Math.min(anchor.row, rowsOf(sheet, lineOf(sheet, id) ?? last).length - 1))};
};

/** The anchor `distance` rows further down (negative: up), stopping at the ends. */
export const moveAnchor = (sheet: Sheet, from: Anchor, distance: number): Anchor => {
	let {id} = from;
	let row = from.row + distance;
	let line = lineOf(sheet, id);
	while (line !== undefined && row < 0) {
		const above = lineOf(sheet, id - 1);
		if (above === undefined) {
			return {id: line.id, row: 0};
		}

		id--;
		line = above;
		row += rowsOf(sheet, line).length;
	}

	while (line !== undefined) {
		const {length} = rowsOf(sheet, line);
		const below = lineOf(sheet, id + 1);
		if (row < length || below === undefined) {
			return {id: line.id, row: Math.max(0, Math.min(row, length - 1))};
		}

		row -= length;
		id++;
		line = below;
	}

	return from;
};

/** The anchor from which exactly `rows` rows remain to the end (or the beginning, if there are fewer). */
export const tailAnchor = (sheet: Sheet, rows: number): Anchor | null => {
	const last = sheet.lines.at(-1);
	return last === undefined ? null : moveAnchor(sheet, {id: last.id, row: Math.max(0, rowsOf(sheet, last).length - 1)}, 1 - rows);
};

/** A row of the window and where it comes from. */
type ShownRow = {readonly at: Anchor; readonly row: Row};

/** Rows from the anchor on, at most `limit`. */
export const windowFrom = (sheet: Sheet, from: Anchor, limit: number): readonly ShownRow[] => {
	const shown: ShownRow[] = [];
	for (let {id} = from; shown.length < limit; id++) {
		const line = lineOf(sheet, id);
		if (line === undefined) {
			break;
		}

		for (const [index, row] of rowsOf(sheet, line).entries()) {
			if (shown.length < limit && (id !== from.id || index >= from.row)) {
				shown.push({at: {id, row: index}, row});
			}
		}
	}

	return shown;
};

/** Whether one spot lies before another. */
export const isBefore = (one: Anchor, other: Anchor): boolean => one.id < other.id || (one.id === other.id && one.row < other.row);

/** How many rows lie between two spots, at most `limit`. */
export const rowsBetween = (sheet: Sheet, from: Anchor, to: Anchor, limit: number): number => {
	const at = windowFrom(sheet, from, limit).findIndex(({at: spot}) => !isBefore(spot, to));
	return at === -1 ? limit : at;
};
