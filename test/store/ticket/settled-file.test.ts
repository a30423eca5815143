import {
	afterEach, expect, test, vi,
} from 'vitest';
import {unsettledFor} from '../../../source/store/ticket/settled-file.js';

afterEach(() => {
	vi.useRealTimers();
});

test.each([
	['at this moment', 10_000, 300],
	['100 ms ago', 9900, 200],
	['a part of a millisecond before it counts as settled -> a whole one, after which the clock has moved', 9700.6, 1],
	['300 ms ago', 9700, 0],
	['long ago', 0, 0],
	['in a time to come', 10_001, 0],
])('unsettledFor: changed %s', (_when, changedAt, milliseconds) => {
	vi.useFakeTimers({toFake: ['Date'], now: 10_000});
	expect(unsettledFor(changedAt)).toBe(milliseconds);
});
