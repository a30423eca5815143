import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {isPlain} from '../../../source/tui/text/width.js';

test('plain text: every character of it takes one cell, alone and beside any other', () => {
	const plain = Array.from({length: 0x30_00}, (_, code) => String.fromCodePoint(code)).filter(character => isPlain(character));
	expect(plain.length).toBeGreaterThan(600);
	expect(plain.filter(character => stringWidth(character) !== 1)).toEqual([]);
	expect(stringWidth(plain.join(''))).toBe(plain.length);
});

test.each(['日本', 'e\u0301', '👍', '▶\uFE0F', 'a\u200B', '\u001B[m'])('%j: is not plain', text => {
	expect(isPlain(text)).toBe(false);
});
