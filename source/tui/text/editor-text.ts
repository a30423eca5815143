import {graphemes, graphemeWidth} from '../../domain/words/width.js';

/** A text being typed. One line is edited by ink-text-input; `cursor` (code units) counts once there are several. `epoch` rises when the text was changed from outside, so that the one-line input starts anew at its end. */
export type EditorText = {
	readonly text: string;
	readonly cursor: number;
	readonly isSeveral: boolean;
	readonly epoch: number;
};

/** An editor with a text in it and the cursor at its end. */
export const editorOf = (text: string, epoch = 0): EditorText => ({
	text, cursor: text.length, isSeveral: text.includes('\n'), epoch,
});

/** Text at the cursor; in the one-line input that is the end, as its own cursor is not known here. */
export const insert = (editor: EditorText, piece: string): EditorText => {
	const at = editor.isSeveral ? editor.cursor : editor.text.length;
	return {
		text: editor.text.slice(0, at) + piece + editor.text.slice(at),
		cursor: at + piece.length,
		isSeveral: editor.isSeveral || piece.includes('\n'),
		epoch: editor.epoch + 1,
	};
};

const before = (text: string, cursor: number): number => {
	const last = graphemes(lineBefore(text, cursor)).at(-1);
	return last === undefined ? Math.max(0, cursor - 1) : cursor - last.length;
};

const after = (text: string, cursor: number): number => {
	const next = graphemes(text.slice(cursor).split('\n', 1)[0] ?? '')[0];
	return next === undefined ? Math.min(text.length, cursor + 1) : cursor + next.length;
};

const lineBefore = (text: string, cursor: number): string => text.slice(text.lastIndexOf('\n', cursor - 1) + 1, cursor);

const startOfLine = (text: string, cursor: number): number => cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;

const endOfLine = (text: string, cursor: number): number => {
	const at = text.indexOf('\n', cursor);
	return at === -1 ? text.length : at;
};

const vertical = ({text, cursor}: EditorText, isUp: boolean): number => {
	const start = startOfLine(text, cursor);
	const column = cursor - start;
	if (isUp) {
		const target = startOfLine(text, Math.max(0, start - 1));
		return start === 0 ? 0 : Math.min(target + column, start - 1);
	}

	const end = endOfLine(text, cursor);
	return end === text.length ? end : Math.min(end + 1 + column, endOfLine(text, end + 1));
};

const cut = (editor: EditorText, from: number, to: number): EditorText => ({
	...editor, text: editor.text.slice(0, from) + editor.text.slice(to), cursor: from,
});

const moveTo = (editor: EditorText, cursor: number): EditorText => ({...editor, cursor});

/** What each key does to a text of several lines. The cursor never stands inside a character. */
const presses = {
	left: editor => moveTo(editor, before(editor.text, editor.cursor)),
	right: editor => moveTo(editor, after(editor.text, editor.cursor)),
	up: editor => moveTo(editor, atCharacter(editor.text, vertical(editor, true))),
	down: editor => moveTo(editor, atCharacter(editor.text, vertical(editor, false))),
	home: editor => moveTo(editor, startOfLine(editor.text, editor.cursor)),
	end: editor => moveTo(editor, endOfLine(editor.text, editor.cursor)),
	backspace: editor => cut(editor, before(editor.text, editor.cursor), editor.cursor),
	delete: editor => cut(editor, editor.cursor, after(editor.text, editor.cursor)),
	kill_line: editor => cut(editor, startOfLine(editor.text, editor.cursor), editor.cursor),
	kill_word: editor => cut(editor, editor.cursor - (/\S*\s*$/.exec(lineBefore(editor.text, editor.cursor))?.[0].length ?? 0), editor.cursor),
} satisfies Record<string, (editor: EditorText) => EditorText>;

export type EditorKey = keyof typeof presses;

/** The keys that edit such a text. */
export const editorKeys = Object.keys(presses) as EditorKey[];

/** The text after such a key. */
export const pressKey = (editor: EditorText, key: EditorKey): EditorText => presses[key](editor);

const atCharacter = (text: string, cursor: number): number => {
	let at = startOfLine(text, cursor);
	for (const grapheme of graphemes(text.slice(at, endOfLine(text, cursor)))) {
		if (at + grapheme.length > cursor) {
			break;
		}

		at += grapheme.length;
	}

	return at;
};

export type EditorRow = {readonly text: string; /** Code units from the row's start; null: the cursor is elsewhere. */ readonly cursor: number | null};

/** The text in rows of at most `width` cells, broken hard, with the cursor in one of them; a cell is kept free for it at the end of a row. */
export const editorRows = ({text, cursor}: EditorText, width: number): readonly EditorRow[] => {
	const rows: EditorRow[] = [];
	let offset = 0;
	for (const line of text.split('\n')) {
		let row = '';
		let used = 0;
		let start = offset;
		const push = (isLast: boolean): void => {
			const isHere = cursor >= start && (cursor < start + row.length || (isLast && cursor === start + row.length));
			rows.push({text: row, cursor: isHere ? cursor - start : null});
			start += row.length;
			row = '';
			used = 0;
		};

		for (const grapheme of graphemes(line)) {
			if (used + graphemeWidth(grapheme) > width - 1) {
				push(false);
			}

			row += grapheme;
			used += graphemeWidth(grapheme);
		}

		push(true);
		offset += line.length + 1;
	}

	return rows;
};
