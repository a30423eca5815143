import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {commands} from '../../source/cli/commands.js';
import {commandHelp} from '../../source/cli/help.js';
import {tempFolder} from '../support/temp-folder.js';
import {tempRepository} from '../support/temp-repository.js';
import {
	runCar, runProgram, workplace, type Answer,
} from './car.js';

const {version} = JSON.parse(await readFile(path.join(import.meta.dirname, '../../package.json'), 'utf8')) as {version: string};

const nowhere = await tempFolder('nowhere');

test('car --version: anywhere -> the version alone', async () => {
	expect(await runProgram(['--version'], {cwd: nowhere})).toEqual({code: 0, stdout: `${version}\n`, stderr: ''});
});

test('car: no terminal -> the help, exit 0', async () => {
	const {code, stdout} = await runCar([], {cwd: nowhere});
	expect(code).toBe(0);
	expect(stdout).toContain('Begin with: car init');
	expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
	expect(await runCar(['--help'], {cwd: nowhere})).toMatchObject({code: 0, stdout});
	expect(await runCar(['help'], {cwd: nowhere})).toMatchObject({code: 0, stdout});
});

test.each(Object.entries(commands).filter(([, {summary}]) => summary !== undefined))('car %s --help -> its help in 80 columns', async (name, {load}) => {
	const {command} = await load();
	const help = commandHelp(command);
	expect(help).toMatch(new RegExp(`^car ${name}`, 'v'));
	expect(help).toContain('--repo PATH');
	expect(help.split('\n').filter(line => line.length > 80)).toEqual([]);
});

test.each([['status', '--help'], ['help', 'status'], ['--repo', 'gone', 'status', '--json', '--help']])('car %s %s: anywhere -> the help of the command, exit 0', async (...args) => {
	const {command} = await commands.status!.load();
	expect(await runCar(args, {cwd: nowhere})).toEqual({code: 0, stdout: commandHelp(command), stderr: ''});
});

const repository = await tempRepository();

test.each([
	[['statsu'], 'There is no command statsu.', 'Did you mean car status?'],
	[['frobnicate'], 'There is no command frobnicate.', 'car --help lists the commands.'],
	[['constructor'], 'There is no command constructor.', 'car --help lists the commands.'],
	[['status', '--jsno'], 'car status has no flag --jsno.', 'Did you mean --json?'],
	[['run', '--no-anwser'], 'car run has no flag --no-anwser.', 'Did you mean --no-answer?'],
	[['run', '--max-turn', '3'], 'car run has no flag --max-turn.', 'Did you mean --max-turns?'],
	[['run', '--max-turns', 'many'], '--max-turns takes a whole number of at least 1, not "many".', 'For example: --max-turns 3'],
	[['run', '--max-turns', '0'], '--max-turns takes a whole number of at least 1, not "0".', 'For example: --max-turns 3'],
	[['run', '--max-turns'], '--max-turns needs a value.', 'car run --help shows how it is written.'],
	[['run', '--max-turns', '1', '--max-turns', '2'], 'The flag --max-turns can only be set once.', 'car run --help shows how its flags are written.'],
	[['run', '--foreground', '--detach'], '--foreground and --detach contradict each other.', 'With --foreground this process is the worker; with --detach nobody watches it.'],
	[['status', 'now'], 'car status does not know what to do with "now".', 'car status --help shows what it takes.'],
	[['reply', 'two', 'words'], 'car reply does not know what to do with "words".', 'car reply --help shows what it takes (put text into quotes).'],
	[['reply'], 'There is no text to send.', 'car reply --help shows how to answer; car inbox what is asked.'],
	[['reply', '--allow', '--deny'], 'Only one of --allow and --deny can be the answer.', 'car reply --help shows how to answer; car inbox what is asked.'],
	[['reply', '--allow', 'because'], '--allow is the whole answer: no text, title or file goes with it.', 'car reply --help shows how to answer; car inbox what is asked.'],
	[['log', '--grep', '('], '--grep: Invalid regular expression: /(/u: Unterminated group', 'A regular expression as JavaScript knows them; case matters.'],
	[['log', '--turn', 'x'], '--turn takes a whole number of at least 1, not "x".', 'For example: --turn 3'],
	[['report', '--since', 'lunch'], '--since does not understand "lunch".', 'Write 8h, 90m, 2d, 2026-11-22 or 2026-11-22T06:30.'],
	[['tickets', 'shwo'], 'car tickets cannot shwo.', 'Did you mean car tickets show?'],
	[['tickets', 'list', '--before', '3'], '--before goes with car tickets move.', 'car tickets move 7 --before 3'],
	[['tickets', 'new'], 'The new ticket needs a title.', 'car tickets new "What to do"'],
	[['edit', 'specs'], 'There is no document specs.', 'Did you mean spec?'],
	[['edit'], 'car edit needs the name of a document.', 'They are active_context, decisions, spec.'],
	[['notify', 'tset'], 'car notify cannot tset.', 'Did you mean car notify test?'],
	[['flow', 'worker'], 'This is for the program itself.', 'car run starts a worker.'],
	[['tui'], 'The full screen needs a terminal, and stdin or stdout is none.', 'Without one: car status, car log, car inbox, car run.'],
])('car %j: wrong usage -> exit 2, what and what to do', async (args, message, hint) => {
	expect(await runCar(args, {cwd: repository.path})).toEqual({code: 2, stdout: '', stderr: `car: ${message}\n  ${hint}\n`});
});

test('car status: not in a repository -> exit 2 with the way out', async () => {
	const {code, stderr} = await runCar(['status'], {cwd: nowhere});
	expect(code).toBe(2);
	expect(stderr).toBe(`car: ${nowhere} is in no git repository.\n  car init --git-init makes one here; --repo PATH names another.\n`);
});

test('car --repo: before or behind the command, from below the top -> that repository', async () => {
	await repository.write('src/deep/file.txt', '');
	for (const args of [['--repo', repository.path, 'status', '--json'], ['status', '--json', `--repo=${repository.path}`]]) {
		const {code, stdout} = await runCar(args, {cwd: nowhere});
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({repo: repository.path});
	}

	const {stdout} = await runCar(['status', '--json'], {cwd: path.join(repository.path, 'src/deep')});
	expect(JSON.parse(stdout)).toMatchObject({repo: repository.path});
	expect(await runCar(['status', '--repo', path.join(nowhere, 'gone')], {cwd: nowhere})).toMatchObject({code: 2, stderr: `car: There is no folder ${path.join(nowhere, 'gone')}.\n  --repo PATH names a git repository.\n`});
});

test('--debug: an error -> its stack as well', async () => {
	const {code, stderr} = await runCar(['status', '--debug'], {cwd: nowhere});
	expect(code).toBe(2);
	expect(stderr).toContain('is in no git repository.');
	expect(stderr).toMatch(/^ {4}at /mv);
});

/** A repository with a ticket, in which nothing ran yet. */
const waiting = await workplace();
await waiting.ticket(1, {title: 'First', agent: 'script', done: false});

test.each([
	[['status']],
	[['tickets']],
	[['tickets', 'show', '1', '--json']],
	[['tickets', 'lint']],
	[['inbox']],
	[['runs']],
	[['report', '--since', '2026-01-01']],
	[['log']],
	[['doctor']],
	[['trust']],
	[['pause']],
	[['stop']],
	[['notify', 'test']],
	[['edit', 'nothing']],
	[['init']],
	[['init', '--help']],
	[['run', '--check']],
	[['resume', '--check', '--json']],
	[['reply', '-']],
	[['frobnicate']],
])('car %j: the built program in a process of its own -> the answer of the same call in this process', async args => {
	const call = {cwd: waiting.path, env: waiting.env, input: 'An answer that came on stdin.'};
	const answer = await runProgram(args, call);
	const free = / \d+\.\d GB free|kept in \S+|\d\d:\d\dZ?/gv;
	const plainly = ({code, stdout, stderr}: Answer) => ({code, stdout: stdout.replaceAll(free, ''), stderr: stderr.replaceAll(free, '')});
	expect(plainly(answer)).toEqual(plainly(await runCar(args, call)));
	expect(answer.stdout + answer.stderr).not.toBe('');
});
