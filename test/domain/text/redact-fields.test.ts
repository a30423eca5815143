import {expect, test} from 'vitest';
import {isLikelySecret} from '../../../source/domain/text/redact-fields.js';

test.each([
	['token', 'abcdef1', false],
	['token', 'abcdef12', true],
	['token', 'abcdefgh', false],
	['token', 'a'.repeat(23), false],
	['token', 'a'.repeat(24), true],
	['token', '12345678', false],
	['password', 'abc', true],
	['password', '12345', false],
	['password', '123456', true],
	['password', '10ms', false],
])('isLikelySecret: %s=%s -> %j', (name, value, expected) => {
	expect(isLikelySecret(name, value)).toBe(expected);
});
