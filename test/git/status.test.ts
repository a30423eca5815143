import {execFile} from 'node:child_process';
import {
	chmod, mkdir, rename, rm, symlink, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import {openRepository} from '../../source/git/repository.js';
import {tempFolder} from '../support/temp-folder.js';
import {tempRepository, type TempRepository} from '../support/temp-repository.js';

const options = {hooks: true, hookTimeoutSeconds: 10};

const fails = async (promise: Promise<unknown>) => {
	await expect(promise).rejects.toThrow();
};

/** Two branches that change one line differently; `main` is checked out. */
const divided = async (): Promise<TempRepository> => {
	const repo = await tempRepository();
	await repo.git('checkout', '-q', '-b', 'other');
	await repo.write('README.md', '# Theirs\n');
	await repo.git('commit', '-qam', 'Theirs');
	await repo.git('checkout', '-q', 'main');
	await repo.write('README.md', '# Ours\n');
	await repo.git('commit', '-qam', 'Ours');
	return repo;
};

describe('status', () => {
	it('status: clean repository -> its head, its branch, nothing dirty', async () => {
		const repo = await tempRepository();
		expect(await openRepository(repo.path, options).status()).toEqual({
			head: await repo.git('rev-parse', 'HEAD'), branch: 'main', dirty: [], unmerged: [], state: 'normal',
		});
	});

	it('status: changed, staged, deleted, untracked and oddly named files -> each with its code', async () => {
		const repo = await tempRepository();
		await repo.write('gone.txt', 'x');
		await repo.write('both.txt', 'x');
		await repo.git('add', '-A');
		await repo.git('commit', '-qm', 'More');
		await repo.write('README.md', 'changed\n');
		await rm(path.join(repo.path, 'gone.txt'));
		await repo.git('rm', '-q', '--cached', 'both.txt');
		await repo.write('staged.txt', 'new');
		await repo.git('add', 'staged.txt');
		await repo.write('deep/er/a b\nc\u001B[31m.txt', 'x');
		await repo.write('-rf', 'x');
		const {dirty} = await openRepository(repo.path, options).status();
		expect(dirty.toSorted((a, b) => a.path < b.path ? -1 : 1)).toEqual([
			{path: '-rf', code: '??', untracked: true},
			{path: 'README.md', code: '.M', untracked: false},
			{path: 'both.txt', code: 'D?', untracked: false},
			{path: 'deep/er/a b\nc\u001B[31m.txt', code: '??', untracked: true},
			{path: 'gone.txt', code: '.D', untracked: false},
			{path: 'staged.txt', code: 'A.', untracked: false},
		]);
	});

	it('status: state folder that nothing ignores -> it is left out', async () => {
		const repo = await tempRepository();
		await repo.write('.codex-autorunner/tickets/TICKET-001.md', 'x');
		await repo.write('.codex-autorunner-not/x', 'x');
		const {dirty} = await openRepository(repo.path, options).status();
		expect(dirty).toEqual([{path: '.codex-autorunner-not/x', code: '??', untracked: true}]);
	});

	it('status: no commit yet -> unborn with a null head', async () => {
		const repo = await tempRepository({commits: false});
		expect(await openRepository(repo.path, options).status()).toEqual({
			head: null, branch: 'main', dirty: [], unmerged: [], state: 'unborn',
		});
	});

	it('status: detached head -> detached with a null branch', async () => {
		const repo = await tempRepository();
		await repo.git('checkout', '-q', '--detach');
		expect(await openRepository(repo.path, options).status()).toMatchObject({branch: null, state: 'detached'});
	});

	it.each([
		{state: 'merge', begin: async (repo: TempRepository) => fails(repo.git('merge', 'other'))},
		{state: 'rebase', begin: async (repo: TempRepository) => fails(repo.git('rebase', 'other'))},
		{state: 'rebase', begin: async (repo: TempRepository) => fails(repo.git('rebase', '--apply', 'other'))},
		{state: 'cherry-pick', begin: async (repo: TempRepository) => fails(repo.git('cherry-pick', 'other'))},
		{
			state: 'revert',
			async begin(repo: TempRepository) {
				await repo.write('README.md', '# Later\n');
				await repo.git('commit', '-qam', 'Later');
				await fails(repo.git('revert', '--no-edit', 'HEAD~1'));
			},
		},
	])('status: $state stopped at a conflict -> $state with the path unmerged', async ({state, begin}) => {
		const repo = await divided();
		await begin(repo);
		const status = await openRepository(repo.path, options).status();
		expect(status.state).toBe(state);
		expect(status.unmerged).toEqual(['README.md']);
	});

	it('status: conflict resolved and merge not concluded -> still merge', async () => {
		const repo = await divided();
		await fails(repo.git('merge', 'other'));
		await repo.write('README.md', '# Both\n');
		await repo.git('add', 'README.md');
		expect(await openRepository(repo.path, options).status()).toMatchObject({state: 'merge', unmerged: []});
	});

	it('status: bisect under way -> bisect', async () => {
		const repo = await divided();
		await repo.git('bisect', 'start');
		expect(await openRepository(repo.path, options).status()).toMatchObject({state: 'bisect'});
	});

	it('status: worktree with a merge of its own -> merge there, normal in the main tree', async () => {
		const repo = await divided();
		const tree = path.join(await tempFolder('tree'), 'tree');
		await repo.git('worktree', 'add', '-q', '-b', 'third', tree);
		await fails(promisify(execFile)('git', ['merge', 'other'], {cwd: tree}));
		expect(await openRepository(tree, options).status()).toMatchObject({state: 'merge', branch: 'third'});
		expect(await openRepository(repo.path, options).status()).toMatchObject({state: 'normal'});
	});

	it('status: submodule that is dirty inside -> clean, no git started in it; its new commit -> dirty', async () => {
		const inner = await tempRepository();
		const repo = await tempRepository();
		await repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'inner');
		await repo.git('commit', '-qm', 'Add it');
		await repo.write('inner/README.md', 'changed\n');
		const repository = openRepository(repo.path, options);
		const {dirty} = await repository.status();
		expect(dirty).toEqual([]);
		await repo.git('-C', 'inner', 'commit', '-qam', 'Changed');
		expect(await repository.status()).toMatchObject({dirty: [{path: 'inner', code: '.M', untracked: false}]});
		expect(await repository.commitAll('Move it', '')).toMatchObject({ok: true});
		expect(await repository.status()).toMatchObject({dirty: []});
	});

	it('status: repository that names a file system monitor and hooks -> neither is started', async () => {
		const repo = await tempRepository();
		const canary = path.join(await tempFolder('canary'), 'ran');
		const hook = path.join(repo.path, '.git/hooks/post-index-change');
		await mkdir(path.dirname(hook), {recursive: true});
		await writeFile(hook, `#!/bin/sh\ntouch ${canary}\n`);
		await chmod(hook, 0o755);
		await repo.git('config', 'core.fsmonitor', `touch ${canary}; false`);
		await openRepository(repo.path, options).status();
		await expect(promisify(execFile)('test', ['-e', canary])).rejects.toThrow();
	});
});

describe('fingerprint', () => {
	it('fingerprint: same tree -> same; staged only -> same; other content, mode, deletion, commit -> other', async () => {
		const repo = await tempRepository();
		const repository = openRepository(repo.path, options);
		const take = async () => repository.fingerprint(await repository.status());
		const clean = await take();
		expect(await take()).toBe(clean);
		await repo.write('new.txt', 'one');
		const one = await take();
		expect(one).not.toBe(clean);
		await repo.git('add', '-A');
		expect(await take()).toBe(one);
		await repo.write('new.txt', 'two');
		const two = await take();
		expect(two).not.toBe(one);
		await chmod(path.join(repo.path, 'new.txt'), 0o755);
		const executable = await take();
		expect(executable).not.toBe(two);
		await repo.git('commit', '-qam', 'New');
		expect(await take()).not.toBe(executable);
		await repo.write('.codex-autorunner/x', 'x');
		const committed = await take();
		await rm(path.join(repo.path, 'README.md'));
		const deleted = await take();
		expect(deleted).not.toBe(committed);
		await symlink('new.txt', path.join(repo.path, 'README.md'));
		expect(await take()).not.toBe(deleted);
	});
});

describe('diff stats', () => {
	it('diff stats: commits, changes, renames and new files since a commit -> all counted, the state folder not', async () => {
		const repo = await tempRepository();
		const repository = openRepository(repo.path, options);
		const before = await repo.git('rev-parse', 'HEAD');
		await repo.write('.codex-autorunner/x', 'x\n');
		expect(await repository.diffStats(before, await repository.status())).toEqual({files: 0, insertions: 0, deletions: 0});
		await repo.write('committed.txt', '1\n2\n');
		await repo.git('add', 'committed.txt');
		await repo.git('commit', '-qm', 'Two lines');
		await repo.write('README.md', '# Another\nline\n');
		await repo.write('new.txt', '1\n2\n3');
		await repo.write('empty.txt', '');
		await repo.write('binary', '\0\n\n\n');
		expect(await repository.diffStats(before, await repository.status())).toEqual({files: 5, insertions: 7, deletions: 1});
	});

	it('diff stats: no commit before -> everything counts as new', async () => {
		const repo = await tempRepository();
		await rename(path.join(repo.path, 'README.md'), path.join(repo.path, 'other.md'));
		const repository = openRepository(repo.path, options);
		expect(await repository.diffStats(null, await repository.status())).toEqual({files: 1, insertions: 1, deletions: 0});
	});

	it('diff stats: unborn repository with staged files -> counted, also with SHA-256 names', async () => {
		const repo = await tempRepository({commits: false});
		await rm(path.join(repo.path, '.git'), {recursive: true});
		await repo.git('init', '-q', '--object-format=sha256');
		await mkdir(path.join(repo.path, 'a'));
		await repo.write('a/staged.txt', '1\n2\n');
		await repo.git('add', '-A');
		const repository = openRepository(repo.path, options);
		expect(await repository.diffStats(null, await repository.status())).toEqual({files: 1, insertions: 2, deletions: 0});
	});
});
