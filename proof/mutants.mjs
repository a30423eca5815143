// `npm run proof -- mutants`: puts known bugs into copies of the sources, one at a time, and shows that a suite fails for each.
import {spawn} from 'node:child_process';
import {
	cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {pathToFileURL} from 'node:url';
import {root} from '../scripts/prepare.mjs';
import {bundleSuite, simulatedWorld} from './bundle-suite.mjs';

const {values} = parseArgs({options: {root: {type: 'string'}, only: {type: 'string'}}});
const ground = path.join(root, 'node_modules/.cache/proof/mutants');
const folder = await bundleSuite(['proof/crash/mutants/mutants.ts', 'proof/crash/score-line.ts'], {folder: ground});
const load = async name => import(pathToFileURL(path.join(folder, `${name}.mjs`)).href);
const [{mutants}, {publishScore}] = [await load('mutants'), await load('score-line')];

/** A copy of the sources with the bug in it. */
const copyWith = ({edits}) => {
	const copy = path.join(ground, `mutant-${process.pid}`);
	rmSync(copy, {recursive: true, force: true});
	mkdirSync(copy, {recursive: true});
	for (const part of ['source', 'test', 'proof', 'scripts', 'package.json', 'tsconfig.json', 'vitest.config.ts']) {
		cpSync(path.join(root, part), path.join(copy, part), {recursive: true});
	}

	symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
	for (const {file, find, replace} of edits) {
		const text = readFileSync(path.join(copy, file), 'utf8');
		if (text.split(find).length !== 2) {
			throw new Error(`${file} does not hold exactly once: ${find}`);
		}

		writeFileSync(path.join(copy, file), text.replace(find, () => replace));
	}

	return copy;
};

const run = async (file, args) => new Promise(resolve => {
	const pieces = [];
	const child = spawn(process.execPath, [file, ...args], {stdio: ['ignore', 'pipe', 'pipe']});
	child.stdout.on('data', piece => pieces.push(String(piece)));
	child.stderr.on('data', piece => pieces.push(String(piece)));
	child.on('close', code => {
		resolve({code, output: pieces.join('')});
	});
});

const attack = async mutant => {
	const copy = copyWith(mutant);
	const built = path.join(copy, 'built');
	const story = mutant.story === undefined ? [] : ['--story', mutant.story];
	if (mutant.suite === 'rules') {
		return run(path.join(copy, 'node_modules/vitest/vitest.mjs'), ['run', '--root', copy, mutant.rules]);
	}

	if (mutant.suite === 'kills') {
		await bundleSuite(['source/cli.ts', 'proof/crash/matrix.ts'], {from: copy, folder: built});
		await bundleSuite(['proof/crash/matrix/instrument.ts'], {from: copy, folder: built, format: 'cjs'});
		return run(path.join(built, 'matrix.mjs'), ['--root', copy, '--car', path.join(built, 'cli.mjs'), '--kills', '120', '--most', '1', ...story]);
	}

	await bundleSuite(['proof/crash/simulation.ts'], {from: copy, folder: built, plugins: [simulatedWorld(copy)]});
	const amount = mutant.suite === 'power' ? ['--crashes', '0', '--states', '20000'] : ['--crashes', '4000', '--states', '0'];
	return run(path.join(built, 'simulation.mjs'), ['--root', copy, '--most', '1', '--lanes', '1', ...amount, ...story]);
};

const begin = performance.now();
const chosen = mutants.filter(({name}) => values.only === undefined || name.includes(values.only));
let missed = 0;
for (const mutant of chosen) {
	const startedAt = performance.now();
	const {code, output} = await attack(mutant);
	// A program that cannot even start ends with the same code: only the suite's own verdict counts.
	const isSeen = code !== 0 && (mutant.suite === 'rules' ? /Tests .*\d+ failed/ : /^FAIL |goes wrong with nobody killed/m).test(output);
	missed += isSeen ? 0 : 1;
	const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6);
	const line = output.split('\n').find(text => text.trim() !== '' && !text.startsWith('ok'))?.trim() ?? '';
	console.log(`${isSeen ? 'seen  ' : 'MISSED'} ${mutant.name.padEnd(48)} ${mutant.suite.padEnd(8)} ${seconds} s  ${line.replaceAll(/\s+/g, ' ').slice(0, 160)}`);
}

rmSync(path.join(ground, `mutant-${process.pid}`), {recursive: true, force: true});
publishScore(path.join(root, '.score'), {
	suite: values.only === undefined ? 'mutants' : 'mutants-some', counts: {bugs: chosen.length, seen: chosen.length - missed}, failures: missed, seed: undefined, seconds: (performance.now() - begin) / 1000, form: 'gate',
});
process.exitCode = missed === 0 ? 0 : 1;
