import fs from 'node:fs';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {seededRandom} from '../../crash/seeded-random.js';
import {must, type Case, type SuiteOptions} from './case.js';
import {plantLock} from './lock-rounds.js';
import {
	finish, openPlace, type Place, type Worker,
} from './place.js';
import {until} from './watch-processes.js';

/** Two agents at once leave a note. */
const agent = (seconds: number): string => `cat > /dev/null; echo $$ >> "$J/begun"
mkdir "$J/busy" || touch "$J/two at once"
sleep ${seconds}; echo work >> work.txt; ${finish}; rmdir "$J/busy"; echo done`;

/** Numbers of all lines of the log and the transcripts, in the order in which they lie there. */
const numbersIn = (file: string): readonly number[] => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => (JSON.parse(line) as {seq: number}).seq);

const judgeLog = (place: Place): void => {
	const files = [place.run.events, ...fs.readdirSync(place.run.turns).filter(name => name.endsWith('.jsonl')).map(name => path.join(place.run.turns, name))];
	const all = files.map(file => numbersIn(file));
	for (const [index, numbers] of all.entries()) {
		must(numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0)), `${files[index] ?? ''}: two wrote into one log: ${numbers.join(' ')}`);
	}

	must(new Set(all.flat()).size === all.flat().length, `two workers gave the same number to two lines: ${all.flat().join(' ')}`);
	must(!place.hasNote('two at once'), 'two agents worked at once');
};

const codesOf = async (workers: readonly Worker[]): Promise<ReadonlyArray<number | null>> => Promise.all(workers.map(async ({ended}) => ended));

/** So many real workers are started on one run at once, on a stale lock or on none. */
const manyWorkers = async (options: SuiteOptions, isStale: boolean): Promise<void> => {
	const place = openPlace(options, agent(0.5));
	if (isStale) {
		plantLock(place.layout, {pid: 99_999_999});
	}

	const codes = await codesOf(Array.from({length: options.isShort ? 2 : 12}, () => place.start()));
	must(codes.every(code => code === 0 || code === 5) && codes.includes(0), `exit codes ${codes.join(' ')}`);
	must(place.rest() === 'completed', place.rest());
	must(fs.readFileSync(place.note('begun'), 'utf8').split('\n').length === 2, 'the turn ran more than once');
	judgeLog(place);
	place.remove();
};

/** The lock goes while the agent works, and others come at once: one of all goes on, and no two write. */
const deletedUnder = async (options: SuiteOptions, round: number): Promise<void> => {
	const random = seededRandom((options.seed * 7919) + round);
	const place = openPlace(options, agent(1.5));
	const first = place.start();
	await until('the agent works', () => place.hasNote('busy'));
	await delay(random.between(0, 900));
	fs.rmSync(place.layout.lock, {force: true});
	const later = Array.from({length: options.isShort ? 1 : 3}, () => place.start({recover: true}));
	const codes = await codesOf([first, ...later]);
	must(codes.every(code => code === 0 || code === 5 || code === 1), `exit codes ${codes.join(' ')}`);
	must(['completed', 'paused outcome_unknown'].includes(place.rest()), `${place.rest()}: ${later.map(worker => worker.said()).join(' ')}`);
	judgeLog(place);
	place.remove();
};

/** A suspended worker, its heartbeat old, keeps its run; when it goes on, it ends it. */
const suspended = async (options: SuiteOptions): Promise<void> => {
	const place = openPlace(options, agent(0.5));
	const first = place.start();
	await until('the agent works', () => place.hasNote('busy'));
	first.signal('SIGSTOP');
	fs.utimesSync(place.layout.lock, 0, 0);
	const codes = await codesOf(Array.from({length: options.isShort ? 1 : 4}, () => place.start({recover: true})));
	must(codes.every(code => code === 5), `exit codes ${codes.join(' ')}`);
	first.signal('SIGCONT');
	must(await first.ended === 0 && place.rest() === 'completed', `${place.rest()}: ${first.said()}`);
	judgeLog(place);
	place.remove();
};

export const realWorkers = (options: SuiteOptions): readonly Case[] => [
	...(options.isShort ? [] : [{name: 'real workers at once, no lock', play: async () => manyWorkers(options, false)}]),
	{name: 'real workers at once, a stale lock', play: async () => manyWorkers(options, true)},
	{name: 'a real worker suspended', play: async () => suspended(options)},
	...Array.from({length: options.isShort ? 1 : 10}, (_, round) => ({name: `the lock deleted under a real worker ${round + 1}`, play: async () => deletedUnder(options, round)})),
];
