import {describe, expect, test} from 'vitest';
import {
	editorOf, editorRows, insert, pressKey, type EditorKey,
} from '../../../source/tui/text/editor-text.js';
import {fit, widthOf} from '../../../source/domain/words/width.js';
import {wrapLine, wrapText} from '../../../source/domain/words/wrap.js';

describe('wrapLine', () => {
	test.each([
		['short', 'short', 10, ['short']],
		['at spaces', 'one two three', 8, ['one two', 'three']],
		['a space exactly at the edge', 'four five', 4, ['four', 'five']],
		['a long word is cut hard', 'x abcdefghijkl', 6, ['x abcd', 'efghij', 'kl']],
		['wide characters are never halved', '日本語です', 5, ['日本', '語で', 'す']],
		['wide text at spaces', '日本 語で す', 6, ['日本', '語で', 'す']],
		['a family stays together', 'a👨‍👩‍👧b', 3, ['a👨‍👩‍👧', 'b']],
		['nothing', '', 4, ['']],
		['no room at all', 'ab', 0, ['a', 'b']],
	])('%s', (_, line, width, expected) => {
		expect(wrapLine(line, width)).toEqual(expected);
	});

	test('any text at any width: no row is too wide and no word is lost', () => {
		const text = 'Die Warteschlange 日本語 e\u0301 läuft über, 👍 und a/very/long/path/without/spaces geht weiter\n\nsecond';
		for (let width = 2; width < 60; width++) {
			const rows = wrapText(text, width);
			expect(Math.max(...rows.map(row => widthOf(row))), `width ${width}`).toBeLessThanOrEqual(width);
			expect(rows.join('').replaceAll(' ', ''), `width ${width}`).toBe(text.replaceAll(/[ \n]/g, ''));
		}
	});
});

describe('fit', () => {
	test.each([
		['fits', 'abc', 3, 'abc'],
		['is cut with a mark', 'abcdef', 4, 'abc~'],
		['a wide character that would be halved goes', '日本語', 5, '日本~'],
		['one cell', 'abc', 1, 'a'],
	])('%s', (_, text, width, expected) => {
		expect(fit(text, width)).toBe(expected);
	});
});

describe('the editor of several lines', () => {
	const press = (text: string, cursor: number, key: EditorKey) => {
		const {text: after, cursor: at} = pressKey({...editorOf(text), isSeveral: true, cursor}, key);
		return `${after.slice(0, at)}|${after.slice(at)}`;
	};

	test.each<[string, string, EditorKey, string]>([
		['back over an emoji', 'a👍|b', 'backspace', 'a|b'],
		['back over a combined letter', 'e\u0301|', 'backspace', '|'],
		['back over a line end', 'a\n|b', 'backspace', 'a|b'],
		['forward over a line end', 'a|\nb', 'delete', 'a|b'],
		['at the beginning', '|a', 'backspace', '|a'],
		['left over a family', 'x👨‍👩‍👧|', 'left', 'x|👨‍👩‍👧'],
		['right at the end', 'ab|', 'right', 'ab|'],
		['up keeps the column', 'abcd\nefg|', 'up', 'abc|d\nefg'],
		['up to a shorter line', 'a\nbcd|', 'up', 'a|\nbcd'],
		['up on the first line', 'ab|c', 'up', '|abc'],
		['down keeps the column', 'ab|cd\nefgh', 'down', 'abcd\nef|gh'],
		['down on the last line', 'a|b', 'down', 'ab|'],
		['down never into a character', 'a|b\n👍', 'down', 'ab\n|👍'],
		['home', 'a\nbc|d', 'home', 'a\n|bcd'],
		['end', 'a|b\nc', 'end', 'ab|\nc'],
		['delete to the start of the line', 'a\nbc|d', 'kill_line', 'a\n|d'],
		['delete the word before', 'one two  |', 'kill_word', 'one |'],
	])('%s', (_, before, key, after) => {
		expect(press(before.replace('|', ''), before.indexOf('|'), key)).toBe(after);
	});

	test('insert: at the cursor, and a line end makes it several lines', () => {
		expect(insert(editorOf('ab'), 'x\ny')).toEqual({
			text: 'abx\ny', cursor: 5, isSeveral: true, epoch: 1,
		});
		expect(insert({...editorOf('a\nb'), cursor: 1}, '!').text).toBe('a!\nb');
	});

	test('rows: broken hard, the cursor in exactly one of them', () => {
		const text = 'abcdefgh\n日本語';
		for (let cursor = 0; cursor <= text.length; cursor++) {
			const rows = editorRows({...editorOf(text), cursor}, 5);
			expect(rows.map(row => row.text)).toEqual(['abcd', 'efgh', '日本', '語']);
			expect(rows.filter(row => row.cursor !== null), `cursor ${cursor}`).toHaveLength(1);
		}
	});
});
