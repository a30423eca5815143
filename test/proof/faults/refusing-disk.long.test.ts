import {execFileSync, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {
	afterEach, describe, expect, test,
} from 'vitest';
import {program, workplace, type Workplace} from '../../cli/car.js';

const mounts: string[] = [];

afterEach(() => {
	for (const mount of mounts.splice(0)) {
		execFileSync('umount', ['-l', mount]);
	}
});

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

const contents = (folder: string): readonly string[] => fs.readdirSync(folder, {recursive: true}).map(String).toSorted()
	.map(name => `${name} ${fs.statSync(path.join(folder, name)).isFile() ? fs.readFileSync(path.join(folder, name), 'utf8') : ''}`);

/** The commands of a human that write, each with its exit code and its first line. */
const writers: ReadonlyArray<readonly string[]> = [['run'], ['run', '--foreground'], ['tickets', 'done', '1'], ['tickets', 'new', 'Another one']];

describe.skipIf(!isRoot)('a disk that refuses (needs root to make one)', () => {
	test('it can only be read -> every command says so in one sentence and exits 1, reading works, nothing changes', async () => {
		const place = await workplace();
		await place.ticket(1, {agent: 'script', done: false});
		const state = path.join(place.path, '.codex-autorunner');
		execFileSync('mount', ['--bind', state, state]);
		mounts.push(state);
		execFileSync('mount', ['-o', 'remount,ro,bind', state]);
		const before = contents(state);
		for (const args of writers) {
			const {code, stderr} = await place.car(...args);
			expect([args, code, stderr.split('\n')[0]]).toEqual([args, 1, expect.stringMatching(/^car: The disk can only be read/)]);
		}

		expect(await place.car('status')).toMatchObject({code: 0});
		expect(contents(state)).toEqual(before);
	});

	test('no right to write -> every command says so in one sentence and exits 1, nothing changes', async () => {
		const place = await workplace();
		await place.ticket(1, {agent: 'script', done: false});
		const state = path.join(place.path, '.codex-autorunner');
		// The other user may not be let into the folder of the project.
		const copy = path.join(place.path, '.git/program');
		fs.cpSync(path.dirname(program), copy, {recursive: true});
		giveTo(place, 65_534);
		execFileSync('chmod', ['-R', 'a-w', state]);
		const before = contents(state);
		for (const args of writers) {
			const {status, stderr} = spawnSync(process.execPath, [path.join(copy, 'cli.js'), ...args], {
				cwd: place.path, uid: 65_534, gid: 65_534, encoding: 'utf8', timeout: 100_000, env: {
					...process.env, ...place.env, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*',
				},
			});
			expect([args, status, stderr.split('\n')[0]]).toEqual([args, 1, expect.stringMatching(/^car: This is not allowed/)]);
		}

		expect(contents(state)).toEqual(before);
	});

	test('too few descriptors -> said in one sentence, exit 1, nothing of the ticket is lost; with more it completes', async () => {
		const place = await workplace();
		await place.ticket(1, {agent: 'script', done: false});
		const ticket = path.join(place.path, '.codex-autorunner/tickets/TICKET-001.md');
		const before = fs.readFileSync(ticket, 'utf8');
		const said: string[] = [];
		for (let limit = 18; limit < 30; limit++) {
			const {status, stderr} = spawnSync('sh', ['-c', `ulimit -n ${limit}; exec "$@"`, 'sh', process.execPath, program, 'tickets', 'done', '1'], {
				cwd: place.path, encoding: 'utf8', timeout: 100_000, env: {...process.env, ...place.env},
			});
			if (status === 0) {
				expect(fs.readFileSync(ticket, 'utf8')).toBe(before.replace('done: false', 'done: true'));
				fs.writeFileSync(ticket, before);
			} else {
				said.push(stderr.split('\n')[0] ?? '');
				expect(fs.readFileSync(ticket, 'utf8')).toBe(before);
			}
		}

		// With very few Node itself does not begin.
		const ours = said.filter(line => !line.startsWith('node:'));
		expect(ours.filter(line => !line.startsWith('car: Too many files are open'))).toEqual([]);
		expect(ours.length).toBeGreaterThan(0);
		expect(await place.car('run')).toMatchObject({code: 0});
	});
});

/** Makes somebody else the owner of a place. The folders above are for their owner alone; who reads must get through. */
const giveTo = (place: Workplace, user: number): void => {
	for (let at = place.path; at !== path.dirname(at); at = path.dirname(at)) {
		if ((fs.statSync(at).mode % 8) < 5) {
			fs.chmodSync(at, 0o755);
		}
	}

	execFileSync('chown', ['-R', `${user}:${user}`, place.path, path.dirname(place.env.XDG_CONFIG_HOME ?? '')]);
};
