import fc from 'fast-check';
import {expect, test} from 'vitest';
import {measureText} from '../../../source/tui/terminal/measure-text.js';

type Measure = typeof measureText;

const inksOwn = await import(new URL('../../../node_modules/ink/build/measure-text.js', import.meta.url).href) as {readonly default: Measure};

test('a text of any letters, styles and lines: measured as Ink measures it', () => {
	const piece = fc.oneof(fc.string({unit: 'grapheme', maxLength: 12}), fc.constantFrom('\n', '\n\n', '日本', '\u001B[1m', '\u001B[0m', '👩‍👩‍👧', 'e\u0301', ' '));
	fc.assert(fc.property(fc.array(piece, {maxLength: 12}).map(pieces => pieces.join('')), text => {
		expect(measureText(text)).toEqual(inksOwn.default(text));
	}));
});

test.each([['', 0, 0], ['a', 1, 1], ['one\nthree\n', 5, 3], ['日本\u001B[1mx\u001B[0m', 5, 1]])('%j -> %d columns, %d rows', (text, width, height) => {
	expect(measureText(text)).toEqual({width, height});
});
