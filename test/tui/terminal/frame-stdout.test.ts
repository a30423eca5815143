import headless from '@xterm/headless';
import {describe, expect, test} from 'vitest';
import {FrameStdout} from '../../../source/tui/terminal/frame-stdout.js';
import {enterSequence} from '../../../source/domain/text/terminal-modes.js';
import {clip, widthOf} from '../../../source/domain/words/width.js';

/** A terminal that counts, and can be told to be full. */
const createTarget = (columns: number, rows: number) => {
	const terminal = new headless.Terminal({cols: columns, rows, allowProposedApi: true});
	// As the program enters it: in the alternate buffer nothing is reflowed, and nothing wraps at the right edge.
	terminal.write(enterSequence);
	const drains = new Set<() => void>();
	const writes: string[] = [];
	const target = {
		columns,
		rows,
		isFull: false,
		writes,
		write(text: string) {
			writes.push(text);
			terminal.write(text);
			return !target.isFull;
		},
		on(_event: 'drain', listener: () => void) {
			drains.add(listener);
		},
		off(_event: 'drain', listener: () => void) {
			drains.delete(listener);
		},
		drain() {
			for (const listener of drains) {
				listener();
			}
		},
		resize(width: number, height: number) {
			terminal.resize(width, height);
			target.columns = width;
			target.rows = height;
		},
		screen: async () => new Promise<readonly string[]>(resolve => {
			terminal.write('', () => {
				resolve(Array.from({length: terminal.rows}, (_, y) => terminal.buffer.active.getLine(y)?.translateToString(true).trimEnd() ?? ''));
			});
		}),
		style(x: number, y: number) {
			const cell = terminal.buffer.active.getLine(y)?.getCell(x);
			return {bold: cell?.isBold() !== 0, inverse: cell?.isInverse() !== 0, color: cell?.isFgDefault() ? null : cell?.getFgColor()};
		},
	};
	return target;
};

/** Numbers that look random and are the same in every run. */
const createRandom = (seed: number) => {
	let state = seed;
	return (below: number): number => {
		state = ((state * 1_103_515_245) + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * below);
	};
};

const pieces = ['a', 'Zq ', '  ', '日本', '한글', 'é', 'e\u0301', '|x|', '\u001B[1mbold\u001B[22m', '\u001B[31mred\u001B[0m', '─', 'n\u0303o', '12345'];

const randomFrame = (random: (below: number) => number, {columns, rows}: {columns: number; rows: number}): string[] =>
	Array.from({length: random(rows) + 1}, () => {
		let line = '';
		const length = random(columns + 8);
		while (widthOf(line.replaceAll(/\u001B\[\d+m/g, '')) < length) {
			line += pieces[random(pieces.length)]!;
		}

		return line;
	});

const visible = (line: string | undefined, columns: number): string =>
	clip((line ?? '').replaceAll(/\u001B\[\d+m/g, ''), columns).trimEnd().normalize('NFC');

describe('FrameStdout', () => {
	test('random frames with wide and combining characters, resized between: the screen is what was asked', async () => {
		const random = createRandom(7);
		const target = createTarget(40, 12);
		const frame = new FrameStdout(target);
		for (let step = 0; step < 400; step++) {
			if (random(20) === 0) {
				target.resize(10 + random(60), 3 + random(20));
				frame.invalidate();
			}

			const lines = randomFrame(random, target);
			// Ink writes an empty text only to say that it has ended.
			frame.write(lines.join('\n') || ' ');
			const screen = await target.screen();
			expect(screen.map(line => line.normalize('NFC')), `step ${step}`).toEqual(Array.from({length: target.rows}, (_, y) => visible(lines[y], target.columns)));
		}
	});

	test('emoji of disputed width: what stands after them is where it belongs', async () => {
		const target = createTarget(40, 3);
		const frame = new FrameStdout(target);
		frame.write('plain text over the whole of the line ..\nsecond');
		frame.write('a 👨‍👩‍👧 b ✈️ c                    end\nsecond');
		const screen = await target.screen();
		expect(screen[0]!.slice(-3)).toBe('end');
		expect(screen[0]).not.toContain('text');
		frame.write('short\nsecond');
		expect(await target.screen()).toEqual(['short', 'second', '']);
	});

	test('the same frame again: nothing is written', () => {
		const target = createTarget(20, 4);
		const frame = new FrameStdout(target);
		frame.write('one\ntwo');
		frame.write('one\ntwo');
		expect(target.writes).toHaveLength(1);
	});

	test('one changed character: a few bytes inside a synchronised update', () => {
		const target = createTarget(80, 24);
		const frame = new FrameStdout(target);
		frame.write('elapsed 12s  of the turn\nother');
		frame.write('elapsed 13s  of the turn\nother');
		expect(target.writes[1]).toBe('\u001B[?2026h\u001B[1;10H3\u001B[?2026l');
	});

	test('styles: kept per cell and switched off again', async () => {
		const target = createTarget(20, 2);
		const frame = new FrameStdout(target);
		frame.write('\u001B[1;31mred\u001B[0m plain \u001B[7minv\u001B[27m x');
		await target.screen();
		expect(target.style(0, 0)).toEqual({bold: true, inverse: false, color: 1});
		expect(target.style(5, 0)).toEqual({bold: false, inverse: false, color: null});
		expect(target.style(10, 0)).toEqual({bold: false, inverse: true, color: null});
		expect(target.style(14, 0)).toEqual({bold: false, inverse: false, color: null});
	});

	test('a terminal that is full: only the newest frame waits', async () => {
		const target = createTarget(20, 2);
		const frame = new FrameStdout(target);
		target.isFull = true;
		frame.write('first');
		frame.write('second');
		frame.write('third');
		expect(target.writes).toHaveLength(1);
		target.isFull = false;
		target.drain();
		expect(target.writes).toHaveLength(2);
		expect(await target.screen()).toEqual(['third', '']);
	});

	test('overlays: each lies over its part of the frame and goes away again', async () => {
		const target = createTarget(20, 3);
		const frame = new FrameStdout(target);
		frame.setOverlays([{
			x: 4, y: 1, width: 6, lines: ['日本語です'],
		}, {
			x: 4, y: 2, width: 6, lines: ['log'],
		}]);
		frame.write('head\nleft........right\nab');
		expect(await target.screen()).toEqual(['head', 'left日本語..right', 'ab  log']);
		frame.setOverlays([]);
		frame.paint();
		expect(await target.screen()).toEqual(['head', 'left........right', 'ab']);
	});

	test('muted while an editor has the terminal: silent, then everything anew', async () => {
		const target = createTarget(20, 2);
		const frame = new FrameStdout(target);
		frame.write('before');
		frame.mute(true);
		frame.write('after');
		expect(target.writes).toHaveLength(1);
		frame.mute(false);
		expect(target.writes[1]).toContain('\u001B[2J');
		expect(await target.screen()).toEqual(['after', '']);
	});

	test('control characters in a frame: none reaches the terminal', () => {
		const target = createTarget(40, 2);
		const frame = new FrameStdout(target);
		frame.write('a\u001B]0;title\u0007b\u0007\u001B[2Jc\u009B31md');
		expect(target.writes[0]).not.toMatch(/\u001B]|\u0007|\u009B/);
	});
});
