import {expect, test} from 'vitest';
import {patchRows} from '../../../source/tui/select/patch-rows.js';
import {widthOf} from '../../../source/domain/words/width.js';

const rows = (line: string, width: number, isAscii = false): readonly string[] => patchRows(line, width, isAscii).map(row => row.map(span => span.text).join(''));

test.each([
	['+short', 20, ['+short']],
	['+const one = two(three, four);', 20, ['+const one =', ' ↳ two(three, four);']],
	['-a a', 20, ['-a a']],
	['+日本語の説明も書きました', 14, ['+日本語の説明', ' ↳ も書きまし', ' ↳ た']],
	[' source/a.ts | 30 ++++++++++++++++++++----------', 30, [' source/a.ts | 30 ++++++++----']],
	[' source/a.ts | 2 ++', 30, [' source/a.ts | 2 ++']],
	[' source/a.ts | 90 ------------------------------', 22, [' source/a.ts | 90 ----']],
] as const)('%s: in %i cells -> no part of it looks like a line of its own', (line, width, wanted) => {
	expect(rows(line, width)).toEqual(wanted);
	expect(rows(line, width).every(row => widthOf(row) <= width)).toBe(true);
});

test('ASCII: the sign before what goes on is one too', () => {
	expect(rows('+one two three', 10, true)).toEqual(['+one two', String.raw` \ three`]);
});
