import {readFileSync} from 'node:fs';
import process from 'node:process';
import {expect, test} from 'vitest';
import {keys, startPty, type Pty} from '../support/pty.js';
import {
	program, slowAgent, workplace, type Workplace,
} from './car.js';

const onTerminal = (place: Workplace, ...args: readonly string[]): Pty => startPty(process.execPath, [program, ...args], {cwd: place.path, env: place.env});

const untrusted = async (): Promise<Workplace> => {
	const place = await workplace({init: false});
	await place.write('codex-autorunner.yml', 'ticket_flow: {verify: ["test -e work.txt"]}\n');
	await place.git('add', '--all');
	await place.git('commit', '-qm', 'Configure');
	await place.car('init');
	await place.write('.codex-autorunner/config.yml', '');
	await place.ticket(1, {agent: 'script', done: false});
	return place;
};

test('car run: commands that came with the repository, on a terminal -> shown and asked once; no starts nothing', async () => {
	const place = await untrusted();
	const refused = onTerminal(place, 'run');
	await refused.waitFor('[y/N]');
	expect(refused.screen()).toContain('test -e work.txt');
	refused.type(`no${keys.enter}`);
	expect(await refused.exited).toBe(2);
	expect(await place.car('runs')).toMatchObject({stdout: 'No run yet: car run starts one.\n'});

	const agreed = onTerminal(place, 'run');
	await agreed.waitFor('[y/N]');
	agreed.type(`y${keys.enter}`);
	expect(await agreed.exited).toBe(0);
	expect(agreed.raw()).toContain('\u001B[32mpasses\u001B[39m: test -e work.txt');
	await place.ticket(2, {agent: 'script', done: false});
	expect(await place.car('run')).toMatchObject({code: 0});
});

test('car trust: Ctrl-C at the question -> no', async () => {
	const place = await untrusted();
	const asking = onTerminal(place, 'trust');
	await asking.waitFor('[y/N]');
	asking.type(keys.ctrlC);
	expect(await asking.exited).not.toBe(0);
	expect(await place.car('run')).toMatchObject({code: 2});
});

test('car: a repository on a terminal -> the full screen; q leaves and restores', async () => {
	const place = await workplace({agent: slowAgent});
	await place.ticket(1, {title: 'A ticket to see', agent: 'script', done: false});
	const screen = onTerminal(place);
	await screen.waitFor('A ticket to see');
	expect(screen.isAlternate()).toBe(true);
	screen.type('q');
	expect(await screen.exited).toBe(0);
	expect(screen.isAlternate()).toBe(false);
});

test('kill -9 of the screen, then car reset-term: lines, cursor and typing are as before', async () => {
	const place = await workplace({agent: slowAgent});
	await place.ticket(1, {title: 'A ticket to see', agent: 'script', done: false});
	const car = `'${process.execPath}' '${program}'`;
	const shell = startPty('/bin/sh', ['-c', `${car} tui; stty -a; ${car} reset-term; stty -a`], {cwd: place.path, env: place.env});
	await shell.waitFor('A ticket to see');
	const [child] = readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').split(' ');
	process.kill(Number(child), 'SIGKILL');
	await shell.waitFor('The terminal is mended');
	await shell.exited;
	expect(shell.raw()).toMatch(/-icanon[^]* icanon/);
	expect(shell.isAlternate()).toBe(false);
	expect(shell.raw().lastIndexOf('\u001B[?25h')).toBeGreaterThan(shell.raw().lastIndexOf('\u001B[?25l'));
});

test('car run: Ctrl-C on a terminal -> leaves with one line, the run goes on', async () => {
	const place = await workplace({agent: slowAgent});
	await place.ticket(1, {agent: 'script', done: false});
	const watching = onTerminal(place, 'run');
	await watching.waitFor('Working slowly');
	watching.type(keys.ctrlC);
	await watching.waitFor('The run goes on without you');
	expect(await watching.exited).toBe(130);
	expect(await place.car('stop')).toMatchObject({code: 0, stdout: expect.stringContaining('stopped') as string});
});

test('car tui: TERM=dumb -> one line and exit 2, the terminal stays as it was', async () => {
	const place = await workplace();
	// The pty names its own TERM; only a program in between can name another.
	const screen = startPty('/usr/bin/env', ['TERM=dumb', process.execPath, program, 'tui'], {cwd: place.path, env: place.env});
	expect(await screen.exited).toBe(2);
	expect([screen.screen(), screen.isAlternate()]).toEqual([expect.stringContaining('TERM is dumb'), false]);
});

test('car tui: a window of 20x5 -> one line says so, q still leaves', async () => {
	const place = await workplace();
	const screen = startPty(process.execPath, [program, 'tui'], {
		cwd: place.path, env: place.env, columns: 20, rows: 5,
	});
	await screen.waitFor('needs 40x10');
	screen.type('q');
	expect(await screen.exited).toBe(0);
});
