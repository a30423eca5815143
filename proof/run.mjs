// `npm run proof -- SUITE [arguments]`: the programs that show what no test can, from a fresh clone. What each takes is in CONTRIBUTING.md.
import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {
	buildWhenStale, install, requireNode, root,
} from '../scripts/prepare.mjs';
import {bundleSuite, simulatedWorld} from './bundle-suite.mjs';

/** Each suite and its programs: a source that is bundled, or a script. A suite of several plays them all, or the one that `--only` names. `besides` is bundled with the source; `needsBuild` says that the built program is started. */
const suites = {
	crash: {
		// Preloaded into thousands of workers: a CommonJS file starts sooner.
		matrix: {source: 'proof/crash/matrix.ts', besides: {source: 'proof/crash/matrix/instrument.ts', format: 'cjs'}, needsBuild: true},
	},
	disk: {
		simulation: {source: 'proof/crash/simulation.ts', isSimulated: true},
	},
	faults: {
		saves: {source: 'proof/faults/saves.ts'},
		'fill-levels': {source: 'proof/faults/fill-levels.ts', needsBuild: true},
		'disk-errors': {source: 'proof/faults/disk-errors.ts', isSimulated: true},
	},
	processes: {
		// Hundreds of takers are started: with their packages in one file that costs half.
		processes: {source: 'proof/faults/processes.ts', besides: {source: 'proof/faults/processes/lock-taker.ts', packages: 'bundle'}, needsBuild: true},
	},
	soak: {
		soak: {source: 'proof/faults/soak.ts', needsBuild: true},
	},
	mutants: {
		mutants: {script: 'proof/mutants.mjs'},
	},
	mutation: {
		mutation: {source: 'proof/mutation.ts', besides: {source: 'proof/mutation/lane.ts'}},
	},
	score: {
		score: {script: 'proof/score.mjs'},
	},
};

/** The file that Node starts for a program of a suite, bundled before. */
const programOf = async ({source, script, besides, isSimulated = false}, name) => {
	if (script !== undefined) {
		return path.join(root, script);
	}

	const folder = await bundleSuite([source], {folder: path.join(root, 'node_modules/.cache/proof', name), plugins: isSimulated ? [simulatedWorld()] : []});
	if (besides !== undefined) {
		await bundleSuite([besides.source], {folder, format: besides.format, packages: besides.packages});
	}

	return path.join(folder, `${path.basename(source, '.ts')}.mjs`);
};

/** How a program ended; a signal is no good end. */
const ended = async (file, args) => new Promise(resolve => {
	const child = spawn(process.execPath, [file, '--root', root, ...args], {stdio: ['ignore', 'inherit', 'inherit']});
	child.on('exit', (code, signal) => {
		resolve({code: code ?? 1, isCut: signal !== null});
	});
});

const leave = text => {
	console.error(text);
	process.exit(2);
};

const [suite, ...args] = process.argv.slice(2);
const parts = Object.hasOwn(suites, suite ?? '') ? suites[suite] : leave(`npm run proof -- SUITE [arguments]. Suites: ${Object.keys(suites).join(', ')}.`);
const names = Object.keys(parts);
const at = names.length > 1 ? args.indexOf('--only') : -1;
const [, only] = at === -1 ? [] : args.splice(at, 2);
const chosen = names.filter(name => only === undefined || name === only);
if (chosen.length === 0) {
	leave(`No part is called ${only}. There are: ${names.join(', ')}.`);
}

requireNode();
install();
if (chosen.some(name => parts[name].needsBuild)) {
	await buildWhenStale();
}

// The terminal sends Ctrl-C to both: the program ends what it started first.
process.on('SIGINT', () => undefined);
for (const name of chosen) {
	const {code, isCut} = await ended(await programOf(parts[name], name), args);
	process.exitCode = code === 0 ? process.exitCode : code;
	if (isCut) {
		break;
	}
}
