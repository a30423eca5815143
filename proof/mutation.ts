// `npm run test:mutation`: small bugs in the pure rooms, chosen by a seed, each shown to the tests of its room. What no test sees is listed as `file:line original -> mutant`.
import {fork, type ChildProcess} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {seededRandom} from './crash/seeded-random.js';
import {findMutants, type Mutant} from './mutation/find-mutants.js';
import {filesBelow, importsOf} from './mutation/importers.js';
import type {Question, Verdict} from './mutation/lane.js';

/** The pure rooms, and the folders of the tests that must see what is wrong in them, nearest first. */
const rooms: ReadonlyArray<{readonly source: string; readonly tests: readonly string[]}> = [
	{source: 'source/domain', tests: ['test/domain']},
	{source: 'source/tui/update', tests: ['test/tui/update', 'test/tui/log', 'test/tui/screens']},
];

const {values} = parseArgs({
	options: {
		/** How many bugs. */
		mutants: {type: 'string', default: '250'},
		seed: {type: 'string', default: '1'},
		/** Only in files whose path holds this. */
		only: {type: 'string', default: ''},
		/** Names those that were seen as well, and by what. */
		verbose: {type: 'boolean', default: false},
		lanes: {type: 'string', default: '2'},
		/** Seconds after which a mutant counts as seen: it made something endless. */
		patience: {type: 'string', default: '120'},
		root: {type: 'string', default: process.cwd()},
	},
});
const {root} = values;

/** Every mutant of the rooms, with the tests that load its file. */
const candidates = (): ReadonlyArray<Question & {readonly mutant: Mutant}> => {
	const imports = importsOf(root);
	return rooms.flatMap(({source, tests}) => {
		const groups = tests.map(folder => filesBelow(root, folder).filter(file => /\.test\.tsx?$/.test(file)).map(file => ({file, files: imports(file)})));
		return filesBelow(root, source).filter(file => file.includes(values.only)).flatMap(file => {
			const asked = groups.map(group => group.filter(({files}) => files.has(file)).map(test => test.file)).filter(group => group.length > 0);
			return findMutants(file, fs.readFileSync(path.join(root, file), 'utf8')).map(mutant => ({mutant, tests: asked}));
		});
	});
};

/** So many of them, in an order that follows from the seed. */
const choose = <Item>(items: readonly Item[], count: number): readonly Item[] => {
	const random = seededRandom(Number(values.seed));
	return items.map(item => ({item, place: random.next()})).toSorted((a, b) => a.place - b.place).slice(0, count).map(({item}) => item);
};

const told = async (lane: ChildProcess): Promise<unknown> => new Promise((resolve, reject) => {
	lane.once('message', resolve);
	lane.once('exit', () => {
		reject(new Error('the lane ended'));
	});
});

/** A process that answers one question after the other. One that does not answer in time is ended, and another takes its place. */
const openLane = () => {
	let lane: ChildProcess | undefined;
	const close = (): void => {
		lane?.removeAllListeners();
		lane?.kill('SIGKILL');
		lane = undefined;
	};

	return {
		close,
		async ask(question: Question): Promise<Verdict & {readonly isEndless: boolean}> {
			if (lane === undefined) {
				lane = fork(path.join(import.meta.dirname, 'lane.mjs'), [root], {
					stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: {
						...process.env, TZ: 'UTC', CI: undefined, NO_COLOR: undefined, FORCE_COLOR: undefined,
					},
				});
				await told(lane);
			}

			const timer = setTimeout(() => lane?.kill('SIGKILL'), question.mutant === undefined ? 600_000 : Number(values.patience) * 1000);
			lane.send(question);
			try {
				return {...await told(lane) as Verdict, isEndless: false};
			} catch {
				close();
				return {isSeen: true, why: '', isEndless: true};
			} finally {
				clearTimeout(timer);
				lane?.removeAllListeners();
			}
		},
	};
};

const begin = performance.now();
const every = candidates();
const chosen = choose(every, Number(values.mutants));
const untested = chosen.filter(({tests}) => tests.length === 0);
const queue = chosen.filter(({tests}) => tests.length > 0);
const lineOf = (mutant: Mutant): string => `${mutant.file}:${mutant.line}  ${[mutant.original, mutant.replacement].map(text => text.replaceAll(/\s+/g, ' ').slice(0, 110)).join('  ->  ')}`;
const counts = {seen: 0, endless: 0};
const survivors: Mutant[] = [];

/** Without any mutant every test must pass, or nothing can be said of those with one. */
const lookFirst = async (): Promise<void> => {
	const lane = openLane();
	const {isSeen, why} = await lane.ask({mutant: undefined, tests: [[...new Set(queue.flatMap(({tests}) => tests.flat()))]]});
	lane.close();
	if (isSeen) {
		throw new Error(`The tests fail without any mutant: mend them first.\n${why}`);
	}
};

const work = async (): Promise<void> => {
	const lane = openLane();
	for (let question = queue.shift(); question !== undefined; question = queue.shift()) {
		const verdict = await lane.ask(question);
		counts.seen += verdict.isSeen ? 1 : 0;
		counts.endless += verdict.isEndless ? 1 : 0;
		if (!verdict.isSeen) {
			survivors.push(question.mutant);
			console.log(`lives  ${lineOf(question.mutant)}`);
		} else if (values.verbose) {
			console.log(`seen   ${lineOf(question.mutant)}  ${verdict.why.split('\n')[0] ?? ''}`);
		}
	}

	lane.close();
};

await lookFirst();
await Promise.all(Array.from({length: Number(values.lanes)}, work));
for (const {mutant} of untested) {
	console.log(`no test  ${lineOf(mutant)}`);
}

console.log(`${every.length} mutants in ${rooms.map(({source}) => source).join(' and ')}; of ${chosen.length} (seed ${values.seed}) ${counts.seen} seen (${counts.endless} of them endless), ${survivors.length} live, ${untested.length} without a test; ${((performance.now() - begin) / 1000).toFixed(0)} s`);
process.exit();
