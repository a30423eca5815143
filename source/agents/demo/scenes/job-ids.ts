import type {Scene} from '../script.js';

const job = `let last = 0;

/** A job with an id that sorts by the time it was made, also for two jobs of one millisecond. */
export const createJob = (task, now = Date.now()) => {
	last = Math.max(last + 1, now);
	return {id: last.toString(36).padStart(9, '0'), task, attempts: 0};
};
`;

const test = `import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createJob} from '../source/job.js';

test('ids sort by time, also within one millisecond', () => {
	const ids = [createJob('a', 1000), createJob('b', 1000), createJob('c', 2000)].map(job => job.id);
	assert.deepEqual(ids.toSorted(), ids);
	assert.equal(new Set(ids).size, 3);
});
`;

/** A small change, to show how a ticket goes. */
export const jobIds: Scene = {
	slug: 'job-ids',
	steps: [
		{type: 'think', text: 'The ticket wants ids that sort by time. Random ids are made in source/job.js; let me look at who depends on them.'},
		{type: 'read', path: 'source/job.js', summary: '4 lines'},
		{type: 'read', path: 'source/queue.js', summary: '18 lines'},
		{type: 'say', text: 'Ids come from Math.random() and nothing but the queue reads them. A counter that starts at the clock keeps them in order, even for two jobs of the same millisecond.\n'},
		{type: 'write', path: 'source/job.js', text: job},
		{type: 'write', path: 'test/job.test.js', text: test},
		{
			type: 'run', command: 'node --test test/job.test.js', output: ['✔ ids sort by time, also within one millisecond (0.8ms)', 'ℹ tests 1', 'ℹ pass 1', 'ℹ fail 0'], exitCode: 0,
		},
		{type: 'finish'},
		{type: 'say', text: 'Job ids now sort by the time they were made. The test covers two jobs in one millisecond.'},
	],
};
