import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createCoalescer, type Delta} from '../../../source/domain/text/coalesce.js';
import {anyText} from '../../support/any-text.js';

const say = (text: string, channel: Delta['channel'] = 'message', call?: string): Delta => ({
	type: 'output_delta', channel, text, ...call === undefined ? {} : {call_id: call},
});

const texts = (deltas: readonly Delta[]): readonly string[] => deltas.map(delta => delta.text);

test('createCoalescer: pieces of a line -> one piece at the line end', () => {
	const coalescer = createCoalescer();
	expect(texts([...coalescer.add(say('Hel'), 0), ...coalescer.add(say('lo '), 1)])).toEqual([]);
	expect(coalescer.add(say('you\nand'), 2)).toEqual([say('Hello you\n')]);
	expect(texts(coalescer.flush())).toEqual(['and']);
});

test('createCoalescer: no line end -> after 50 ms and not before', () => {
	const coalescer = createCoalescer();
	coalescer.add(say('one '), 100);
	coalescer.add(say('two '), 140);
	expect(texts(coalescer.due(149))).toEqual([]);
	expect(texts(coalescer.due(150))).toEqual(['one two ']);
	expect(texts(coalescer.due(500))).toEqual([]);
});

test('createCoalescer: channels and calls -> each its own flow, oldest first', () => {
	const coalescer = createCoalescer();
	coalescer.add(say('thinking ', 'reasoning'), 0);
	coalescer.add(say('out of a ', 'tool', 'a'), 0);
	coalescer.add(say('out of b ', 'tool', 'b'), 0);
	coalescer.add(say('more', 'tool', 'a'), 0);
	expect(coalescer.flush()).toEqual([say('thinking ', 'reasoning'), say('out of a more', 'tool', 'a'), say('out of b ', 'tool', 'b')]);
	expect(coalescer.flush()).toEqual([]);
});

test('createCoalescer: a last word that could be half a secret -> held until it is whole, 500 ms at most', () => {
	const coalescer = createCoalescer();
	coalescer.add(say('the key is sk-pro'), 0);
	expect(texts(coalescer.due(50))).toEqual(['the key is ']);
	coalescer.add(say('j-abc and'), 60);
	expect(texts(coalescer.due(110))).toEqual(['sk-proj-abc and']);
	coalescer.add(say('AKIA12'), 200);
	expect(texts(coalescer.due(699))).toEqual([]);
	expect(texts(coalescer.due(700))).toEqual(['AKIA12']);
});

test('createCoalescer: an emoji cut in the middle -> never half of it', () => {
	const coalescer = createCoalescer();
	coalescer.add(say('a \uD83D'), 0);
	expect(texts(coalescer.due(600))).toEqual(['a ']);
	coalescer.add(say('\uDE00'), 601);
	expect(texts(coalescer.due(1300))).toEqual(['😀']);
});

test('createCoalescer: a flood without line ends -> pieces of bounded size before any tick', () => {
	const coalescer = createCoalescer();
	const written = Array.from({length: 100}, () => coalescer.add(say('x'.repeat(1000)), 0)).flat();
	expect(written.map(delta => delta.text.length)).toEqual([66_000]);
});

test('createCoalescer: any pieces at any times -> the outputs together are the inputs together', () => {
	const step = fc.record({text: fc.oneof(anyText(8), fc.constantFrom('\n', '😀', '\uD83D', '\uDE00', 'word ', 'sk-12345')), wait: fc.nat(400)});
	fc.assert(fc.property(fc.array(step, {maxLength: 30}), steps => {
		const coalescer = createCoalescer();
		let now = 0;
		const written = steps.flatMap(({text, wait}) => {
			now += wait;
			return [...coalescer.due(now), ...coalescer.add(say(text), now)];
		});
		const all = [...written, ...coalescer.flush()];
		expect(texts(all).join('')).toBe(steps.map(({text}) => text).join(''));
		expect(texts(all)).not.toContain('');
	}), {numRuns: 1000});
});
