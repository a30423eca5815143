import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {graphemeWidth, isPlain, widthOf} from '../../../source/domain/words/width.js';

test.each([
	['letters', 'abc', 3],
	['nothing', '', 0],
	['Latin and lines', 'é…─│', 4],
	['a combining mark', 'e\u0301', 1],
	['a mark alone', '\u0301', 0],
	['CJK', '日本語', 6],
	['full-width and half-width forms', 'Ａｱ', 3],
	['a half-width letter with its voiced mark', 'ｶﾞ', 2],
	['a number in a circle that is not wide', '㉈', 1],
	['Hangul', '한국', 4],
	['Hangul in pieces', '\u1112\u1161\u11AB', 2],
	['a vowel and an ending without a beginning', '\u1161\u11AB', 2],
	['Hangul that is no syllable', '\u1100\u1100\u1161', 4],
	['a spacing mark', 'कि', 2],
	['two spacing marks', 'काा', 3],
	['an emoji', '😀', 2],
	['a skin tone', '👍🏽', 2],
	['a family', '👨\u200D👩\u200D👧', 2],
	['a family without its selectors', '🏳\u200D🌈', 2],
	['a flag', '🇩🇪', 2],
	['half of a flag', '🇩', 1],
	['a flag of a region', '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}', 2],
	['a key', '1\uFE0F\u20E3', 2],
	['a key without its selector', '#\u20E3', 2],
	['a sign as a picture', '▶\uFE0F', 2],
	['a sign as text', '▶\uFE0E', 1],
	['a heart', '❤\uFE0F', 2],
	['zero-width characters', 'a\u200Bb\u200Dc\uFEFF\u2060', 3],
	['a soft hyphen', 'a\u00ADb', 2],
	['I Ching and Tangut', '䷀𗀀', 4],
])('width: %s -> as a terminal shows it, and as the package says', (_, text, width) => {
	expect([widthOf(text), stringWidth(text)]).toEqual([width, width]);
});

/** What this Node knows as characters; of others its own tables and the package's know different things. The ideographs, syllables and unnamed ones are alike: some of them speak for all. */
const assigned = Array.from({length: 0x11_00_00}, (_, code) => code)
	.filter(code => (code < 0xD8_00 || code > 0xDF_FF) && (code % 64 === 0 || code < 0x34_00 || (code > 0xD7_A3 && code < 0xE0_00) || (code > 0xF8_FF && code < 0x2_00_00) || (code > 0xE_00_00 && code < 0xF_00_00)))
	.map(code => String.fromCodePoint(code))
	.filter(one => /^\p{Assigned}/v.test(one));

test('width: every character, alone -> as the package says', () => {
	expect(assigned.length).toBeGreaterThan(40_000);
	expect(assigned.filter(one => graphemeWidth(one) !== stringWidth(one))).toEqual([]);
});

const blocks = [
	[0x20, 0x7E],
	[0xA0, 0x2_FF],
	[0x3_00, 0x3_6F],
	[0x9_00, 0xD_FF],
	[0xE_00, 0xE_7F],
	[0x11_00, 0x11_FF],
	[0x20_00, 0x20_6F],
	[0x20_D0, 0x20_FF],
	[0x21_90, 0x2B_FF],
	[0x30_00, 0x33_FF],
	[0xAC_00, 0xAC_FF],
	[0xD7_B0, 0xD7_FB],
	[0xFE_00, 0xFE_0F],
	[0xFF_00, 0xFF_EF],
	[0x1_F1_E6, 0x1_F1_FF],
	[0x1_F3_00, 0x1_F6_FF],
	[0x1_F9_00, 0x1_FA_FF],
] as const;

const joining = fc.constantFrom('\u200D', '\uFE0F', '\uFE0E', '\u20E3', '\u{1F3FD}', '\u200B', '\u0301', 'ﾞ', 'e', '1', '👩', '❤', '🇩', '🇪', '\u1112', '\u1161', '\u11AB', '日', '한', 'क', 'ि', '्');

const character = fc.oneof(joining, fc.oneof(...blocks.map(([min, max]) => fc.integer({min, max}))).map(code => String.fromCodePoint(code)).filter(text => /^\p{Assigned}/v.test(text)));

test('width: any text of letters, marks, pictures and what joins them -> as the package says', () => {
	fc.assert(fc.property(fc.array(character, {maxLength: 12}), characters => {
		const text = characters.join('');
		expect(widthOf(text)).toBe(stringWidth(text));
	}), {numRuns: 2000, seed: 1});
});

test('plain text: every character of it takes one cell, alone and beside any other', () => {
	const plain = Array.from({length: 0x30_00}, (_, code) => String.fromCodePoint(code)).filter(character => isPlain(character));
	expect(plain.length).toBeGreaterThan(600);
	expect(plain.filter(character => stringWidth(character) !== 1)).toEqual([]);
	expect(stringWidth(plain.join(''))).toBe(plain.length);
});

test.each(['日本', 'e\u0301', '👍', '▶\uFE0F', 'a\u200B', '\u001B[m'])('%j: is not plain', text => {
	expect(isPlain(text)).toBe(false);
});
