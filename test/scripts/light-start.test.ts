import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {execFileSync} from 'node:child_process';
import {expect, test} from 'vitest';
import {program} from '../cli/car.js';
import {startPty} from '../support/pty.js';
import {tempFolder} from '../support/temp-folder.js';
import {tempRepository} from '../support/temp-repository.js';

/** A module that writes down at its process's end which parts of Node's HTTP client were loaded, and where it writes. */
const witness = async () => {
	const folder = await tempFolder('witness');
	const [file, said] = [path.join(folder, 'witness.cjs'), path.join(folder, 'said')];
	writeFileSync(file, `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(said)}, JSON.stringify(process.moduleLoadList.filter(name => name.includes('undici')))));`);
	return {file, loaded: () => JSON.parse(readFileSync(said, 'utf8')) as readonly string[]};
};

test('start: a program that fetches a text out of itself -> Node loads its HTTP client', async () => {
	const {file, loaded} = await witness();
	execFileSync(process.execPath, ['--require', file, '-e', 'fetch("data:,text")']);
	expect(loaded()).not.toEqual([]);
});

test.each([['--version'], ['--help'], ['status'], ['doctor']])('start: car %s -> Node\'s HTTP client is not loaded', async (...args) => {
	const repository = await tempRepository();
	const {file, loaded} = await witness();
	try {
		execFileSync(process.execPath, ['--require', file, program, ...args], {cwd: repository.path, stdio: 'ignore'});
	} catch {
		// What it finds does not matter here.
	}

	expect(loaded()).toEqual([]);
});

test('start: the screen -> Node\'s HTTP client is not loaded', async () => {
	const repository = await tempRepository();
	await repository.ticket(1, {title: 'Show the date', agent: 'demo', done: false});
	const {file, loaded} = await witness();
	const pty = startPty(process.execPath, ['--require', file, program, 'tui'], {cwd: repository.path});
	await pty.waitFor('Show the date', 60_000);
	pty.type('q');
	await pty.exited;
	expect(loaded()).toEqual([]);
});
