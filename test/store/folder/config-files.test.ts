import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, describe, expect, test,
} from 'vitest';
import {describeConfigProblem, loadConfig, userFolder} from '../../../source/store/folder/config-files.js';

let folder: string;
let repo: string;
let env: {HOME: string; XDG_CONFIG_HOME?: string};

beforeEach(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'car-config-'));
	repo = path.join(folder, 'repo');
	fs.mkdirSync(path.join(repo, '.codex-autorunner'), {recursive: true});
	fs.mkdirSync(path.join(folder, '.config/codex-autorunner'), {recursive: true});
	env = {HOME: folder};
});

afterEach(() => {
	fs.rmSync(folder, {recursive: true});
});

const shared = () => path.join(repo, 'codex-autorunner.yml');
const local = () => path.join(repo, '.codex-autorunner/config.yml');
const mine = () => path.join(folder, '.config/codex-autorunner/config.yml');

const said = (): readonly string[] => loadConfig(repo, env).problems.map(problem => describeConfigProblem(problem));

test('loadConfig: no files -> the built-in configuration and nothing to say', () => {
	const {config, problems, files, commands} = loadConfig(repo, env);
	expect([config.ticketFlow.defaultAgent, problems, files, commands]).toEqual(['codex', [], [], []]);
});

test('loadConfig: three files -> merged in their order, and named', () => {
	fs.writeFileSync(mine(), 'ticket_flow:\n  max_ticket_turns: 1\n  max_lint_retries: 1\n  max_commit_retries: 1\n');
	fs.writeFileSync(shared(), '\uFEFFticket_flow:\r\n  max_ticket_turns: 2\r\n  max_lint_retries: 2\r\n');
	fs.writeFileSync(local(), '# mine alone\nticket_flow:\n  max_ticket_turns: 3\n');
	const {config, problems, files} = loadConfig(repo, env);
	expect([config.ticketFlow.maxCommitRetries, config.ticketFlow.maxLintRetries, config.ticketFlow.maxTicketTurns, problems]).toEqual([1, 2, 3, []]);
	expect(files).toEqual([mine(), 'codex-autorunner.yml', '.codex-autorunner/config.yml']);
});

test('loadConfig: mistakes -> one line each with file, line, key and the nearest right one', () => {
	fs.writeFileSync(shared(), '# ours\nticket_flow:\n  # how often\n  max_ticket_turn: 5\nagents:\n  mine:\n    command: [./run]\n    access: full\n');
	fs.writeFileSync(local(), 'ui: {mouse: sometimes}\n');
	expect(said()).toEqual([
		'codex-autorunner.yml:4: ticket_flow.max_ticket_turn is not a key; did you mean ticket_flow.max_ticket_turns?',
		'codex-autorunner.yml:8: agents.mine.access is taken only from the user\'s own configuration file or --full-access',
		'.codex-autorunner/config.yml:1: ui.mouse must be true or false, not "sometimes"',
	]);
});

describe('loadConfig: files that cannot be taken', () => {
	test.each<[name: string, write: () => void, line: RegExp]>([
		['broken YAML', () => {
			fs.writeFileSync(shared(), 'ui:\n  mouse: true\n editor: "vi\n');
		}, /^codex-autorunner\.yml:\d: /],
		['a key that is there twice', () => {
			fs.writeFileSync(shared(), 'ui:\n  mouse: true\n  mouse: false\n');
		}, /^codex-autorunner\.yml:3: Map keys must be unique/],
		['Latin-1', () => {
			fs.writeFileSync(shared(), Buffer.from([0x75, 0x69, 0x3A, 0xE9]));
		}, /^codex-autorunner\.yml: the file is not UTF-8$/],
		['a comment of 300 KiB', () => {
			fs.writeFileSync(shared(), `# ${'x'.repeat(300_000)}`);
		}, /^codex-autorunner\.yml: the file is larger than 64 KiB$/],
		['a folder', () => {
			fs.mkdirSync(shared());
		}, /^codex-autorunner\.yml: the file is not a regular file$/],
		['a pipe', () => {
			execFileSync('mkfifo', [shared()]);
		}, /^codex-autorunner\.yml: the file is not a regular file$/],
		['a link out of the repository', () => {
			fs.symlinkSync('/etc/hostname', shared());
		}, /^codex-autorunner\.yml: the file is a symbolic link, which is not followed$/],
		['an alias bomb', () => {
			const levels = Array.from({length: 8}, (_, index) => `${String.fromCodePoint(98 + index)}: &${String.fromCodePoint(98 + index)} [${`*${String.fromCodePoint(97 + index)},`.repeat(9)}]`);
			fs.writeFileSync(shared(), ['a: &a [x]', ...levels].join('\n'));
		}, /^codex-autorunner\.yml: .*alias/],
		['20,000 brackets', () => {
			fs.writeFileSync(shared(), `ui: ${'['.repeat(20_000)}`);
		}, /^codex-autorunner\.yml: is nested too deeply$/],
		['20,000 lists in lists', () => {
			fs.writeFileSync(shared(), `ui:\n  ${'- '.repeat(20_000)}`);
		}, /^codex-autorunner\.yml: is nested too deeply$/],
	])('loadConfig: %s -> a problem, and the other files count', (_name, write, line) => {
		write();
		fs.writeFileSync(local(), 'ui:\n  mouse: true\n');
		const loaded = loadConfig(repo, env);
		expect(describeConfigProblem(loaded.problems[0]!)).toMatch(line);
		expect(loaded.config.ui.mouse).toBe(true);
	});

	test('loadConfig: a user file behind a link, as dotfiles are kept -> taken', () => {
		fs.writeFileSync(path.join(folder, 'dotfile.yml'), 'ui: {mouse: true}\n');
		fs.symlinkSync(path.join(folder, 'dotfile.yml'), mine());
		expect(loadConfig(repo, env).config.ui.mouse).toBe(true);
	});
});

test('loadConfig: YAML 1.1 habits -> texts, as YAML 1.2 has them', () => {
	fs.writeFileSync(mine(), 'agents:\n  codex:\n    env: {A: yes, B: 1:30, C: 2026-01-01}\n');
	const {config, problems} = loadConfig(repo, env);
	expect([config.agents.codex?.env, problems]).toEqual([{A: 'yes', B: '1:30', C: '2026-01-01'}, []]);
});

test.each([
	[{HOME: '/h', XDG_CONFIG_HOME: '/c'}, '/c/codex-autorunner', '/h/.local/state/codex-autorunner'],
	[{HOME: '/h', XDG_CONFIG_HOME: 'relative', XDG_STATE_HOME: '/s'}, '/h/.config/codex-autorunner', '/s/codex-autorunner'],
	[{HOME: '/h', XDG_CONFIG_HOME: ''}, '/h/.config/codex-autorunner', '/h/.local/state/codex-autorunner'],
	[{HOME: ''}, path.join(os.userInfo().homedir, '.config/codex-autorunner'), path.join(os.userInfo().homedir, '.local/state/codex-autorunner')],
	[{HOME: 'relative'}, path.join(os.userInfo().homedir, '.config/codex-autorunner'), path.join(os.userInfo().homedir, '.local/state/codex-autorunner')],
])('userFolder: %j -> by the XDG rules', (given, config, state) => {
	expect([userFolder(given, 'XDG_CONFIG_HOME'), userFolder(given, 'XDG_STATE_HOME')]).toEqual([config, state]);
});
