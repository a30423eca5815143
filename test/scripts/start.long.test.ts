import {Buffer} from 'node:buffer';
import {execFile} from 'node:child_process';
import {
	cp, mkdir, readdir, rm, symlink, utimes, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {tempFolder} from '../support/temp-folder.js';

const root = path.join(import.meta.dirname, '../..');

type Ran = {readonly code: number; readonly stdout: string; readonly stderr: string};

const run = async (folder: string, args: readonly string[]): Promise<Ran> => new Promise(resolve => {
	execFile(process.execPath, args, {cwd: folder}, (error, stdout, stderr) => {
		resolve({code: typeof error?.code === 'number' ? error.code : (error === null ? 0 : -1), stdout, stderr});
	});
});

/** A project whose program is one line, with the real scripts and packages. */
async function project(program: string): Promise<string> {
	const folder = await tempFolder('project');
	await Promise.all(['scripts', 'package.json', 'package-lock.json'].map(async name => cp(path.join(root, name), path.join(folder, name), {recursive: true})));
	await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
	await mkdir(path.join(folder, 'source'));
	await cp(path.join(root, 'source/start.ts'), path.join(folder, 'source/start.ts'));
	await writeFile(path.join(folder, 'source/cli.ts'), `${program}\n`);
	return folder;
}

test('npm start: an old Node -> one line, exit 1', async () => {
	const pretend = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"18.20.1"}})';
	const {code, stdout, stderr} = await run(root, ['--import', pretend, 'scripts/start.mjs']);
	expect({code, stdout, lines: stderr.trim().split('\n').length}).toEqual({code: 1, stdout: '', lines: 1});
	expect(stderr).toContain('car needs Node 20.19 or newer; this is Node 18.20.1.');
});

test('npm start: no build -> builds, opens the demo, hands on arguments and exit code', async () => {
	const folder = await project('console.log(process.argv.slice(2).join(" ")); process.exit(7);');
	expect(await run(folder, ['scripts/start.mjs', '--ascii'])).toEqual({code: 7, stdout: 'demo --ascii\n', stderr: 'Building …\n'});
	expect(await run(folder, ['scripts/start.mjs'])).toEqual({code: 7, stdout: 'demo\n', stderr: ''});
});

test('npm start: a source newer than the build -> builds again', async () => {
	const folder = await project('console.log("old");');
	await run(folder, ['scripts/start.mjs']);
	await writeFile(path.join(folder, 'source/cli.ts'), 'console.log("new");\n');
	const soon = new Date(Date.now() + 5000);
	await utimes(path.join(folder, 'source/cli.ts'), soon, soon);
	expect(await run(folder, ['scripts/start.mjs'])).toEqual({code: 0, stdout: 'new\n', stderr: 'Building …\n'});
});

test('npm start: sources that do not build -> says so, exit 1, nothing is started', async () => {
	const folder = await project('import "./gone.js"; console.log("started");');
	const {code, stdout, stderr} = await run(folder, ['scripts/start.mjs']);
	expect({code, stdout}).toEqual({code: 1, stdout: ''});
	expect(stderr).toMatch(/The sources could not be built; the lines above say why\.\n$/v);
});

test('car: compiled code that is missing, or of another Node -> starts all the same, from the program itself', async () => {
	const folder = await project('console.log("started");');
	await run(folder, ['scripts/start.mjs']);
	const dist = path.join(folder, 'dist');
	const names = await readdir(dist);
	const code = path.join(dist, names.find(name => name.endsWith('.code'))!);
	const start = async () => run(folder, ['dist/cli.js', 'status']);
	expect(await start()).toEqual({code: 0, stdout: 'started\n', stderr: ''});
	await writeFile(code, Buffer.alloc(4096, 7));
	expect(await start()).toEqual({code: 0, stdout: 'started\n', stderr: ''});
	await rm(code);
	expect(await start()).toEqual({code: 0, stdout: 'started\n', stderr: ''});
});
