// `npm run dev [-- --repo PATH] [flags of car tui]`: the screen from the sources as they are now. Each good build opens it anew; one that fails is shown and waited for. Without a repository it is one demo's.
import {spawn} from 'node:child_process';
import {
	mkdirSync, renameSync, writeFileSync,
} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import process from 'node:process';
import {install, requireNode, root} from './prepare.mjs';

requireNode();
install();
const [{watch}, {formatMessages}, {bundle}] = [await import('chokidar'), await import('esbuild'), await import('./build.mjs')];

const folder = path.join(root, 'node_modules/.cache/dev');
const program = path.join(folder, 'cli.js');

/** Bundles a source into a program of this loop. Its code is not compiled before: a start may take longer here, a build may not. */
const make = async (source, file) => {
	const contents = await bundle(source, {CAR_VERSION: '"dev"'});
	mkdirSync(folder, {recursive: true});
	writeFileSync(path.join(folder, 'package.json'), '{"type": "commonjs"}\n');
	writeFileSync(`${file}.part`, contents);
	// Workers start from it while the next one is written.
	renameSync(`${file}.part`, file);
};

const args = process.argv.slice(2);
const at = args.indexOf('--repo');
const [, given] = at === -1 ? [] : args.splice(at, 2);

let demo;
/** The repository the screen is opened in; every screen of this loop has the same. */
const repository = async () => {
	if (given === undefined && demo === undefined) {
		const file = path.join(folder, 'make-demo-repository.js');
		await make('source/engine/setup/make-demo-repository.ts', file);
		demo = await createRequire(import.meta.url)(file).makeDemoRepository(process.env);
	}

	return given ?? demo;
};

const {stdin} = process;
let screen;

/** Leaves: the terminal is as it was. */
const leave = async code => {
	await close();
	if (demo !== undefined) {
		console.log(`The demo's repository is ${demo}; it is yours to look at or delete.`);
	}

	process.exit(code);
};

/** Ends the screen as a signal does, and waits until it has given the terminal back. */
const close = async () => {
	const open = screen;
	screen = undefined;
	open?.child.kill('SIGTERM');
	await open?.ended;
};

/** While no screen is open, the keys are ours. */
const listen = isOurs => {
	if (stdin.isTTY) {
		stdin.setRawMode(isOurs);
	}

	stdin[isOurs ? 'resume' : 'pause']();
};

const wait = text => {
	console.error(`${text} Waiting for a change in source/; q ends.`);
	listen(true);
};

const open = repo => {
	listen(false);
	const child = spawn(process.execPath, [program, 'tui', '--repo', repo, ...args], {stdio: 'inherit'});
	const ended = new Promise(resolve => {
		child.on('exit', resolve);
	});
	const self = {child, ended};
	screen = self;
	child.on('exit', async code => {
		// One that was closed is nobody's any more.
		if (screen !== self) {
			return;
		}

		screen = undefined;
		if (code === 0) {
			await leave(0);
		}

		wait(`The screen ended with ${code}.`);
	});
};

const build = async () => {
	try {
		const repo = await repository();
		await make('source/cli.ts', program);
		await close();
		open(repo);
	} catch (error) {
		const wasOpen = screen !== undefined;
		await close();
		// What esbuild has said itself went over the screen.
		if (error.errors === undefined) {
			console.error(error.message);
		} else if (wasOpen) {
			const told = await formatMessages(error.errors, {kind: 'error', color: true});
			console.error(told.join(''));
		}

		wait('The sources do not build.');
	}
};

let timer;
let building = Promise.resolve();
watch(path.join(root, 'source'), {ignoreInitial: true}).on('all', () => {
	clearTimeout(timer);
	// Editors save in several steps, and several files at once.
	timer = setTimeout(() => {
		building = building.then(build);
	}, 50);
});
stdin.on('data', async keys => {
	if (/[q\u0003]/.test(String(keys))) {
		await leave(0);
	}
});
stdin.pause();
for (const [signal, code] of [['SIGTERM', 143], ['SIGHUP', 129]]) {
	process.on(signal, async () => leave(code));
}

building = building.then(build);
