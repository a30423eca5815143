import type {Scene, Step} from '../script.js';

const jsonStore = `import {readFile, rename, writeFile} from 'node:fs/promises';

/** Keeps jobs in one JSON file that is replaced whole. Chosen by the human: "{{reply}}" */
export const openStore = async file => {
	const jobs = new Map(await readJobs(file));
	const save = async () => {
		await writeFile(\`\${file}.tmp\`, JSON.stringify([...jobs], null, '\\t'));
		await rename(\`\${file}.tmp\`, file);
	};

	return {
		all: () => [...jobs.values()],
		async put(job) {
			jobs.set(job.id, job);
			await save();
		},
		async remove(id) {
			jobs.delete(id);
			await save();
		},
	};
};

const readJobs = async file => {
	try {
		return JSON.parse(await readFile(file, 'utf8'));
	} catch (error) {
		if (error.code === 'ENOENT') {
			return [];
		}

		throw error;
	}
};
`;

const logStore = `import {appendFile, readFile} from 'node:fs/promises';

/** Keeps jobs as a log of lines, one change each; the last line about a job wins. Chosen by the human: "{{reply}}" */
export const openStore = async file => {
	const jobs = new Map();
	for (const line of await readLines(file)) {
		const {id, job} = JSON.parse(line);
		if (job === null) {
			jobs.delete(id);
		} else {
			jobs.set(id, job);
		}
	}

	const note = async (id, job) => appendFile(file, \`\${JSON.stringify({id, job})}\\n\`);
	return {
		all: () => [...jobs.values()],
		async put(job) {
			jobs.set(job.id, job);
			await note(job.id, job);
		},
		async remove(id) {
			jobs.delete(id);
			await note(id, null);
		},
	};
};

const readLines = async file => {
	try {
		return (await readFile(file, 'utf8')).split('\\n').filter(line => line !== '');
	} catch (error) {
		if (error.code === 'ENOENT') {
			return [];
		}

		throw error;
	}
};
`;

const test = `import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test} from 'node:test';
import {openStore} from '../source/store.js';

test('jobs outlive the process: what was put and not removed is there again', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'store-'));
	const file = path.join(folder, 'jobs');
	const store = await openStore(file);
	await store.put({id: '1', task: 'send'});
	await store.put({id: '2', task: 'bill'});
	await store.remove('1');
	assert.deepEqual((await openStore(file)).all(), [{id: '2', task: 'bill'}]);
	await rm(folder, {recursive: true});
});
`;

const question = `Jobs must outlive a restart. Both ways need no package:

a) One JSON file, replaced whole on each change: simple, easy to look at; slow above some 10,000 jobs.
b) A log of lines, one for each change: fast to write; grows until someone compacts it.

I lean to a). Which one?`;

const build = (text: string, name: string): readonly Step[] => [
	{type: 'think', text: `The answer is here: "{{reply}}". That is ${name}.`},
	{type: 'say', text: `Thank you. I take ${name}.\n`},
	{type: 'write', path: 'source/store.js', text},
	{type: 'write', path: 'test/store.test.js', text: test},
	{type: 'append', path: '.codex-autorunner/workspace/decisions.md', text: `- The job store is ${name}. The human said: "{{reply}}"\n`},
	{
		type: 'run', command: 'node --test test/store.test.js', output: ['✔ jobs outlive the process: what was put and not removed is there again (6.1ms)', 'ℹ pass 1', 'ℹ fail 0'], exitCode: 0,
	},
	{type: 'finish'},
	{type: 'say', text: `Jobs are kept in ${name} and outlive a restart. The choice and your words are in decisions.md.`},
];

/** The ticket that asks: a choice that is the human's to make. */
export const jobStore: Scene = {
	slug: 'job-store',
	steps: [
		{type: 'think', text: 'Where should jobs live? The ticket does not say, and a wrong guess would be costly: the format stays for years.'},
		{type: 'read', path: 'source/queue.js', summary: '18 lines'},
		{type: 'say', text: 'There are two sound ways to keep jobs, and the choice outlives this ticket. I ask before I build.\n'},
		{type: 'ask', title: 'One JSON file or a log of lines for the job store?', body: question},
		{type: 'say', text: 'I asked which kind of store it should be, and go on when the answer is here.'},
	],
	afterAnswer: {a: build(jsonStore, 'one JSON file'), b: build(logStore, 'a log of lines')},
};
