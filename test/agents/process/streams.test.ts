import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import {createEventChannel} from '../../../source/agents/process/event-channel.js';
import {createLineSplitter} from '../../../source/agents/process/line-splitter.js';
import {createTail} from '../../../source/agents/process/tail.js';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

describe('line splitter', () => {
	it('line splitter: text torn at every byte -> the same lines', () => {
		const text = 'eins\r\nzwei äöü 🚂\n\nvier';
		const all = bytes(text);
		for (let at = 0; at <= all.length; at++) {
			const splitter = createLineSplitter();
			expect([...splitter.push(all.subarray(0, at)), ...splitter.push(all.subarray(at)), ...splitter.end()]).toEqual(['eins', 'zwei äöü 🚂', '', 'vier']);
		}
	});

	it('line splitter: line over the limit -> left out and counted, the next one whole', () => {
		const splitter = createLineSplitter({maxBytes: 10});
		const lines = [...splitter.push(bytes('0123456789\n01234')), ...splitter.push(bytes('567890')), ...splitter.push(bytes('more')), ...splitter.push(bytes('\nshort\n01234567890'))];
		expect([...lines, ...splitter.end()]).toEqual(['0123456789', 'short']);
		expect(splitter.dropped()).toBe(2);
	});

	it('line splitter: bytes that are no UTF-8 -> marked, never an error', () => {
		expect(createLineSplitter().push(new Uint8Array([0x61, 0xFF, 0xFE, 0x0A]))).toEqual(['a\uFFFD\uFFFD']);
	});
});

describe('tail', () => {
	it('tail: less, exactly, more than the limit -> whole, whole, the end', () => {
		for (const [text, expected] of [['abc', {text: 'abc', cut: false}], ['abcd', {text: 'abcd', cut: false}], ['abcde', {text: 'bcde', cut: true}], ['aääb', {text: 'äb', cut: true}]] as const) {
			const tail = createTail(4);
			for (const byte of bytes(text)) {
				tail.push(new Uint8Array([byte]));
			}

			expect(tail.read()).toEqual(expected);
			expect(tail.read()).toEqual(expected);
		}
	});

	it('tail: a million small chunks -> the end of them', () => {
		const tail = createTail(6);
		for (let number = 0; number < 1_000_000; number++) {
			tail.push(bytes(`${number % 10}`));
		}

		expect(tail.read()).toEqual({text: '456789', cut: true});
	});
});

describe('event channel', () => {
	it('event channel: reader that is slow -> the writer waits for room, order is kept', async () => {
		const channel = createEventChannel<number>(2);
		let written = 0;
		const writing = (async () => {
			for (let number = 1; number <= 5; number++) {
				await channel.push(number);
				written = number;
			}

			channel.close();
		})();
		await new Promise(resolve => {
			setImmediate(resolve);
		});
		expect(written).toBe(2);
		const read: number[] = [];
		for await (const number of channel.items()) {
			read.push(number);
		}

		await writing;
		expect(read).toEqual([1, 2, 3, 4, 5]);
	});

	it('event channel: closed with discard -> the iteration ends at once and no writer waits', async () => {
		const channel = createEventChannel<number>(1);
		await channel.push(1);
		const waiting = channel.push(2);
		channel.close(true);
		await waiting;
		const read: number[] = [];
		for await (const number of channel.items()) {
			read.push(number);
		}

		expect(read).toEqual([]);
	});
});
