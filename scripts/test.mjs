// `npm test`: everything that must hold before a commit, from a fresh clone, what fails fastest first.
// Arguments go to the last step: `npm test -- test/store` runs those tests only.
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {Buffer} from 'node:buffer';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {install, requireNode, root} from './prepare.mjs';

const scratch = () => mkdtempSync(path.join(os.tmpdir(), 'car-test-report-'));

const tool = name => path.join(root, 'node_modules', name);

/** Behind the compiler and the linter: what starts many processes fills what they leave, and both cores when they have ended. */
const behind = 5;

/** Runs a program of ours and keeps what it prints; standard input is empty. */
const run = async (file, args, {env = {}, niceness = 0} = {}) => new Promise(resolve => {
	const colour = process.stdout.isTTY ? {FORCE_COLOR: '1'} : {NO_COLOR: '1'};
	const child = spawn(process.execPath, [file, ...args], {cwd: root, env: {...process.env, ...colour, ...env}, stdio: ['ignore', 'pipe', 'pipe']});
	if (niceness > 0 && child.pid !== undefined) {
		os.setPriority(child.pid, niceness);
	}

	const pieces = [];
	child.stdout.on('data', piece => pieces.push(piece));
	child.stderr.on('data', piece => pieces.push(piece));
	child.on('close', code => {
		resolve({isGood: code === 0, output: Buffer.concat(pieces).toString('utf8')});
	});
});

const numbers = {passed: 0, failed: 0, skipped: 0};

/** Runs tests and adds their numbers to the total. Without a report (vitest itself fell over) one failure is counted. */
const vitest = async args => {
	const folder = scratch();
	const file = path.join(folder, 'report.json');
	const result = await run(tool('vitest/vitest.mjs'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args], {niceness: behind});
	let report = {
		numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, success: false,
	};
	try {
		report = JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		// The output says why there is no report.
	}

	rmSync(folder, {recursive: true, force: true});
	numbers.passed += report.numPassedTests;
	numbers.failed += result.isGood ? 0 : Math.max(1, report.numFailedTests);
	numbers.skipped += report.numPendingTests;
	return {isGood: result.isGood && report.success, output: result.output, note: `${report.numPassedTests} tests`};
};

const check = async (file, args, options) => {
	const result = await run(file, args, options);
	numbers.failed += result.isGood ? 0 : 1;
	return result;
};

/** A suite that is a program of its own; its last line is what it came to. */
const suite = async (...args) => {
	const result = await check(path.join(root, 'proof/run.mjs'), args, {niceness: behind});
	numbers.passed += result.isGood ? 1 : 0;
	return {...result, note: result.output.trim().split('\n').filter(line => /^(?:ok|FAIL)/.test(line)).map(line => line.replaceAll(/\s+/g, ' ')).join(' | ')};
};

/** Several things one after the other, as one step. */
const lane = parts => async () => {
	const results = [];
	for (const part of parts) {
		results.push(await part());
	}

	return {
		isGood: results.every(({isGood}) => isGood),
		output: results.filter(({isGood}) => !isGood).map(({output}) => output).join('\n'),
		note: results.map(({note}) => note).join(' | '),
	};
};

// The steps of a group run side by side. Most of the tests wait for processes, so the compiler, the linter and the suites fill what they leave of two cores.
const steps = [
	[
		['build', async () => check(path.join(root, 'scripts/build.mjs'), [])],
	],
	[
		// The native compiler; the other `typescript` is for what reads its syntax trees (the import law, the mutants).
		['types', async () => check(tool('@typescript/native/bin/tsc'), ['--noEmit'])],
		['lint', async () => check(tool('oxlint/bin/oxlint'), [])],
		// A taste of the proofs: `.ci/run` plays more of them, and whoever touched what is written or started plays the whole one.
		['proofs', lane([
			async () => suite('disk', '--crashes', '100', '--states', '400', '--lanes', '1'),
			async () => suite('crash', '--kills', '4', '--lanes', '1', '--story', 'reply-while-working'),
			async () => suite('faults', '--only', 'disk-errors', '--refusals', '300'),
		])],
		['tests', async () => vitest(process.argv.slice(2))],
	],
];

const finish = failedOutput => {
	if (failedOutput) {
		console.log(`\n${failedOutput.trim()}\n`);
	}

	if (numbers.skipped > 0) {
		console.log(`${numbers.skipped} skipped`);
	}

	console.log(`${numbers.passed} passed, ${numbers.failed} failed`);
	// Not `process.exit`: what was printed into a pipe must arrive.
	process.exitCode = numbers.failed === 0 ? 0 : 1;
};

requireNode();
install();

let failedOutput = '';
for (const group of steps) {
	const results = await Promise.all(group.map(async ([name, work]) => {
		const startedAt = Date.now();
		const result = await work();
		const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
		console.log(`${result.isGood ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${seconds.padStart(6)} s${result.note ? `  ${result.note}` : ''}`);
		return result;
	}));
	failedOutput = results.filter(result => !result.isGood).map(result => result.output || '(it printed nothing)').join('\n');
	if (failedOutput) {
		break;
	}
}

finish(failedOutput);
