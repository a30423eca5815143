// A part of `npm run test:faults`: the whole engine over a disk in memory that refuses its effects.
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {formOf, publishScore} from '../crash/score-line.js';
import {refuseEffects} from './refuse-effects.js';

const {values} = parseArgs({
	strict: false,
	options: {
		/** Effects that are refused. */
		refusals: {type: 'string', default: '5000'},
		seed: {type: 'string', default: '1'},
		story: {type: 'string'},
		/** One life, by the number a failure prints. */
		life: {type: 'string'},
		/** Failures after which there is no need to go on. */
		most: {type: 'string', default: '10'},
		root: {type: 'string', default: process.cwd()},
	},
});

Error.stackTraceLimit = values.life === undefined ? 0 : 10;
const wanted = Number(values.refusals);
const score = await refuseEffects({
	wanted, seed: Number(values.seed), only: values.story === undefined ? undefined : String(values.story), life: values.life === undefined ? undefined : Number(values.life), most: Number(values.most), lane: 0, lanes: 1,
});
if (values.life === undefined) {
	publishScore(path.join(String(values.root), '.score'), {...score, form: formOf(wanted, 5000)});
}

// Nothing that a simulated worker left behind (a timer, say) keeps this program alive.
process.exit(score.failures === 0 ? 0 : 1);
