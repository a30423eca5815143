import {
	chmod, mkdir, readdir, readFile, rm, truncate, writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {describe, expect, it} from 'vitest';
import {openRepository} from '../../source/git/repository.js';
import {tempFolder} from '../support/temp-folder.js';
import {tempRepository, type TempRepository} from '../support/temp-repository.js';

const options = {hooks: true, hookTimeoutSeconds: 20};

const trailer = 'Car-Turn: 20260101-000000-abcd/3';

const hook = async (repo: TempRepository, name: string, script: string) => {
	const file = path.join(repo.path, '.git/hooks', name);
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, `#!/bin/sh\n${script}\n`);
	await chmod(file, 0o755);
};

/** Processes that live now and have the text in their environment or arguments. */
const processesWith = async (text: string): Promise<readonly string[]> => {
	const found: string[] = [];
	for (const pid of await readdir('/proc')) {
		try {
			const all = await Promise.all(['environ', 'cmdline'].map(async name => readFile(`/proc/${pid}/${name}`, 'utf8')));
			if (/^\d+$/v.test(pid) && Number(pid) !== process.pid && all.join(' ').includes(text)) {
				found.push(pid);
			}
		} catch {
			// Gone meanwhile.
		}
	}

	return found;
};

describe('commitAll', () => {
	it('commitAll: changed, staged, deleted and new files -> one commit with the trailer, a clean tree', async () => {
		const repo = await tempRepository();
		await repo.write('gone.txt', 'x');
		await repo.git('add', '-A');
		await repo.git('commit', '-qm', 'More');
		await rm(path.join(repo.path, 'gone.txt'));
		await repo.write('README.md', 'changed\n');
		await repo.write('staged', 'x');
		await repo.git('add', 'staged');
		await repo.write(':(top)odd *', 'x');
		await repo.write('.codex-autorunner/tickets/TICKET-001.md', 'x');
		const repository = openRepository(repo.path, options);
		const result = await repository.commitAll('TICKET-001: # A title\n\n# a line that looks like a comment', trailer);
		expect(result).toEqual({ok: true, commit: await repo.git('rev-parse', 'HEAD'), skipped: []});
		expect(await repo.git('log', '-1', '--format=%B')).toBe(`TICKET-001: # A title\n\n# a line that looks like a comment\n\n${trailer}\n`.trimEnd());
		expect(await repo.git('show', '--name-status', '--no-renames', '--format=', '-z', 'HEAD')).toBe('A\0:(top)odd *\0M\0README.md\0D\0gone.txt\0A\0staged\0');
		expect(await repo.git('status', '--porcelain')).toBe('?? .codex-autorunner/');
		expect(await repository.commitAll('Again', trailer)).toEqual({
			ok: false, code: 'nothing', error: 'Nothing to commit.', skipped: [],
		});
		expect(await repository.findByTrailer(trailer)).toBe(await repo.git('rev-parse', 'HEAD'));
		expect(await repository.findByTrailer(trailer.slice(0, -1))).toBeUndefined();
		expect(await repository.findByTrailer(`${trailer}3`)).toBeUndefined();
	});

	it('commitAll: state folder added to the index, also where nothing was committed yet -> taken out, not committed', async () => {
		for (const commits of [true, false]) {
			const repo = await tempRepository({commits});
			await repo.write('.codex-autorunner/tickets/TICKET-001.md', 'x');
			await repo.write('work.txt', 'x');
			await repo.git('add', '-A');
			const result = await openRepository(repo.path, options).commitAll('Work', trailer);
			expect(result.ok).toBe(true);
			expect(await repo.git('show', '--name-only', '--format=', 'HEAD')).toBe('work.txt');
		}
	});

	it('commitAll: ignored files, an ignored state folder and a known status -> committed without them', async () => {
		const repo = await tempRepository();
		await repo.write('.gitignore', '.codex-autorunner\nlogs\n');
		await repo.write('.codex-autorunner/x', 'x');
		await repo.write('logs/x', 'x');
		const repository = openRepository(repo.path, options);
		const result = await repository.commitAll('Work', trailer, await repository.status());
		expect(result.ok).toBe(true);
		expect(await repo.git('show', '--name-only', '--format=', 'HEAD')).toBe('.gitignore');
	});

	it('commitAll: unborn and detached heads -> committed', async () => {
		const repo = await tempRepository({commits: false});
		await repo.write('a', 'a');
		expect(await openRepository(repo.path, options).commitAll('First', '')).toMatchObject({ok: true});
		expect(await repo.git('log', '-1', '--format=%B')).toBe('First');
		await repo.git('checkout', '-q', '--detach');
		await repo.write('a', 'b');
		expect(await openRepository(repo.path, options).commitAll('Second', trailer)).toEqual({ok: true, commit: await repo.git('rev-parse', 'HEAD'), skipped: []});
	});

	it('commitAll: packed refs and a worktree -> the hash of the new commit', async () => {
		const repo = await tempRepository();
		const tree = path.join(await tempFolder('tree'), 'tree');
		await repo.git('worktree', 'add', '-q', '-b', 'second', tree);
		await repo.git('pack-refs', '--all');
		await writeFile(path.join(tree, 'a'), 'a');
		const result = await openRepository(tree, options).commitAll('In the worktree', trailer);
		expect(result).toEqual({ok: true, commit: await repo.git('rev-parse', 'second'), skipped: []});
	});

	it('commitAll: conflict in a merge -> refused with the path, nothing committed', async () => {
		const repo = await tempRepository();
		await repo.git('checkout', '-q', '-b', 'other');
		await repo.write('README.md', 'theirs\n');
		await repo.git('commit', '-qam', 'Theirs');
		await repo.git('checkout', '-q', 'main');
		await repo.write('README.md', 'ours\n');
		await repo.git('commit', '-qam', 'Ours');
		await expect(repo.git('merge', 'other')).rejects.toThrow();
		const head = await repo.git('rev-parse', 'HEAD');
		const repository = openRepository(repo.path, options);
		expect(await repository.commitAll('No', trailer)).toMatchObject({ok: false, code: 'state', error: expect.stringContaining('README.md') as string});
		await repo.git('add', 'README.md');
		expect(await repository.commitAll('No', trailer)).toMatchObject({ok: false, code: 'state', error: 'Not committed: a merge is in progress. Finish or abort it first.'});
		expect(await repo.git('rev-parse', 'HEAD')).toBe(head);
	});

	it('commitAll: untracked file over 20 MiB and a nested repository -> left out and named', async () => {
		const repo = await tempRepository();
		await repo.write('big.bin', '');
		await truncate(path.join(repo.path, 'big.bin'), (20 * 1024 * 1024) + 1);
		await repo.git('init', '-q', 'nested');
		const repository = openRepository(repo.path, options);
		expect(await repository.commitAll('Only those', trailer)).toEqual({
			ok: false, code: 'nothing', error: 'Nothing to commit, apart from what is left out: big.bin, nested/.', skipped: ['big.bin', 'nested/'],
		});
		await repo.write('small', 'x');
		expect(await repository.commitAll('And one more', trailer)).toMatchObject({ok: true, skipped: ['big.bin', 'nested/']});
		expect(await repo.git('show', '--name-only', '--format=', 'HEAD')).toBe('small');
	});

	it('commitAll: no identity configured -> committed as car; half of one -> the other half', async () => {
		const {HOME} = process.env;
		process.env.HOME = await tempFolder('home');
		try {
			const repo = await tempRepository({commits: false});
			await repo.write('a', 'a');
			const repository = openRepository(repo.path, options);
			expect(await repository.identity()).toEqual({name: null, email: null});
			expect(await repository.commitAll('First', trailer)).toMatchObject({ok: true});
			expect(await repo.git('log', '-1', '--format=%an <%ae>')).toBe('car <car@localhost>');
			await repo.git('config', 'user.name', 'A Person');
			await repo.write('a', 'b');
			expect(await repository.commitAll('Second', trailer)).toMatchObject({ok: true});
			expect(await repo.git('log', '-1', '--format=%an <%ae>')).toBe('A Person <car@localhost>');
		} finally {
			process.env.HOME = HOME;
		}
	});
});

describe('hooks and locks', () => {
	it('commitAll: hook that fails without a word -> refused with a sentence of ours', async () => {
		const repo = await tempRepository();
		await hook(repo, 'pre-commit', 'exit 1');
		await repo.write('a', 'a');
		expect(await openRepository(repo.path, options).commitAll('Work', trailer)).toEqual({
			ok: false, code: 'refused', error: 'The commit was refused (exit code 1): a hook failed and printed nothing', skipped: [],
		});
	});

	it('commitAll: hook that prints much and fails -> refused with the tail of its output', async () => {
		const repo = await tempRepository();
		await hook(repo, 'pre-commit', 'seq 1 20000; echo lint failed in a.js >&2; exit 3');
		await repo.write('a', 'a');
		const result = await openRepository(repo.path, options).commitAll('Work', trailer);
		expect(result).toMatchObject({ok: false, code: 'refused'});
		expect(result.ok ? '' : result.error).toMatch(/lint failed in a\.js$/v);
		expect(result.ok ? 0 : result.error.length).toBeLessThan(4200);
	});

	it('commitAll: hooks off -> none of them runs', async () => {
		const repo = await tempRepository();
		const canary = path.join(await tempFolder('canary'), 'ran');
		for (const name of ['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit']) {
			await hook(repo, name, `touch ${canary}; exit 1`);
		}

		await repo.write('a', 'a');
		expect(await openRepository(repo.path, {...options, hooks: false}).commitAll('Work', trailer)).toMatchObject({ok: true});
		await expect(readFile(canary)).rejects.toThrow();
	});

	it('commitAll: hook that hangs, ignores TERM and starts a session of its own -> ended at the limit, no process and no lock left', async () => {
		const repo = await tempRepository();
		await hook(repo, 'pre-commit', `trap "" TERM\nCANARY_HOOK=hangs-${process.pid}; export CANARY_HOOK\nsetsid sleep 300 &\n(sleep 300 &)\nsleep 300\nsleep 300`);
		await repo.write('a', 'a');
		const repository = openRepository(repo.path, {...options, hookTimeoutSeconds: 0.5});
		const result = await repository.commitAll('Work', trailer);
		expect(result).toMatchObject({ok: false, code: 'refused', error: 'The commit was refused: it did not finish within 0.5 s and was ended with its hooks.'});
		expect(await processesWith(`CANARY_HOOK=hangs-${process.pid}`)).toEqual([]);
		expect(await readdir(path.join(repo.path, '.git'))).not.toContain('index.lock');
		await rm(path.join(repo.path, '.git/hooks/pre-commit'));
		expect(await repository.commitAll('Work', trailer)).toMatchObject({ok: true});
	});

	it('commitAll: hook that leaves a process holding the output -> committed without waiting for it', async () => {
		const repo = await tempRepository();
		await hook(repo, 'post-commit', `CANARY_HOOK=stays-${process.pid} sleep 20 &`);
		await repo.write('a', 'a');
		expect(await openRepository(repo.path, options).commitAll('Work', trailer)).toMatchObject({ok: true});
		let left: readonly string[] = [];
		while (left.length === 0) {
			left = await processesWith(`CANARY_HOOK=stays-${process.pid}`);
		}

		expect(left).toHaveLength(1);
		process.kill(Number(left[0]), 'SIGKILL');
	});

	it('commitAll: index that stays locked -> a value that names the lock, which is not removed', async () => {
		const repo = await tempRepository();
		await repo.write('a', 'a');
		await repo.write('.git/index.lock', '');
		const result = await openRepository(repo.path, {...options, lockDelays: [1, 1]}).commitAll('Work', trailer);
		expect(result).toMatchObject({ok: false, code: 'lock', error: expect.stringContaining(path.join(repo.path, '.git/index.lock')) as string});
		expect(await repo.read('.git/index.lock')).toBe('');
	});

	it('commitAll: index that is freed meanwhile -> committed', async () => {
		const repo = await tempRepository();
		await repo.write('a', 'a');
		await repo.write('.git/index.lock', '');
		const [result] = await Promise.all([
			openRepository(repo.path, options).commitAll('Work', trailer),
			rm(path.join(repo.path, '.git/index.lock')),
		]);
		expect(result).toMatchObject({ok: true});
	});
});
