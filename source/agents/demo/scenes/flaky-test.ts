import type {Scene} from '../script.js';

const test = `import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createQueue} from '../source/queue.js';

test('queue: tasks run in the order they came, one at a time', async () => {
	const queue = createQueue();
	const seen = [];
	let release;
	const first = queue.add(() => new Promise(resolve => {
		release = resolve;
	}).then(() => seen.push('first')));
	const second = queue.add(() => seen.push('second'));
	// Let everything run that can: the second must still wait for the first.
	await new Promise(resolve => setImmediate(resolve));
	assert.deepEqual(seen, []);
	release();
	await Promise.all([first, second]);
	assert.deepEqual(seen, ['first', 'second']);
});
`;

/** A test that guesses at time, and the cure. */
export const flakyTest: Scene = {
	slug: 'flaky-test',
	steps: [
		{type: 'think', text: 'It fails once in a while on CI, so it probably races a timer. I run it many times.'},
		{
			type: 'run', command: 'for i in $(seq 50); do node --test test/queue.test.js || break; done', output: ['✔ queue: tasks run in the order they came (22.4ms)', '✔ queue: tasks run in the order they came (21.9ms)', '✖ queue: tasks run in the order they came (31.7ms)', '  AssertionError: took 31 ms, expected less than 30'], exitCode: 1,
		},
		{type: 'read', path: 'test/queue.test.js', summary: '14 lines'},
		{type: 'say', text: 'The test measures time: two tasks of 10 ms must take less than 30. On a busy machine they take longer, and nothing is wrong. What it means to check is the order.\n'},
		{type: 'write', path: 'test/queue.test.js', text: test},
		{
			type: 'run', command: 'for i in $(seq 200); do node --test test/queue.test.js || break; done', output: ['… 198 more', '✔ queue: tasks run in the order they came, one at a time (1.1ms)', '✔ queue: tasks run in the order they came, one at a time (1.0ms)'], exitCode: 0,
		},
		{type: 'finish'},
		{type: 'say', text: 'The test no longer looks at a clock: it holds the first task, sees that the second waits, and lets go. 200 runs in a row pass.'},
	],
};
