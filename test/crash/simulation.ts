// `npm run test:disk`: the whole engine over a disk in memory, ended at its effects, and its disk without power at any of them.
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {simulateCrashes} from './disk/simulate-crashes.js';
import {simulatePowerLoss} from './disk/simulate-power-loss.js';
import {publishScore, type Score} from './score-line.js';

const {values} = parseArgs({
	options: {
		/** Ends of simulated workers. */
		crashes: {type: 'string', default: '20000'},
		/** Disks after a loss of power. */
		states: {type: 'string', default: '100000'},
		seed: {type: 'string', default: '1'},
		story: {type: 'string'},
		/** One life, by the number a failure prints. */
		life: {type: 'string'},
		root: {type: 'string', default: process.cwd()},
		form: {type: 'string'},
	},
});

// Most errors here are looks at files that are not there; nobody reads where they came from.
Error.stackTraceLimit = 0;

const form: Score['form'] = values.form === 'short' ? 'short' : (Number(values.crashes) > 20_000 ? 'long' : 'gate');
const options = {seed: Number(values.seed), only: values.story, life: values.life === undefined ? undefined : Number(values.life)};
const folder = path.join(values.root, '.score');
const crashes = Number(values.crashes) > 0 ? await simulateCrashes({...options, wanted: Number(values.crashes)}) : undefined;
const states = Number(values.states) > 0 ? await simulatePowerLoss({...options, wanted: Number(values.states)}) : undefined;
for (const score of [crashes, states]) {
	if (score !== undefined) {
		publishScore(folder, {...score, form});
	}
}

// Nothing that a simulated worker left behind (a timer, say) keeps this program alive.
process.exit((crashes?.failures ?? 0) + (states?.failures ?? 0) === 0 ? 0 : 1);
