import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createSanitiser, sanitise, sanitiseLine} from '../../../source/domain/text/sanitise.js';
import {anyText} from '../../support/any-text.js';

const esc = '\u001B';
const bel = '\u0007';
const st = `${esc}\\`;

const hostile: ReadonlyArray<readonly [name: string, text: string, safe: string]> = [
	['plain text', 'build ok\nnext', 'build ok\nnext'],
	['colours', `${esc}[1;31mred${esc}[0m`, 'red'],
	['cursor and erase', `a${esc}[2J${esc}[10;10Hb`, 'ab'],
	['private modes', `${esc}[?1049h${esc}[?25lx`, 'x'],
	['a query the terminal would answer', `a${esc}[6n${esc}[cb`, 'ab'],
	['a title', `${esc}]0;owned${bel}x`, 'x'],
	['a title ended by ST', `${esc}]2;owned${st}x`, 'x'],
	['the clipboard', `a${esc}]52;c;ZWNobyBoaQ==${bel}b`, 'ab'],
	['a clipboard string that never ends', `a${esc}]52;c;AAAA\nnext line`, 'a\nnext line'],
	['a link', `${esc}]8;;http://evil${st}click${esc}]8;;${st}`, 'click'],
	['notifications', `${esc}]9;hi${bel}${esc}]777;notify;a;b${bel}x`, 'x'],
	['an image', `${esc}]1337;File=inline=1:AAAA${bel}x`, 'x'],
	['sixel', `${esc}Pq#0;2;0;0;0~~${st}x`, 'x'],
	['kitty graphics', `${esc}_Gf=24;AAAA${st}x`, 'x'],
	['privacy message and start of string', `${esc}^secret${st}${esc}Xsecret${st}x`, 'x'],
	['tmux pass-through', `${esc}Ptmux;${esc}${esc}]52;c;AA${bel}${st}x`, 'x'],
	['reset', `${esc}cx`, 'x'],
	['alignment test', `${esc}#8x`, 'x'],
	['character sets', `${esc}(0x${esc})B\u000Ey\u000F`, 'xy'],
	['C1 introducer', '\u009B31mred\u009B0m', 'red'],
	['C1 OSC', '\u009D0;owned\u009Cx', 'x'],
	['C1 DCS and APC', '\u0090q\u009C\u009Fx\u009Cy', 'y'],
	['backspace', 'safe\b\b\b\bevil', 'safeevil'],
	['a return that writes over the line', 'rm -rf /\rls', 'rm -rf /\nls'],
	['a progress bar', `10%\r${esc}[K20%\r\n`, '10%\n20%\n'],
	['line ends of Windows', 'a\r\nb\r\n', 'a\nb\n'],
	['many returns', 'a\r\r\r\nb', 'a\nb'],
	['other line ends', 'a\u000Bb\u000Cc\u0085d\u2028e\u2029f', 'a\nb\nc\nd\ne\nf'],
	['NUL, BEL, DEL', 'a\0b\u0007c\u007Fd', 'abcd'],
	['a lone ESC', `a${esc}`, 'a'],
	['an ESC before a line end', `a${esc}\nb`, 'a\nb'],
	['a cancelled sequence', `a${esc}[31\u0018b`, 'ab'],
	['a control sequence that never ends', `a${esc}[${'1'.repeat(300)}`, `a${'1'.repeat(44)}`],
	['a control sequence broken by a letter beyond ASCII', `a${esc}[3é`, 'aé'],
	['a control sequence broken by a line end', `a${esc}[3\nb`, 'a\nb'],
	['tabs', 'a\tb', 'a    b'],
	['direction overrides', 'a\u202Eb\u2066c\u200Fd', 'a\u25C6b\u25C6c\u25C6d'],
	['zero-width characters', 'pass\u200B\u200Cword\u2060\uFEFF', 'password'],
	['a soft hyphen', 'a\u00ADb', 'ab'],
	['tag characters', 'a\u{E0041}\u{E0042}b', 'ab'],
	['smuggled variation selectors', 'a\uFE00\uFE01\u{E0100}b', 'ab'],
	['a picture with its selector', '\u2764\uFE0F\uFE0F x', '\u2764\uFE0F x'],
	['a family of emoji', '👩\u200D👩\u200D👧', '👩\u200D👩\u200D👧'],
	['an emoji with a skin colour', '👩🏽\u200D💻', '👩🏽\u200D💻'],
	['a joiner between letters', 'a\u200Db', 'ab'],
	['a joiner between a letter and an emoji', 'a\u200D👩', 'a👩'],
	['a joiner, a return and an emoji', '👩\u200D\r👩', '👩\n👩'],
	['a joiner after an emoji and before a letter', '👩\u200Db', '👩b'],
	['a storm of combining marks', `Z${'\u0301\u0316'.repeat(60)}a\u0301`, `Z${'\u0301\u0316'.repeat(4)}a\u0301`],
	['letters with several marks each', 'บ้ำ ệ שָׁ', 'บ้ำ ệ שָׁ'],
	['lone surrogates', 'a\uD800b\uDC00c', 'a\uFFFDb\uFFFDc'],
	['a lone surrogate at the end', 'a\uD83D', 'a\uFFFD'],
	['noncharacters', 'a\uFFFEb\uFDD0c\u{1FFFF}', 'a\uFFFDb\uFFFDc\uFFFD'],
	['letters of the world', 'Grüße, Привет, 你好, こんにちは, 안녕, مرحبا, ไทย', 'Grüße, Привет, 你好, こんにちは, 안녕, مرحبا, ไทย'],
];

/** Pieces that mean something to a terminal, to be put together at random. */
const piece = fc.constantFrom(esc, '[', ']', 'P', '_', '\\', '0;', '52;c;', 'm', 'H', '31', '?', bel, '\u009B', '\u009D', '\u0090', '\u009C', '\u0018', '\n', '\r', '\t', '\b', '\0', '\u202E', '\u200B', '\u200D', '\uFE0F', '\u0301', '\u0301\u0316\u0301\u0316\u0301', '👩', '👧', '🏽', '\uD83D', '\uDC69', '\u{E0041}', 'é', '你', 'a', 'text ', '\uFFFE', '\u2028');
const text = fc.oneof(fc.array(piece, {maxLength: 40}).map(pieces => pieces.join('')), anyText(60));

describe('sanitise', () => {
	test.each(hostile)('sanitise: %s -> safe', (_name, given, safe) => {
		expect(sanitise(given)).toBe(safe);
	});

	test('sanitise: whatever the text -> no control character but line ends, no direction, no half character', () => {
		fc.assert(fc.property(text, given => {
			expect(sanitise(given)).toMatch(/^[^\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\p{Surrogate}\u{E0000}-\u{E0FFF}]*$/u);
		}), {numRuns: 3000});
	});

	test('sanitise: twice -> as once', () => {
		fc.assert(fc.property(text, given => {
			expect(sanitise(sanitise(given))).toBe(sanitise(given));
		}), {numRuns: 3000});
	});

	test('createSanitiser: the same text cut anywhere -> the same output', () => {
		fc.assert(fc.property(text, fc.array(fc.nat(60), {maxLength: 5}), (given, cuts) => {
			const places = [0, ...cuts.filter(cut => cut < given.length).toSorted((a, b) => a - b), given.length];
			const chunked = createSanitiser();
			const output = places.slice(1).map((end, index) => chunked.push(given.slice(places[index], end))).join('');
			expect(output).toBe(createSanitiser().push(given));
		}), {numRuns: 3000});
	});

	test('createSanitiser: a clipboard sequence cut in the middle -> nothing of it', () => {
		const sanitiser = createSanitiser();
		expect(['a', `${esc}]52;c;AA`, `${bel}b`].map(chunk => sanitiser.push(chunk))).toEqual(['a', '', 'b']);
	});

	test('createSanitiser: a character cut in the middle -> whole', () => {
		const sanitiser = createSanitiser();
		expect(['x\uD83D', '\uDC69y'].map(chunk => sanitiser.push(chunk))).toEqual(['x', '👩y']);
	});
});

test('sanitiseLine: several lines with colours -> one line', () => {
	expect(sanitiseLine(`TICKET-1\n\n${esc}[31mfake\r\nstatus`)).toBe('TICKET-1 fake status');
});
