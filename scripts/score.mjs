// `npm run score`: what every suite last came to, in one table. `-- --run` runs the gates first; `-- --json` prints JSON.
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {root} from './prepare.mjs';

const {values} = parseArgs({options: {run: {type: 'boolean', default: false}, json: {type: 'boolean', default: false}}});
if (values.run) {
	for (const script of ['crash.mjs', 'simulation.mjs', 'mutants.mjs', 'faults.mjs', 'processes.mjs']) {
		spawnSync(process.execPath, [path.join(root, 'scripts', script)], {stdio: 'inherit'});
	}
}

const folder = path.join(root, '.score');
const scores = existsSync(folder)
	? readdirSync(folder).filter(name => name.endsWith('.json')).toSorted().map(name => JSON.parse(readFileSync(path.join(folder, name), 'utf8')))
	: [];
if (scores.length === 0) {
	console.error('No suite has left a score yet: npm run test:crash, test:disk, test:mutants, test:faults and test:processes each do.');
	process.exit(1);
}

if (values.json) {
	console.log(JSON.stringify(scores, null, '\t'));
} else {
	console.log(`${'suite'.padEnd(14)} ${'bad'.padStart(4)}  ${'seed'.padStart(5)}  ${'seconds'.padStart(8)}  form   counted`);
	for (const {suite, failures, seed, seconds, form, counts, at} of scores) {
		const counted = Object.entries(counts).map(([name, count]) => `${count.toLocaleString('en')} ${name}`).join(', ');
		console.log(`${suite.padEnd(14)} ${String(failures).padStart(4)}  ${String(seed ?? '').padStart(5)}  ${seconds.toFixed(1).padStart(8)}  ${form.padEnd(5)}  ${counted}  (${at.slice(0, 16).replace('T', ' ')})`);
	}
}

process.exitCode = scores.some(score => score.failures > 0) ? 1 : 0;
