import {
	chmod, chown, readFile, rm, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {UserError} from '../../source/domain/user-error.js';
import {initRepository, openRepository} from '../../source/git/repository.js';
import {tempFolder} from '../support/temp-folder.js';
import {tempRepository} from '../support/temp-repository.js';

const options = {hooks: true, hookTimeoutSeconds: 20};

const errorOf = async (promise: Promise<unknown>): Promise<UserError> => {
	try {
		await promise;
	} catch (error) {
		if (error instanceof UserError) {
			return error;
		}

		throw error;
	}

	throw new Error('it did not fail');
};

/** Runs with a `git` on PATH that notes each call, and returns the notes. */
const countingGit = async (action: () => Promise<unknown>): Promise<readonly string[]> => {
	const folder = await tempFolder('bin');
	const {PATH} = process.env;
	await writeFile(path.join(folder, 'git'), `#!/bin/sh\necho "$*" >> ${folder}/calls\nPATH='${PATH ?? ''}' exec git "$@"\n`);
	await chmod(path.join(folder, 'git'), 0o755);
	process.env.PATH = `${folder}:${PATH ?? ''}`;
	try {
		await action();
	} finally {
		process.env.PATH = PATH;
	}

	try {
		const text = await readFile(path.join(folder, 'calls'), 'utf8');
		return text.trim().split('\n').map(call => call.replaceAll(/-c \S+ |--literal-pathspecs /gv, '').split(' ', 1)[0] ?? '');
	} catch {
		return [];
	}
};

describe('cost', () => {
	it('git processes: each method -> as many as it says, no more', async () => {
		const repo = await tempRepository();
		const repository = openRepository(repo.path, options);
		await repo.write('.codex-autorunner/.gitignore', '*\n');
		await repo.write('a', 'a');
		await repo.write('README.md', 'a');
		const status = await repository.status();
		expect(await countingGit(repository.status)).toEqual(['status']);
		expect(await countingGit(async () => repository.fingerprint(status))).toEqual([]);
		expect(await countingGit(async () => repository.diffStats(status.head, status))).toEqual(['diff']);
		expect(await countingGit(async () => repository.diffStats(status.head, {...status, dirty: status.dirty.filter(entry => entry.untracked)}))).toEqual([]);
		expect(await countingGit(async () => repository.commitAll('One', '', status))).toEqual(['config', 'add', 'commit']);
		await repo.write('a', 'b');
		expect(await countingGit(async () => repository.commitAll('Two', ''))).toEqual(['status', 'add', 'commit']);
		expect(await countingGit(async () => repository.trackedFiles(['a']))).toEqual(['ls-files']);
		expect(await countingGit(async () => repository.commitsSince(null))).toEqual(['log']);
	});
});

describe('repository', () => {
	it('setRef: made, moved, deleted -> as git shows it; no ref of a person can be named by mistake', async () => {
		const repo = await tempRepository();
		const repository = openRepository(repo.path, options);
		const head = await repo.git('rev-parse', 'HEAD');
		await repository.setRef('refs/car/20260101-000000-abcd/7/before', head);
		expect(await repo.git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/car')).toBe(`refs/car/20260101-000000-abcd/7/before ${head}`);
		await repository.setRef('refs/car/20260101-000000-abcd/7/before', null);
		await repository.setRef('refs/car/20260101-000000-abcd/7/before', null);
		expect(await repo.git('for-each-ref', 'refs/car')).toBe('');
		await expect(repository.setRef('HEAD', head)).rejects.toThrow('not a ref');
		await expect(repository.setRef('refs/car/x', '--stdin')).rejects.toThrow('not a ref');
	});

	it('trackedFiles: tracked, new and oddly named paths -> the tracked ones', async () => {
		const repo = await tempRepository();
		await repo.write('*', 'x');
		await repo.write('-z', 'x');
		await repo.git('add', '--', '-z');
		expect(await openRepository(repo.path, options).trackedFiles(['README.md', '*', '-z', 'none'])).toEqual(new Set(['README.md', '-z']));
	});

	it('commitsSince: later commits -> oldest first with subject and body; unborn or a lost commit -> none', async () => {
		const repo = await tempRepository();
		const repository = openRepository(repo.path, options);
		const begin = await repo.git('rev-parse', 'HEAD');
		await repo.git('commit', '-q', '--allow-empty', '-m', 'One', '-m', 'Body\nof two lines');
		await repo.git('commit', '-q', '--allow-empty', '-m', 'Two');
		const commits = await repository.commitsSince(begin);
		expect(commits).toEqual([
			{hash: await repo.git('rev-parse', 'HEAD~1'), subject: 'One', body: 'Body\nof two lines'},
			{hash: await repo.git('rev-parse', 'HEAD'), subject: 'Two', body: ''},
		]);
		const all = await repository.commitsSince(null);
		expect(all.map(commit => commit.subject)).toEqual(['Begin', 'One', 'Two']);
		expect(await repository.commitsSince('1'.repeat(40))).toEqual([]);
		const unborn = await tempRepository({commits: false});
		expect(await openRepository(unborn.path, options).commitsSince(null)).toEqual([]);
		expect(await openRepository(unborn.path, options).findByTrailer('Car-Turn: a/1')).toBeUndefined();
	});

	it('identity: configured -> name and email', async () => {
		const repo = await tempRepository();
		expect(await openRepository(repo.path, options).identity()).toEqual({name: 'Test Person', email: 'test@example.org'});
	});

	it('inherited GIT_*, editor and pager -> git works in the repository it was opened for', async () => {
		const repo = await tempRepository();
		const before = {...process.env};
		Object.assign(process.env, {
			GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere/index', GIT_WORK_TREE: '/', EDITOR: 'false', VISUAL: 'false', PAGER: 'false', PREFIX: '/x', GIT_CONFIG_COUNT: '1',
		});
		try {
			const repository = openRepository(repo.path, options);
			await repo.write('a', 'a');
			expect(await repository.commitAll('Work', '')).toMatchObject({ok: true});
		} finally {
			process.env = before;
		}
	});

	it('initRepository: empty folder -> an unborn repository on main', async () => {
		const folder = await tempFolder();
		await initRepository(folder);
		expect(await openRepository(folder, options).status()).toMatchObject({state: 'unborn', branch: 'main'});
	});
});

describe('what a user can mend', () => {
	it('no repository -> says so and names `car init --git-init`', async () => {
		const folder = await tempFolder();
		const error = await errorOf(openRepository(folder, options).status());
		expect(error.message).toBe(`${folder} is not in a git repository`);
		expect(error.hint).toContain('car init --git-init');
		expect(error.exitCode).toBe(2);
	});

	it('folder that does not exist -> says so', async () => {
		const folder = path.join(await tempFolder(), 'none');
		await expect(initRepository(folder)).rejects.toThrow(`${folder} does not exist`);
	});

	it('bare repository -> says so', async () => {
		const repo = await tempRepository();
		await repo.git('config', 'core.bare', 'true');
		await expect(openRepository(repo.path, options).status()).rejects.toThrow(`${repo.path} is a bare git repository: it has no working tree`);
	});

	it('git not on PATH -> says so', async () => {
		const repo = await tempRepository();
		const {PATH} = process.env;
		process.env.PATH = await tempFolder();
		try {
			await expect(openRepository(repo.path, options).status()).rejects.toThrow('git could not be started');
		} finally {
			process.env.PATH = PATH;
		}
	});

	it('damaged index -> names the damage', async () => {
		const repo = await tempRepository();
		await rm(path.join(repo.path, '.git/index'));
		await repo.write('.git/index', 'not an index at all, and long enough to be read as one');
		await expect(openRepository(repo.path, options).status()).rejects.toThrow('is damaged');
	});

	it.runIf(process.getuid?.() === 0)('repository of another user -> git\'s refusal with the command that trusts it', async () => {
		const repo = await tempRepository();
		await chown(repo.path, 65_534, 65_534);
		await chown(path.join(repo.path, '.git'), 65_534, 65_534);
		const error = await errorOf(openRepository(repo.path, options).status());
		expect(error.message).toContain('belongs to another user');
		expect(error.hint).toBe(`If you trust it: git config --global --add safe.directory ${repo.path}`);
	});
});
