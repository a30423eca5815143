// `npm run test:processes`: one worker, no survivors, agents that misbehave, and time, with real processes.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {publishScore, type Score} from '../crash/score-line.js';
import {badAgents} from './processes/bad-agents.js';
import {playCases, type SuiteOptions} from './processes/case.js';
import {clockJumps} from './processes/clock-jumps.js';
import {killCycles} from './processes/kill-cycles.js';
import {lockFaults} from './processes/lock-faults.js';
import {lockRounds} from './processes/lock-rounds.js';
import {isSandboxed, plantedRecords} from './processes/planted-records.js';
import {realWorkers} from './processes/real-workers.js';
import {suspensions} from './processes/suspensions.js';

const {values} = parseArgs({
	options: {
		/** Name of the one suite to play. */
		suite: {type: 'string'},
		/** A part of the name of the cases to play. */
		only: {type: 'string'},
		seed: {type: 'string', default: '1'},
		lanes: {type: 'string'},
		/** The small form, which `npm test` plays. */
		short: {type: 'boolean', default: false},
		root: {type: 'string', default: process.cwd()},
	},
});

const isShort = values.short;
const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'car-processes-')));
// A build while it runs must not take the program away.
const own = path.join(scratch, 'program');
fs.cpSync(path.join(values.root, 'dist'), own, {recursive: true});
// Nothing is read from or left in the developer's own home.
Object.assign(process.env, {HOME: scratch, TMPDIR: scratch, GIT_CONFIG_NOSYSTEM: '1'});
fs.writeFileSync(path.join(scratch, '.gitconfig'), '[user]\n\tname = Test Person\n\temail = test@example.org\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n');
process.on('exit', () => {
	fs.rmSync(scratch, {recursive: true, force: true, maxRetries: 5});
});

const options = (lanes: number): SuiteOptions => ({
	seed: Number(values.seed), lanes: Number(values.lanes ?? lanes), only: values.only, isShort, car: path.join(own, 'cli.js'), programs: import.meta.dirname, scratch,
});

const suites: Readonly<Record<string, () => Promise<Omit<Score, 'form'>>>> = {
	async 'one-worker'() {
		const rounds = isShort ? 2 : 50;
		const chosen = options(1);
		return playCases('one-worker', [...lockRounds(chosen, rounds), ...lockFaults(chosen), ...realWorkers(chosen)], chosen, () => ({rounds}));
	},
	async survivors() {
		const chosen = options(isShort ? 4 : 6);
		const cycles = isShort ? 3 : 100;
		const counts = {processes: 0};
		return playCases('survivors', killCycles(chosen, cycles, counts), chosen, () => ({cycles, ...counts}));
	},
	async planted() {
		const chosen = options(2);
		const records = isShort ? 2 : 20;
		if (!isSandboxed()) {
			console.log('SKIPPED planted: records that name pid 1 and the ancestors of the worker need a pid namespace of their own, which is not allowed here');
		}

		return playCases('planted', plantedRecords(chosen, records), chosen, () => ({records}));
	},
	async 'bad-agents'() {
		const chosen = options(isShort ? 3 : 4);
		const counts = {worst: 0};
		return playCases('bad-agents', badAgents(chosen, counts), chosen, () => ({'MB at worst': counts.worst}));
	},
	async time() {
		const chosen = options(4);
		return playCases('time', [...suspensions(chosen), ...clockJumps(chosen)], chosen, () => ({}));
	},
};

let failures = 0;
for (const [name, play] of Object.entries(suites)) {
	if (values.suite === undefined || values.suite === name) {
		if (name === 'planted' && !isSandboxed() && spawnSync('unshare', ['-pf', '--mount-proc', 'true']).status === 0) {
			const {status} = spawnSync('unshare', ['-pf', '--mount-proc', '--kill-child', process.execPath, import.meta.filename, ...process.argv.slice(2), '--suite', 'planted'], {stdio: 'inherit'});
			failures += status === 0 ? 0 : 1;
			continue;
		}

		const score = await play();
		failures += score.failures;
		const form = isShort || values.only !== undefined ? 'short' : 'gate';
		publishScore(path.join(values.root, '.score'), {...score, form});
	}
}

process.exit(failures === 0 ? 0 : 1);
