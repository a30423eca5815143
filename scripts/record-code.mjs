// Lets the built program open its screen once and keeps what V8 compiled for it: starting then costs neither parsing nor compiling.
import {execFileSync, spawnSync} from 'node:child_process';
import {
	mkdtempSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import module, {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import vm from 'node:vm';

const self = fileURLToPath(import.meta.url);

/** Runs the program in this process and writes its compiled code when it ends. */
function runAndKeep(program, file) {
	const script = new vm.Script(module.wrap(readFileSync(program, 'utf8')), {filename: program, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER});
	process.on('exit', () => {
		writeFileSync(file, script.createCachedData());
	});
	script.runInThisContext()({}, createRequire(program), {exports: {}}, program, path.dirname(program));
}

/** Pressed one after the other, this many milliseconds apart: the help opens and closes, so that the first key a human presses finds its code compiled. */
const keys = ['?', '?', '1', 'k', 'q'];
const between = 100;

/** Opens the screen in a terminal of its own, presses a few keys when it stands, and leaves it. Answers when it has ended. */
async function openAndLeave(pty, args, options) {
	const terminal = pty.spawn(process.execPath, args, {cols: 100, rows: 30, ...options});
	let shown = '';
	let pressing;
	const deadline = setTimeout(() => {
		terminal.kill('SIGKILL');
	}, 20_000);
	terminal.onData(data => {
		shown = (shown + data).slice(-20_000);
		if (pressing === undefined && shown.includes('Tickets')) {
			const left = keys[Symbol.iterator]();
			pressing = setInterval(() => {
				terminal.write(left.next().value ?? 'q');
			}, between);
		}
	});
	await new Promise(resolve => {
		terminal.onExit(resolve);
	});
	clearTimeout(deadline);
	clearInterval(pressing);
}

/** The compiled code of a program that `build` made; undefined where no terminal can be had, and the program is then compiled at each start. */
export async function recordCode(program) {
	const pty = await import('@lydell/node-pty').catch(() => undefined);
	if (pty === undefined) {
		return undefined;
	}

	const folder = mkdtempSync(path.join(os.tmpdir(), 'car-build-'));
	try {
		const {PATH} = process.env;
		const env = {
			PATH, HOME: folder, TERM: 'xterm-256color', LANG: 'C.UTF-8',
		};
		execFileSync('git', ['init', '--quiet', folder], {env});
		spawnSync(process.execPath, [self, program, path.join(folder, 'first.code'), 'init'], {cwd: folder, env});
		const file = path.join(folder, 'screen.code');
		await openAndLeave(pty, [self, program, file, 'tui'], {cwd: folder, env});
		return readFileSync(file);
	} catch {
		return undefined;
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
}

if (process.argv[1] === self) {
	const [program, file] = process.argv.splice(1, 3).slice(1);
	process.argv.splice(1, 0, program);
	runAndKeep(program, file);
}
