import {describe, expect, test} from 'vitest';
import {createInputReader, type InputEvent} from '../../../source/tui/terminal/input.js';

const short = (events: readonly InputEvent[]): readonly string[] => events.map(event => event.type === 'key' ? event.name : `${event.type}:${event.text}`);

describe('createInputReader', () => {
	test.each([
		['plain letters', 'jk', ['text:jk']],
		['letters and a space', 'a b', ['text:a', 'space', 'text:b']],
		['carriage return', '\r', ['enter']],
		['line feed', '\n', ['ctrl-j']],
		['both Backspace bytes', '\u007F\b', ['backspace', 'backspace']],
		['control letters', '\u0003\u0005\u0015', ['ctrl-c', 'ctrl-e', 'ctrl-u']],
		['arrows in both modes', '\u001B[A\u001BOB', ['up', 'down']],
		['an arrow with a modifier', '\u001B[1;5C', ['right']],
		['page keys', '\u001B[5~\u001B[6~', ['pageup', 'pagedown']],
		['Delete is not Backspace', '\u001B[3~', ['delete']],
		['Shift-Tab', '\u001B[Z', ['shift-tab']],
		['a report nobody asked for', '\u001B[?1;2c', ['unknown']],
		['Escape and a letter in one chunk', '\u001Bj', ['esc', 'text:j']],
		['letters of other scripts', '日é', ['text:日é']],
		['a paste of several lines', '\u001B[200~one\r\ntwo\rthree\u001B[201~x', ['paste:one\ntwo\nthree', 'text:x']],
		['a paste that holds keys', '\u001B[200~q\u001B[A\u0003\u001B[201~', ['paste:q\u001B[A\u0003']],
		['an empty paste', '\u001B[200~\u001B[201~', ['paste:']],
	])('%s -> %j', (_, chunk, expected) => {
		expect(short(createInputReader().push(chunk))).toEqual(expected);
	});

	test('a stream cut at every place: the same events', () => {
		const stream = 'a\u001B[A\u001B[200~long\u001B[Bpaste\u001B[20\u001B[201~\r';
		for (let at = 1; at < stream.length; at++) {
			const reader = createInputReader();
			expect(short([...reader.push(stream.slice(0, at)), ...reader.push(stream.slice(at))]), `cut at ${at}`).toEqual(['text:a', 'up', 'paste:long\u001B[Bpaste\u001B[20', 'enter']);
		}
	});

	test('a paste of a megabyte in small chunks: one event, whole', () => {
		const text = 'line of a log\n'.repeat(75_000);
		const reader = createInputReader();
		const events: InputEvent[] = [...reader.push('\u001B[200~')];
		for (let at = 0; at < text.length; at += 1000) {
			events.push(...reader.push(text.slice(at, at + 1000)));
		}

		events.push(...reader.push('\u001B[201~'));
		expect(events).toEqual([{type: 'paste', text}]);
	});

	test('a lone Escape: waits, and is Escape when nothing follows', () => {
		const reader = createInputReader();
		expect(reader.push('\u001B')).toEqual([]);
		expect(reader.isWaiting()).toBe(true);
		expect(short(reader.flush())).toEqual(['esc']);
		expect(reader.isWaiting()).toBe(false);
	});
});
