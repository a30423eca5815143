export type DemoFile = {
	/** Repository path. */
	readonly path: string;
	readonly text: string;
};

/** Name in the package.json of the demo's repository; the script plays only there. */
export const demoName = 'car-demo-queue';

const packageJson = `{
	"name": "${demoName}",
	"version": "0.1.0",
	"private": true,
	"type": "module",
	"scripts": {
		"test": "node --test"
	}
}
`;

const readme = `# A small job queue

It runs tasks one after the other. A throw-away project: \`car demo\` made it to show how tickets are worked on.
`;

const job = `/** A job for the queue. */
export const createJob = task => ({
	id: Math.random().toString(36).slice(2), task, attempts: 0,
});
`;

const queue = `/** Runs tasks one at a time, in the order they came. */
export const createQueue = () => {
	let last = Promise.resolve();
	return {
		/** Resolves with the result of the task, when its turn has come and it is done. */
		add(task) {
			const result = last.then(() => task());
			last = result.then(ignore, ignore);
			return result;
		},
	};
};

// A task that fails must not stop those behind it.
const ignore = () => {
	// The caller of \`add\` gets the error.
};
`;

const flaky = `import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {createQueue} from '../source/queue.js';

test('queue: tasks run in the order they came', async () => {
	const queue = createQueue();
	const start = Date.now();
	await Promise.all([queue.add(() => delay(10)), queue.add(() => delay(10))]);
	const took = Date.now() - start;
	assert.ok(took >= 18, \`took \${took} ms, expected two tasks of 10\`);
	assert.ok(took < 30, \`took \${took} ms, expected less than 30\`);
});
`;

type DemoTicket = {
	readonly slug: string;
	readonly title: string;
	readonly more?: string;
	readonly body: string;
};

const tickets: readonly DemoTicket[] = [
	{
		slug: 'job-ids',
		title: 'Job ids that sort by time',
		body: 'Ids are random now. Make them sort by the time a job was made, also for two jobs of one millisecond.\n\nDone when a test shows it.',
	},
	{
		slug: 'retry-with-back-off',
		title: 'Retry with back-off',
		more: 'verify:\n  - node --test test/retry.test.js\n',
		body: 'A task that fails is tried again: five times in all, waiting 100 ms, then twice as long each time, never more than 30 s.\nAn error with `retry: false` is final. The tests must not wait for real.',
	},
	{
		slug: 'job-store',
		title: 'Keep jobs over a restart',
		more: 'after: [1]\nverify:\n  - node --test test/store.test.js\n',
		body: 'Jobs are lost when the process ends. Keep them on disk: `openStore(file)` with `put`, `remove`, `all`.\nNo new packages. If there is more than one sound way, ask me.',
	},
	{
		slug: 'flaky-test',
		title: 'Mend the flaky queue test',
		body: '`test/queue.test.js` fails about once a week on CI. Find out why and mend the cause; no retries, no longer limits.',
	},
	{
		slug: 'docs',
		title: 'Show how to use it',
		more: 'after: [2, 3]\n',
		body: 'The README says nothing about use. One example, then what a user must know. Half a screen.',
	},
];

const ticketFile = ({slug, title, more, body}: DemoTicket, index: number): DemoFile => ({
	path: `.codex-autorunner/tickets/TICKET-${String(index + 1).padStart(3, '0')}-${slug}.md`,
	text: `---\nagent: demo\ndone: false\ntitle: ${title}\n${more ?? ''}---\n${body}\n`,
});

/** The throw-away project of `car demo`: a small job queue that runs with plain Node, and its tickets for the `demo` agent. */
export const demoFiles = (): readonly DemoFile[] => [
	{path: 'package.json', text: packageJson},
	{path: 'README.md', text: readme},
	{path: 'source/job.js', text: job},
	{path: 'source/queue.js', text: queue},
	{path: 'test/queue.test.js', text: flaky},
	...tickets.map((ticket, index) => ticketFile(ticket, index)),
];
