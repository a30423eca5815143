import {execFile, execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {
	holdCommands, readTrust, trustCommands, trustWarning,
} from '../../../source/store/folder/trust-file.js';
import {bundleProgram} from '../../support/bundle-program.js';

let folder: string;
let repo: string;
let env: {XDG_STATE_HOME: string};

beforeEach(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'car-trust-'));
	repo = path.join(folder, 'repo');
	fs.mkdirSync(repo);
	env = {XDG_STATE_HOME: path.join(folder, 'state')};
});

afterEach(() => {
	fs.rmSync(folder, {recursive: true});
});

const file = () => path.join(folder, 'state/codex-autorunner/trust.json');

const answers = (command: string): readonly [trusted: boolean | undefined, pending: boolean | undefined] => {
	const record = readTrust(repo, env);
	return [record?.isTrusted(command), record?.isPending(command)];
};

test('readTrust: nobody was asked -> no record', () => {
	expect([readTrust(repo, env), trustWarning(env)]).toEqual([undefined, undefined]);
});

test('trustCommands: a yes -> kept as hashes alone, in a file for the user alone', () => {
	trustCommands(repo, env, ['npm test']);
	trustCommands(repo, env, ['npm run lint', 'npm test']);
	expect([answers('npm test'), answers('npm run lint'), answers('other')]).toEqual([[true, false], [true, false], [false, false]]);
	expect(fs.statSync(file()).mode % 0o1000).toBe(0o600);
	expect(JSON.parse(fs.readFileSync(file(), 'utf8'))).toEqual({
		version: 1,
		repositories: {
			[fs.realpathSync(repo)]: {
				trusted: [
					'328e123c63857fd8473bd4bd3581e655b08b7440d7f5d2c31cc375607582f539',
					'326d9800e732eb9d5a5eb56384a547a097ed84be317cb2852cea5bb574831812',
				],
				pending: [],
			},
		},
	});
});

test('trustCommands: a yes to nothing -> the human was asked', () => {
	trustCommands(repo, env, []);
	expect(answers('x')).toEqual([false, false]);
});

test('trustCommands: the repository by way of a link -> the same record', () => {
	fs.symlinkSync(repo, path.join(folder, 'link'));
	trustCommands(path.join(folder, 'link'), env, ['a']);
	expect(answers('a')).toEqual([true, false]);
});

test('trustCommands: another repository -> knows nothing of it', () => {
	trustCommands(repo, env, ['a']);
	fs.mkdirSync(path.join(folder, 'other'));
	expect(readTrust(path.join(folder, 'other'), env)).toBeUndefined();
});

test('holdCommands: what an agent wrote -> pending until a human says yes', () => {
	trustCommands(repo, env, ['mine']);
	holdCommands(repo, env, ['theirs', 'mine']);
	expect([answers('theirs'), answers('mine')]).toEqual([[false, true], [true, false]]);
	trustCommands(repo, env, ['theirs']);
	expect(answers('theirs')).toEqual([true, false]);
});

test('holdCommands: before anybody was asked -> no record yet, and still pending after the first yes', () => {
	holdCommands(repo, env, ['theirs']);
	expect(readTrust(repo, env)).toBeUndefined();
	trustCommands(repo, env, ['mine']);
	expect(answers('theirs')).toEqual([false, true]);
});

test.each<[name: string, damage: () => void, warning: RegExp]>([
	['half a file', () => {
		fs.truncateSync(file(), 20);
	}, /is damaged, so nothing in it is trusted\.$/],
	['another shape', () => {
		fs.writeFileSync(file(), '{"version":1,"repositories":{"/x":{"trusted":["short"],"pending":[]}}}');
	}, /is damaged/],
	['readable by others', () => {
		fs.chmodSync(file(), 0o644);
	}, /can be read or changed by others \(chmod 600 mends that\)/],
	['a link', () => {
		fs.renameSync(file(), `${file()}.real`);
		fs.symlinkSync(`${file()}.real`, file());
	}, /is a symbolic link, which is not followed/],
	['a pipe', () => {
		fs.rmSync(file());
		execFileSync('mkfifo', ['-m', '600', file()]);
	}, /is not a regular file/],
])('readTrust: %s -> nothing is trusted, a warning, and the file is kept aside when a new one is written', (_name, damage, warning) => {
	trustCommands(repo, env, ['a']);
	damage();
	expect([readTrust(repo, env), trustWarning(env)]).toEqual([undefined, expect.stringMatching(warning)]);
	trustCommands(repo, env, ['b']);
	expect([answers('a'), answers('b'), trustWarning(env)]).toEqual([[false, false], [true, false], undefined]);
	expect(fs.readdirSync(path.dirname(file())).filter(name => !name.endsWith('.real')).toSorted()).toEqual(['trust.json', 'trust.json.damaged-1']);
});

test.skipIf(process.getuid?.() !== 0)('readTrust: a file of another user -> nothing is trusted', () => {
	trustCommands(repo, env, ['a']);
	fs.chownSync(file(), 12_345, 12_345);
	expect([readTrust(repo, env), trustWarning(env)]).toEqual([undefined, expect.stringMatching(/belongs to another user/)]);
});

test('holdCommands: six workers at once, ten commands each -> all of them are held', async () => {
	const program = path.join(folder, 'hold.mjs');
	await bundleProgram(`
		import {holdCommands} from './store/folder/trust-file.js';
		const [repo, state, name] = process.argv.slice(2);
		for (let index = 0; index < 10; index++) {
			holdCommands(repo, {XDG_STATE_HOME: state}, [name + index]);
		}
	`, program);
	trustCommands(repo, env, []);
	const names = ['a', 'b', 'c', 'd', 'e', 'f'];
	await Promise.all(names.map(async name => promisify(execFile)(process.execPath, [program, repo, env.XDG_STATE_HOME, name])));
	const held = names.flatMap(name => Array.from({length: 10}, (_, index) => answers(`${name}${index}`)[1]));
	expect(held).toEqual(Array.from({length: 60}, () => true));
	expect(fs.readdirSync(path.dirname(file()))).toEqual(['trust.json']);
});

test('trustCommands: whoever was at it died -> taken over after a while', () => {
	fs.mkdirSync(path.dirname(file()), {recursive: true});
	fs.writeFileSync(`${file()}.lock`, '');
	trustCommands(repo, env, ['npm test']);
	expect(answers('npm test')).toEqual([true, false]);
	expect(fs.readdirSync(path.dirname(file()))).toEqual(['trust.json']);
});
