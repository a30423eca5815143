import {expect, test} from 'vitest';
import {createAwakeTime} from '../../source/domain/awake-time.js';

test.each<[name: string, looks: readonly number[], awake: number]>([
	['looks come in time', [101, 102, 103], 3],
	['a look comes late by a night', [101, 30_000, 30_001], 4],
	['nobody looked before it', [30_000], 2],
	['the source goes back, which it must not', [101, 50, 51], 2],
])('awake time: %s -> a gap counts as the longest pause, no more', (_name, looks, awake) => {
	let now = 100;
	const time = createAwakeTime(() => now, 2);
	const told = looks.map(look => {
		now = look;
		return time();
	});
	expect(told.at(-1)).toBe(awake);
});
