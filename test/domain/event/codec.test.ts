import {expect, test} from 'vitest';
import {decodeLine} from '../../../source/domain/event/codec.js';

const whole = {
	seq: 1, at: '2026-11-22T01:00:00.000Z', run_id: 'r', type: 'reply_delivered', reply: 1, turn: 2,
};

test('a line of the log: each field as the contract has it -> the event, byte for byte what was written', () => {
	expect(decodeLine(JSON.stringify({...whole, more: 'of a later version'}))).toEqual({type: 'event', event: {...whole, more: 'of a later version'}});
});

test.each<[name: string, line: string]>([
	['no JSON', '{"torn'],
	['no record', '[1]'],
	['nothing', 'null'],
	['no type', JSON.stringify({...whole, type: undefined})],
	['no number', JSON.stringify({...whole, seq: undefined})],
	['a number with a part', JSON.stringify({...whole, seq: 1.5})],
	['no time', JSON.stringify({...whole, at: undefined})],
	['a time that is a number', JSON.stringify({...whole, at: 1})],
	['no run', JSON.stringify({...whole, run_id: undefined})],
	['a field that is missing', JSON.stringify({...whole, turn: undefined})],
	['a field of another kind', JSON.stringify({...whole, turn: '2'})],
	['null where a number belongs', JSON.stringify({...whole, turn: null})],
])('a line of the log: %s -> damaged', (_, line) => {
	expect(decodeLine(line)).toEqual({type: 'damaged'});
});

test.each(['of_tomorrow', 'constructor', '__proto__'])('a line of the log: the type %s -> one this version does not know', name => {
	expect(decodeLine(`{"seq": 1, "type": "${name}"}`)).toEqual({type: 'unknown', name});
});
