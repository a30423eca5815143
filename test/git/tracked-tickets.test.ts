import {rm} from 'node:fs/promises';
import path from 'node:path';
import {expect, it} from 'vitest';
import {openRepository} from '../../source/git/repository.js';
import {tempRepository, type TempRepository} from '../support/temp-repository.js';

const options = {hooks: true, hookTimeoutSeconds: 20};
const state = '.codex-autorunner';

/** A repository whose human has git track these files of the state folder, which ignores itself. */
const tracking = async (...files: readonly string[]): Promise<TempRepository> => {
	const repo = await tempRepository();
	await repo.write(`${state}/.gitignore`, '*\n');
	for (const file of files) {
		await repo.write(`${state}/${file}`, 'before\n');
		await repo.git('add', '-f', `${state}/${file}`);
	}

	if (files.length > 0) {
		await repo.git('commit', '-qm', 'Track the tickets');
	}

	return repo;
};

const dirtyIn = async (repo: TempRepository): Promise<readonly string[]> => {
	const {dirty} = await openRepository(repo.path, options).status();
	return dirty.map(({path: file, code}) => `${code} ${file}`);
};

const committedIn = async (repo: TempRepository): Promise<string> => {
	expect(await openRepository(repo.path, options).commitAll('Work', '')).toMatchObject({ok: true});
	return repo.git('show', '--name-status', '--no-renames', '--format=', 'HEAD');
};

it('tracked tickets: changed, deleted, in the workspace -> dirty, and committed with the work', async () => {
	const repo = await tracking('tickets/TICKET-001.md', 'tickets/TICKET-002.md', 'workspace/deep/spec.md');
	expect(await dirtyIn(repo)).toEqual([]);
	await repo.write(`${state}/tickets/TICKET-001.md`, 'after\n');
	await rm(path.join(repo.path, state, 'tickets/TICKET-002.md'));
	await repo.write(`${state}/tickets/TICKET-003.md`, 'nobody tracks it\n');
	await repo.write(`${state}/workspace/deep/spec.md`, 'after\n');
	await repo.write('work.txt', 'x');
	expect(await dirtyIn(repo)).toEqual([`.M ${state}/tickets/TICKET-001.md`, `.D ${state}/tickets/TICKET-002.md`, `.M ${state}/workspace/deep/spec.md`, '?? work.txt']);
	expect(await committedIn(repo)).toBe(`M\t${state}/tickets/TICKET-001.md\nD\t${state}/tickets/TICKET-002.md\nM\t${state}/workspace/deep/spec.md\nA\twork.txt`);
	expect(await dirtyIn(repo)).toEqual([]);
});

it('tracked tickets: added by force and not committed yet -> dirty, and committed', async () => {
	const repo = await tracking();
	await repo.write(`${state}/tickets/TICKET-001.md`, 'x');
	await repo.git('add', '-f', `${state}/tickets/TICKET-001.md`);
	expect(await dirtyIn(repo)).toEqual([`A. ${state}/tickets/TICKET-001.md`]);
	expect(await committedIn(repo)).toBe(`A\t${state}/tickets/TICKET-001.md`);
});

it('tracked tickets: everything else of the state folder, tracked or added -> never dirty, never committed, whatever is staged beside it', async () => {
	const repo = await tracking('runs/one/events.jsonl', 'config.yml', 'tickets/TICKET-001.md');
	await repo.write(`${state}/runs/one/events.jsonl`, 'after\n');
	await repo.write(`${state}/config.yml`, 'after\n');
	await repo.write(`${state}/runs/two/events.jsonl`, 'new\n');
	await repo.git('add', '-f', `${state}/config.yml`, `${state}/runs/two/events.jsonl`);
	expect(await dirtyIn(repo)).toEqual([]);
	await repo.write(`${state}/tickets/TICKET-001.md`, 'after\n');
	await repo.git('add', '-f', `${state}/tickets/TICKET-001.md`);
	expect(await committedIn(repo)).toBe(`M\t${state}/tickets/TICKET-001.md`);
});

it('tracked tickets: git has no commit yet -> those are committed, nothing else of the state folder', async () => {
	const repo = await tempRepository({commits: false});
	await repo.write(`${state}/.gitignore`, '*\n');
	await repo.write(`${state}/tickets/TICKET-001.md`, 'x');
	await repo.write(`${state}/runs/one/events.jsonl`, 'x');
	await repo.git('add', '-f', `${state}/tickets`, `${state}/runs`);
	expect(await committedIn(repo)).toBe(`A\t${state}/tickets/TICKET-001.md`);
});
