// `npm run test:crash`: kills the real worker at its effects on the world and judges what a restart makes of it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {runMatrix} from './matrix/run-matrix.js';
import {replayLife} from './matrix/replay-life.js';
import {formOf, publishScore} from './score-line.js';

const {values} = parseArgs({
	options: {
		/** Real kills to make. */
		kills: {type: 'string', default: '1500'},
		seed: {type: 'string', default: '1'},
		lanes: {type: 'string', default: '2'},
		story: {type: 'string'},
		/** Kills as a failure prints them, for one story. */
		replay: {type: 'string'},
		/** File that keeps how far a long run came. */
		state: {type: 'string'},
		root: {type: 'string', default: process.cwd()},
		/** The command line whose worker is killed. */
		car: {type: 'string'},
		/** Failures after which there is no need to go on. */
		most: {type: 'string', default: '20'},
	},
});

// A build while it runs must not take the program away.
const own = values.car === undefined ? fs.mkdtempSync(path.join(os.tmpdir(), 'car-crash-program-')) : undefined;
if (own !== undefined) {
	fs.cpSync(path.join(values.root, 'dist'), own, {recursive: true});
	process.on('exit', () => {
		fs.rmSync(own, {recursive: true, force: true});
	});
}

const programs = {car: values.car ?? path.join(own ?? '', 'cli.js'), instrument: path.join(import.meta.dirname, 'instrument.cjs')};
if (values.replay === undefined) {
	const wanted = Number(values.kills);
	const form = formOf(wanted, 1500);
	const stop = new AbortController();
	process.once('SIGINT', () => {
		console.log('Stopping after the lives that run; the same command goes on where it stopped.');
		stop.abort();
	});
	const score = await runMatrix({
		programs, kills: wanted, isWhole: form !== 'short' && values.story === undefined, seed: Number(values.seed), lanes: Number(values.lanes), only: values.story, state: values.state, most: Number(values.most), stop: stop.signal,
	});
	publishScore(path.join(values.root, '.score'), {...score, form});
	process.exitCode = score.failures === 0 ? 0 : 1;
} else {
	process.exitCode = await replayLife(programs, values.story ?? '', values.replay) ? 0 : 1;
}
