// `npm run proof -- score` (`npm run score`): what every suite last came to, in one table, and what was not run. `-- --run` runs the gates first (an hour); `-- --json` and `-- --markdown` print the table so; `.score/all.json` has it in any case.
import {spawnSync} from 'node:child_process';
import {
	existsSync, mkdirSync, readFileSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {root} from '../scripts/prepare.mjs';

/** Each suite with the script that plays it and what it shows. */
const suites = [
	['crash', 'test:crash', 'real workers killed at every effect of every story, and where they recover; replies, turns, commits judged from outside'],
	['simulation', 'test:disk', 'the same over a disk in memory'],
	['power', 'test:disk', 'states of the disk after a loss of power'],
	['lock', 'test:disk', 'starters, holders and deaths around one lock, every order'],
	['disk-errors', 'test:faults', 'effects that the disk refuses'],
	['fill-levels', 'test:faults', 'the real worker on a disk that is full at another place each time'],
	['saves', 'test:faults', 'others save a ticket while `car` edits it'],
	['one-worker', 'test:processes', 'twelve starters, stale locks, suspended holders, planted locks'],
	['survivors', 'test:processes', 'agents whose children do not want to end'],
	['planted', 'test:processes', 'records that name foreign processes'],
	['bad-agents', 'test:processes', 'agents that hang, flood, die and speak in halves'],
	['time', 'test:processes', 'clocks that jump, processes and machines that sleep'],
	['restart', 'bench -- restart', 'the next start over a large log'],
	['mutants', 'test:mutants', 'known bugs put into the sources: each must be seen'],
	['soak', 'soak', 'one run, its worker killed each minute'],
];

const flag = {type: 'boolean', default: false};
const {values} = parseArgs({
	options: {
		root: {type: 'string'}, run: flag, json: flag, markdown: flag,
	},
});
if (values.run) {
	for (const args of [['proof/run.mjs', 'crash'], ['proof/run.mjs', 'disk'], ['proof/run.mjs', 'faults'], ['proof/run.mjs', 'processes'], ['scripts/bench.mjs', 'restart'], ['proof/run.mjs', 'mutants'], ['proof/run.mjs', 'soak']]) {
		spawnSync(process.execPath, args, {cwd: root, stdio: 'inherit'});
	}
}

const folder = path.join(root, '.score');
const read = name => existsSync(path.join(folder, name)) ? JSON.parse(readFileSync(path.join(folder, name), 'utf8')) : undefined;

/** What a gate left; where none was run, a short run says a little. */
const rows = suites.map(([suite, script, shows]) => {
	const score = read(`${suite}.json`) ?? read(`${suite}.short.json`);
	return {
		suite, script, shows, score,
	};
});
mkdirSync(folder, {recursive: true});
writeFileSync(path.join(folder, 'all.json'), `${JSON.stringify(rows, null, '\t')}\n`);

const counted = ({counts}) => Object.entries(counts).map(([name, count]) => `${count.toLocaleString('en')} ${name}`).join(', ');

const cells = ({suite, script, score}) => {
	if (score === undefined) {
		return [suite, '', '', '', '', `not run: npm run ${script}`];
	}

	return [suite, String(score.failures), String(score.seed ?? ''), score.seconds.toFixed(1), score.form, `${counted(score)}  (${score.at.slice(0, 10)})`];
};

const markdown = row => {
	const isGate = row.score !== undefined && row.score.form !== 'short';
	const [, bad, seed, seconds] = cells(row);
	return `| \`${row.suite}\` | ${row.shows} | ${(isGate ? [counted(row.score), bad, seed, seconds] : [`\`npm run ${row.script}\``, '', '', '']).join(' | ')} |`;
};

if (values.json) {
	console.log(JSON.stringify(rows, null, '\t'));
} else if (values.markdown) {
	console.log(['| Suite | What it shows | Counted | Bad | Seed | Seconds |', '|---|---|---|---|---|---|', ...rows.map(row => markdown(row))].join('\n'));
} else {
	const table = [['suite', 'bad', 'seed', 'seconds', 'form', 'counted'], ...rows.map(row => cells(row))];
	const widths = table[0].map((_, column) => Math.max(...table.map(row => row[column].length)));
	for (const row of table) {
		console.log(row.map((cell, column) => column > 0 && column < 4 ? cell.padStart(widths[column]) : cell.padEnd(widths[column])).join('  ').trimEnd());
	}
}

process.exitCode = rows.some(({score}) => score !== undefined && score.failures > 0) ? 1 : 0;
