import type {Scene} from '../script.js';

const section = `
## Use

\`\`\`js
import {createJob} from './source/job.js';
import {createQueue} from './source/queue.js';
import {retry} from './source/retry.js';
import {openStore} from './source/store.js';

const store = await openStore('jobs');
const queue = createQueue();
const job = createJob('send the letter');
await store.put(job);
await queue.add(() => retry(() => send(job)));
await store.remove(job.id);
\`\`\`

Tasks run one at a time in the order they came. A task that fails is tried again after 100, 200, 400 … ms,
five times in all; an error with \`retry: false\` is final. Tests: \`node --test\`.
`;

/** The last ticket: words instead of code. */
export const docs: Scene = {
	slug: 'docs',
	steps: [
		{type: 'think', text: 'A reader wants an example first. It should use all four modules as they are now.'},
		{type: 'read', path: 'README.md', summary: '3 lines'},
		{type: 'read', path: 'source/store.js', summary: '30 lines'},
		{type: 'say', text: 'One example that shows the whole way of a job, then the two rules a user must know.\n'},
		{type: 'append', path: 'README.md', text: section},
		{
			type: 'run', command: 'node --test', output: ['✔ ids sort by time, also within one millisecond', '✔ queue: tasks run in the order they came, one at a time', 'ℹ pass 6', 'ℹ fail 0'], exitCode: 0,
		},
		{type: 'finish'},
		{type: 'say', text: 'The README shows the way of a job from its making to its end. All tests pass.'},
	],
};
