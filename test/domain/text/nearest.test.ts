import {expect, test} from 'vitest';
import {nearest} from '../../../source/domain/text/nearest.js';

const agents = ['user', 'codex', 'opencode', 'claude', 'gemini', 'demo'];

test.each([
	['codx', 'codex'],
	['CODEXX', 'codex'],
	['cdoex', 'codex'],
	['claud', 'claude'],
	['open', 'opencode'],
	['ope', 'opencode'],
	['op', undefined],
	['users', 'user'],
	['gemni', 'gemini'],
	['lcuaed', undefined],
	['xyaued', undefined],
	['usr', 'user'],
	[' codex ', 'codex'],
	['gpt-7', undefined],
	['x', undefined],
	['', undefined],
	['constructor', undefined],
])('nearest: %j -> %j', (word, expected) => {
	expect(nearest(word, agents)).toBe(expected);
});

test('nearest: two equally near -> the first', () => {
	expect(nearest('bat', ['cat', 'hat'])).toBe('cat');
});

test.each([
	['catalogue', 'cat'],
	['atlas', undefined],
])('nearest: %j, which a short candidate begins -> %j', (word, expected) => {
	expect(nearest(word, ['at', 'cat'])).toBe(expected);
});
