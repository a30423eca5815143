import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readCells} from '../../../source/tui/terminal/cells.js';
import {FrameOutput} from '../../../source/tui/terminal/frame-output.js';

type Clip = {x1: number; x2: number; y1: number; y2: number};
type Operation
	= | {type: 'write'; x: number; y: number; text: string}
		| {type: 'clip'; clip: Clip}
		| {type: 'unclip'};

// Ink does not export it; this is the class that the built program replaces.
const inksOwn = new URL('../../../node_modules/ink/build/output.js', import.meta.url).href;
const {default: InkOutput} = await import(inksOwn) as {default: typeof FrameOutput};

const size = {width: 30, height: 6};

const frameOf = (Output: typeof FrameOutput, operations: readonly Operation[]): string => {
	const output = new Output(size);
	for (const operation of operations) {
		switch (operation.type) {
			case 'write': {
				output.write(operation.x, operation.y, operation.text, {transformers: []});
				break;
			}

			case 'clip': {
				output.clip(operation.clip);
				break;
			}

			case 'unclip': {
				output.unclip();
				break;
			}

			default: {
				operation satisfies never;
			}
		}
	}

	return output.get().output;
};

/** What a terminal shows: each cell with its style, blanks at the end of a line left out. */
const shown = (frame: string): readonly string[] => frame.split('\n').map(line => {
	const {glyphs, styles} = readCells(line, size.width);
	return glyphs.map((glyph, x) => `${glyph}<${(styles[x] ?? '').split(';').toSorted((a, b) => a.localeCompare(b)).join(';')}>`).join('').replace(/(?: <>)+$/, '');
});

const span = fc.tuple(fc.constantFrom('', '1', '2', '7', '36', '1;31', '38;5;120'), fc.string({unit: fc.constantFrom('a', 'b', ' ', '~', 'é', '│', '✓', '世', '界'), maxLength: 12}))
	.map(([style, text]) => style === '' ? text : `\u001B[${style}m${text}\u001B[0m`);
const line = fc.array(span, {maxLength: 3}).map(spans => spans.join(''));
const text = fc.array(line, {maxLength: 4}).map(lines => lines.join('\n'));
const place = {x: fc.nat(24), y: fc.nat(7)};

test('a frame: panes beside each other -> what Ink itself would show', () => {
	fc.assert(fc.property(text, text, fc.nat(3), (left, right, y) => {
		const operations: readonly Operation[] = [{
			type: 'write', x: 0, y, text: left.split('\n').map(one => one.slice(0, 12).replace(/\u001B[^m]*$/, '')).join('\n'),
		}, {
			type: 'write', x: 27, y, text: right,
		}];
		expect(shown(frameOf(FrameOutput, operations))).toEqual(shown(frameOf(InkOutput, operations)));
	}));
});

test('a frame: texts anywhere, one over the other -> what Ink itself would show', () => {
	const narrow = fc.array(fc.tuple(fc.constantFrom('', '1', '7', '36'), fc.string({unit: fc.constantFrom('a', 'b', ' ', 'é', '│', '✓'), maxLength: 12})).map(([style, one]) => style === '' ? one : `\u001B[${style}m${one}\u001B[0m`), {maxLength: 4}).map(lines => lines.join('\n'));
	fc.assert(fc.property(fc.array(fc.record({type: fc.constant('write' as const), ...place, text: narrow}), {maxLength: 6}), operations => {
		expect(shown(frameOf(FrameOutput, operations))).toEqual(shown(frameOf(InkOutput, operations)));
	}));
});

test('a frame: a text that reaches over the edges of its box -> cut there as Ink cuts it', () => {
	const box = fc.record({
		x1: fc.nat(10), width: fc.integer({min: 4, max: 16}), y1: fc.nat(2), height: fc.integer({min: 1, max: 3}),
	})
		.map(({x1, width, y1, height}): Clip => ({
			x1, x2: x1 + width, y1, y2: y1 + height,
		}));
	const plain = fc.array(fc.string({unit: fc.constantFrom('a', 'b', 'é', '│'), minLength: 1, maxLength: 20}), {minLength: 1, maxLength: 4}).map(lines => lines.join('\n'));
	fc.assert(fc.property(box, fc.record(place), plain, plain, (clip, {x, y}, inside, after) => {
		const operations: readonly Operation[] = [{type: 'clip', clip}, {
			type: 'write', x, y, text: inside,
		}, {type: 'unclip'}, {
			type: 'write', x: 0, y: 5, text: after,
		}];
		expect(shown(frameOf(FrameOutput, operations))).toEqual(shown(frameOf(InkOutput, operations)));
	}));
});

test('a frame: a style left open -> it ends with its text', () => {
	const frame = frameOf(FrameOutput, [{
		type: 'write', x: 0, y: 0, text: '\u001B[31mred',
	}, {
		type: 'write', x: 5, y: 0, text: 'plain',
	}]);
	expect(shown(frame)[0]).toBe('r<31>e<31>d<31> <> <>p<>l<>a<>i<>n<>');
});

test('a frame: wide characters cut in half -> blanks in place of what is left of them', () => {
	const frame = frameOf(FrameOutput, [{
		type: 'write', x: 0, y: 0, text: '世界',
	}, {
		type: 'clip', clip: {
			x1: 1, x2: 4, y1: 1, y2: 2,
		},
	}, {
		type: 'write', x: 0, y: 1, text: '世a界',
	}]);
	expect(frame.split('\n').slice(0, 2)).toEqual(['世界', '  a']);
});
