// `npm run bench [-- NAME… --json FILE]`: the figures the program wants to reach, measured and printed in one table. Nothing is asserted: a slow machine is no defect.
import {
	mkdirSync, readdirSync, writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {pathToFileURL} from 'node:url';
import {
	buildWhenStale, install, requireNode, root,
} from './prepare.mjs';

requireNode();
install();
await buildWhenStale();

const args = process.argv.slice(2);
const at = args.indexOf('--json');
const [, jsonFile] = at === -1 ? [] : args.splice(at, 2);
const every = readdirSync(path.join(root, 'bench')).filter(name => name.endsWith('.ts')).map(name => name.replace('.ts', ''));
const unknown = args.filter(name => !every.includes(name));
if (unknown.length > 0) {
	console.error(`No bench is called ${unknown.join(', ')}. There are: ${every.join(', ')}.`);
	process.exit(2);
}

const folder = path.join(root, 'node_modules/.cache/bench');
mkdirSync(folder, {recursive: true});
const {default: esbuild} = await import('esbuild');
await esbuild.build({
	absWorkingDir: root,
	entryPoints: [...every.map(name => `bench/${name}.ts`), {in: 'test/support/temp-home.ts', out: 'temp-home'}].map(entry => typeof entry === 'string' ? {in: entry, out: path.basename(entry, '.ts')} : entry),
	outdir: folder,
	bundle: true,
	splitting: true,
	packages: 'external',
	format: 'esm',
	platform: 'node',
	target: 'node20.19',
	logLevel: 'warning',
});

// Ink paints only its last frame when it believes it runs in CI.
for (const name of Object.keys(process.env)) {
	if (name === 'CI' || name === 'CONTINUOUS_INTEGRATION' || name.startsWith('CI_')) {
		delete process.env[name];
	}
}

const load = async name => import(pathToFileURL(path.join(folder, `${name}.js`)).href);
const {default: takeHome} = await load('temp-home');
const leaveHome = await takeHome();
process.env.CAR_BENCH_ROOT = root;

const show = ({what, value, unit, goal, how}) => {
	const digits = value >= 100 || Number.isInteger(value) ? 0 : (value >= 10 ? 1 : 2);
	console.log(`  ${what.padEnd(44)} ${`${value.toFixed(digits)} ${unit}`.padStart(20)}   ${(goal ?? '').padEnd(12)} ${how ?? ''}`.trimEnd());
};

const machine = `${os.cpus().length} x ${os.cpus()[0]?.model ?? 'unknown'}, ${os.platform()} ${os.release()}, Node ${process.versions.node}`;
const results = [];
console.log(`${machine}\n  ${'figure'.padEnd(44)} ${'measured'.padStart(20)}   ${'goal'.padEnd(12)} how`);
try {
	for (const name of args.length > 0 ? args : every) {
		console.log(name);
		const {bench} = await load(name);
		try {
			await bench.run(figure => {
				results.push({bench: name, ...figure});
				show(figure);
			});
		} catch (error) {
			console.log(`  could not be measured: ${error.message}`);
			process.exitCode = 1;
		}
	}
} finally {
	await leaveHome();
}

/** One line of `npm run score`: how long the next start took, by the size of the log. */
const restarts = results.filter(({bench}) => bench === 'restart');
if (restarts.length > 0) {
	mkdirSync(path.join(root, '.score'), {recursive: true});
	writeFileSync(path.join(root, '.score/restart.json'), `${JSON.stringify({
		suite: 'restart', counts: Object.fromEntries(restarts.map(({value, how}) => [`ms, ${how.split(';')[0]}`, Math.round(value)])), failures: 0, seconds: restarts.reduce((sum, {value}) => sum + value, 0) / 1000, form: 'gate', at: new Date().toISOString(),
	}, null, '\t')}\n`);
}

if (jsonFile) {
	writeFileSync(jsonFile, `${JSON.stringify({machine, at: new Date().toISOString(), results}, null, '\t')}\n`);
}

// A bench that broke off may have left a terminal open.
process.exit();
