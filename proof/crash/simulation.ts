// `npm run test:disk`: the whole engine over a disk in memory, ended at its effects, and its disk without power at any of them.
import {fork} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {simulateCrashes} from './disk/simulate-crashes.js';
import {simulateLocks} from './disk/simulate-locks.js';
import {simulatePowerLoss} from './disk/simulate-power-loss.js';
import {
	formOf, mergeScores, publishScore, type Score,
} from './score-line.js';

const {values} = parseArgs({
	options: {
		/** Ends of simulated workers; a tenth of it again for takers of the lock. */
		crashes: {type: 'string', default: '20000'},
		/** Disks after a loss of power. */
		states: {type: 'string', default: '100000'},
		seed: {type: 'string', default: '1'},
		story: {type: 'string'},
		/** One life, by the number a failure prints. */
		life: {type: 'string'},
		lanes: {type: 'string', default: '2'},
		/** Which lane this process is; without it, it is the one that starts them. */
		lane: {type: 'string'},
		/** Failures after which a lane stops. */
		most: {type: 'string', default: '10'},
		root: {type: 'string', default: process.cwd()},
	},
});

// Most errors here are looks at files that are not there; nobody reads where they came from.
Error.stackTraceLimit = values.life === undefined ? 0 : 10;

const lanes = values.life === undefined ? Number(values.lanes) : 1;
const [crashes, states] = [Number(values.crashes), Number(values.states)];
const options = {
	seed: Number(values.seed), only: values.story, life: values.life === undefined ? undefined : Number(values.life), most: Number(values.most), lane: Number(values.lane ?? 0), lanes,
};

const simulate = async (): Promise<ReadonlyArray<Omit<Score, 'form'>>> => {
	const scores: Array<Omit<Score, 'form'>> = [];
	const isEnough = (): boolean => scores.some(score => score.failures >= options.most);
	if (crashes > 0 && options.life === undefined) {
		scores.push(simulateLocks({wanted: crashes / 10 / lanes, seed: options.seed + (options.lane * 7919), most: options.most}));
	}

	if (crashes > 0 && !isEnough()) {
		scores.push(await simulateCrashes({...options, wanted: crashes / lanes}));
	}

	if (states > 0 && !isEnough()) {
		scores.push(await simulatePowerLoss({...options, wanted: states / lanes}));
	}

	return scores;
};

const startLane = async (lane: number): Promise<ReadonlyArray<Omit<Score, 'form'>>> => new Promise((resolve, reject) => {
	const child = fork(import.meta.filename, [...process.argv.slice(2), '--lane', String(lane)], {stdio: ['ignore', 'inherit', 'inherit', 'ipc']});
	child.on('message', resolve);
	child.on('exit', code => {
		reject(new Error(`lane ${lane} ended with ${String(code)} before it had a result`));
	});
});

if (values.lane === undefined) {
	const form = formOf(Math.max(crashes, states / 5), 20_000);
	const results = lanes === 1 ? [await simulate()] : await Promise.all(Array.from({length: lanes}, async (_, lane) => startLane(lane)));
	const scores = mergeScores(results.flat());
	for (const score of scores) {
		publishScore(path.join(values.root, '.score'), {...score, form});
	}

	// Nothing that a simulated worker left behind (a timer, say) keeps this program alive.
	process.exit(scores.every(score => score.failures === 0) ? 0 : 1);
} else {
	const scores = await simulate();
	process.send?.(scores, () => {
		process.exit();
	});
}
