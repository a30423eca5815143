import type {Scene} from '../script.js';

const retry = `import {setTimeout as delay} from 'node:timers/promises';

/** Waiting time before attempt 2, 3, … in milliseconds: doubles each time, never above the limit. */
export const backOff = (attempt, {first = 100, limit = 30_000} = {}) => Math.min(limit, first * (2 ** (attempt - 2)));

/** Runs a task up to \`attempts\` times; throws the last error when none succeeded. */
export const retry = async (task, {attempts = 5, wait = delay, ...times} = {}) => {
	for (let attempt = 1; ; attempt++) {
		try {
			return await task(attempt);
		} catch (error) {
			if (attempt >= attempts || error.retry === false) {
				throw error;
			}
		}

		await wait(backOff(attempt + 1, times));
	}
};
`;

const test = `import assert from 'node:assert/strict';
import {test} from 'node:test';
import {backOff, retry} from '../source/retry.js';

test('waiting doubles up to the limit', () => {
	assert.deepEqual([2, 3, 4, 5].map(attempt => backOff(attempt, {first: 100, limit: 500})), [100, 200, 400, 500]);
});

test('a task that succeeds the third time: two waits, its result', async () => {
	const waits = [];
	const result = await retry(attempt => {
		if (attempt < 3) {
			throw new Error('busy');
		}

		return 'sent';
	}, {async wait(milliseconds) {
		waits.push(milliseconds);
	}});
	assert.equal(result, 'sent');
	assert.deepEqual(waits, [100, 200]);
});

test('an error that says no: not tried again', async () => {
	let calls = 0;
	await assert.rejects(retry(() => {
		calls++;
		throw Object.assign(new Error('bad address'), {retry: false});
	}));
	assert.equal(calls, 1);
});
`;

const plan = ['waiting time as a pure function', 'retry around a task', 'tests without real waiting'];

/** A ticket with a check of its own; the first try fails, as it goes. */
export const retryWithBackOff: Scene = {
	slug: 'retry-with-back-off',
	steps: [
		{type: 'think', text: 'Two parts: how long to wait, and the loop. If the waiting is a parameter, the tests need no clock.'},
		{type: 'plan', items: plan, done: 0},
		{type: 'read', path: 'source/queue.js', summary: '18 lines'},
		{type: 'write', path: 'source/retry.js', text: retry.replace('attempt - 2', 'attempt - 1')},
		{type: 'plan', items: plan, done: 2},
		{type: 'write', path: 'test/retry.test.js', text: test},
		{
			type: 'run', command: 'node --test test/retry.test.js', output: ['✖ waiting doubles up to the limit (1.9ms)', '  + actual - expected', '  + [ 200, 400, 500, 500 ]', '  - [ 100, 200, 400, 500 ]', 'ℹ pass 1', 'ℹ fail 2'], exitCode: 1,
		},
		{type: 'think', text: 'Off by one: the first wait comes before attempt 2, so the exponent there must be 0.'},
		{type: 'say', text: 'The first wait was twice what it should be: I counted from attempt 1, and waiting starts before attempt 2.\n'},
		{type: 'write', path: 'source/retry.js', text: retry},
		{
			type: 'run', command: 'node --test test/retry.test.js', output: ['✔ waiting doubles up to the limit (0.7ms)', '✔ a task that succeeds the third time: two waits, its result (0.4ms)', '✔ an error that says no: not tried again (0.3ms)', 'ℹ pass 3', 'ℹ fail 0'], exitCode: 0,
		},
		{type: 'plan', items: plan, done: 3},
		{type: 'finish'},
		{type: 'say', text: 'Tasks are retried with waits that double up to a limit; errors that can never succeed (retry: false) are not. Three tests, none of which waits for real.'},
	],
};
