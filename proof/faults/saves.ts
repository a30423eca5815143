// A part of `npm run test:faults`: a human and an agent save a ticket while `car` sets one of its fields.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {formOf, publishScore} from '../crash/score-line.js';
import {interleaveSaves} from './interleave-saves.js';

const {values} = parseArgs({
	strict: false,
	options: {
		interleavings: {type: 'string', default: '1000'},
		seed: {type: 'string', default: '1'},
		/** One of them, by the number a failure prints. */
		case: {type: 'string'},
		/** Failures after which there is no need to go on. */
		most: {type: 'string', default: '10'},
		root: {type: 'string', default: process.cwd()},
	},
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'car-saves-'));
const wanted = Number(values.interleavings);
try {
	const score = interleaveSaves({
		wanted, seed: Number(values.seed), most: Number(values.most), folder, ...(values.case === undefined ? {} : {only: Number(values.case)}),
	});
	if (values.case === undefined) {
		publishScore(path.join(String(values.root), '.score'), {...score, form: formOf(wanted, 1000)});
	}

	process.exitCode = score.failures === 0 ? 0 : 1;
} finally {
	fs.rmSync(folder, {recursive: true, force: true});
}
