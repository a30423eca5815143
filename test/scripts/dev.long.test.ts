import {
	cp, mkdir, readdir, symlink, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {startPty} from '../support/pty.js';
import {tempFolder} from '../support/temp-folder.js';

const root = path.join(import.meta.dirname, '../..');

/** A program that has the terminal as the screen has it: the other buffer, single keys, and all of it given back at its end. */
const screenThatSays = (word: string): string => String.raw`
process.stdin.setRawMode(true);
process.stdin.on('data', keys => {
	if (String(keys) === 'q') {
		leave(0);
	} else if (String(keys) === 'x') {
		leave(1);
	}
});
process.on('SIGTERM', () => leave(143));
const leave = (code: number) => {
	process.stdout.write('\u001B[?1049l<left ${word}>\r\n');
	process.exit(code);
};
process.stdout.write('\u001B[?1049h\u001B[H' + process.argv.slice(2).join(' ') + ' shows ${word}');
`;

test('npm run dev: a change -> the old screen is left and the new one opened; a change that does not build -> its error, until the next; q -> the end', async () => {
	const folder = await tempFolder('project');
	await Promise.all(['scripts', 'package.json', 'package-lock.json'].map(async name => cp(path.join(root, name), path.join(folder, name), {recursive: true})));
	// The loop keeps its program below `node_modules`: not in those of the tests.
	await mkdir(path.join(folder, 'node_modules'));
	await mkdir(path.join(folder, 'source'));
	for (const name of await readdir(path.join(root, 'node_modules'))) {
		if (name !== '.cache') {
			await symlink(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name));
		}
	}

	const save = async (text: string) => writeFile(path.join(folder, 'source/cli.ts'), text);
	await save(screenThatSays('one'));
	const pty = startPty(process.execPath, [path.join(folder, 'scripts/dev.mjs'), '--repo', 'here', '--ascii'], {cwd: folder, columns: 100, rows: 30});
	await pty.waitFor('tui --repo here --ascii shows one', 60_000);
	expect(pty.isAlternate()).toBe(true);

	await save(screenThatSays('two'));
	await pty.waitFor('shows two', 60_000);
	expect(pty.raw().indexOf('<left one>')).toBeGreaterThan(0);
	expect(pty.raw().indexOf('<left one>')).toBeLessThan(pty.raw().indexOf('shows two'));

	await save('import "./gone.js";');
	const failed = await pty.waitFor('The sources do not build. Waiting for a change in source/; q ends.', 60_000);
	expect(failed).toContain('<left two>');
	expect(failed).toContain('Could not resolve "./gone.js"');
	expect(pty.isAlternate()).toBe(false);

	await save(screenThatSays('three'));
	await pty.waitFor('shows three', 60_000);
	pty.type('x');
	await pty.waitFor('The screen ended with 1. Waiting', 60_000);
	await save(screenThatSays('four'));
	await pty.waitFor('shows four', 60_000);
	pty.type('q');
	expect(await pty.exited).toBe(0);
	expect(pty.isAlternate()).toBe(false);
});

test('npm run dev: no repository named -> the screen of the sources in a demo of its own, which is named at the end', async () => {
	const folder = await tempFolder('demo');
	const pty = startPty(process.execPath, [path.join(root, 'scripts/dev.mjs')], {
		cwd: root, columns: 100, rows: 30, env: {XDG_STATE_HOME: path.join(folder, 'state'), XDG_CONFIG_HOME: path.join(folder, 'config')},
	});
	await pty.waitFor('r start  tab panes', 60_000);
	pty.type('q');
	expect(await pty.exited).toBe(0);
	expect(pty.raw()).toContain('The demo\'s repository is ');
});
