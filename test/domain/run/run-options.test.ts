import {expect, test} from 'vitest';
import {
	plainRun, readRunOptions, runOptionWords, type RunOptions,
} from '../../../source/domain/run/run-options.js';

test.each<[words: string, options: Partial<RunOptions>]>([
	['', {}],
	['--once', {once: true}],
	['--dirty --recover', {dirty: true, recover: true}],
	['--no-answer', {noAnswer: true}],
	['--max-turns 3', {maxTurns: 3}],
	['--once --dirty --no-answer --recover --max-turns 12 --full-access', {
		once: true, dirty: true, noAnswer: true, recover: true, maxTurns: 12, fullAccess: true,
	}],
])('run options: written for a worker -> %j', (words, options) => {
	expect(runOptionWords({...plainRun, ...options}).join(' ')).toBe(words);
});

test('run options: flags as they were read -> what they ask; a number that is none is refused', () => {
	const flags = {
		once: false, dirty: false, answer: true, recover: false, maxTurns: undefined, fullAccess: false,
	};
	expect(readRunOptions(flags)).toEqual(plainRun);
	expect(readRunOptions({...flags, answer: false, maxTurns: '3'})).toEqual({...plainRun, noAnswer: true, maxTurns: 3});
	expect(() => readRunOptions({...flags, maxTurns: 'many'})).toThrow('--max-turns takes a whole number of at least 1, not "many".');
});
