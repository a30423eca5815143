// One lane of `npm run test:mutation`: a vitest that stays, and is asked about one mutant after the other. The sources on the disk are never touched: the mutant is what it loads in the place of its file.
import path from 'node:path';
import process from 'node:process';
import fs from 'node:fs';
import {createVitest} from 'vitest/node';
import {mutated, type Mutant} from './find-mutants.js';

/** What a lane is asked: these tests, with this bug or without any. The first group is that of the file's own room; the others are asked only when it sees nothing. */
export type Question = {readonly mutant: Mutant | undefined; readonly tests: ReadonlyArray<readonly string[]>};

/** Whether a test failed, and the first words of why. */
export type Verdict = {readonly isSeen: boolean; readonly why: string};

const root = process.argv[2] ?? process.cwd();
let current: Mutant | undefined;

const pathOf = (file: string): string => path.join(root, file);

// As in vitest.config.ts, but for rooms that start nothing: threads, which begin sooner, and nothing is written.
const vitest = await createVitest('test', {
	root, config: false, watch: false, include: ['test/**/*.test.{ts,tsx}'], pool: 'threads', isolate: false, maxWorkers: 1, bail: 1, testTimeout: 120_000, update: 'none', reporters: [{}], silent: true,
}, {
	// The screen's components are compiled as in the build.
	oxc: {jsx: {runtime: 'automatic'}},
	plugins: [{
		name: 'mutant',
		enforce: 'pre',
		load: id => current !== undefined && id.split('?')[0] === pathOf(current.file) ? mutated(fs.readFileSync(pathOf(current.file), 'utf8'), current) : undefined,
	}],
});

const every = await vitest.globTestSpecifications();

const run = async (tests: readonly string[]): Promise<Verdict> => {
	const specifications = every.filter(({moduleId}) => tests.includes(path.relative(root, moduleId)));
	const {testModules: known, unhandledErrors} = await vitest.runTestSpecifications(specifications);
	// What earlier runs came to is among them.
	const testModules = known.filter(({moduleId}) => tests.includes(path.relative(root, moduleId)));
	const errors = [...unhandledErrors, ...testModules.flatMap(module => [...module.errors(), ...[...module.children.allTests('failed')].flatMap(test => test.result().errors ?? [])])];
	const isSeen = testModules.length < tests.length || errors.length > 0 || testModules.some(module => !module.ok());
	const whyNot = testModules.filter(module => !module.ok()).map(module => `${path.relative(root, module.moduleId)} is ${module.state()}`);
	const missing = tests.filter(test => !testModules.some(({moduleId}) => path.relative(root, moduleId) === test)).map(test => `${test} did not run`);
	return {isSeen, why: [...errors.map(error => typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)), ...whyNot, ...missing].join('\n')};
};

const ask = async ({mutant, tests}: Question): Promise<Verdict> => {
	for (const file of [current?.file, mutant?.file]) {
		if (file !== undefined) {
			vitest.invalidateFile(pathOf(file));
		}
	}

	current = mutant;
	for (const group of tests) {
		vitest.state.clearErrors();
		const verdict = await run(group);
		if (verdict.isSeen) {
			return verdict;
		}
	}

	return {isSeen: false, why: ''};
};

process.on('message', (question: Question) => {
	void (async () => {
		process.send?.(await ask(question));
	})();
});
process.on('disconnect', () => {
	process.exit();
});
process.send?.('ready');
