import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openRepository} from '../../source/git/repository.js';
import {tempRepository, type TempRepository} from '../support/temp-repository.js';

const options = {hooks: true, hookTimeoutSeconds: 20};

const bytesIn = (repo: TempRepository, name: string): Buffer => Buffer.concat([Buffer.from(`${repo.path}/`), Buffer.from(name, 'latin1')]);

const namesIn = async (repo: TempRepository): Promise<readonly string[]> => {
	const text = await repo.git('-c', 'core.quotePath=true', 'ls-files');
	return text.split('\n');
};

test('commitAll: names that are no UTF-8, new, changed and deleted -> committed like any other; what is left out stays out', async () => {
	const repo = await tempRepository();
	const names = ['bad\u{FF}.txt', 'bad\u{FE}.txt', '[*]\u{FF}', '\u{FF}\u{FE}'];
	for (const name of names) {
		fs.writeFileSync(bytesIn(repo, name), 'one\n');
	}

	await repo.write('plain.txt', 'x');
	await repo.write('.codex-autorunner/inside', 'x');
	// Its name fits the pattern of the others, and it is too large.
	await repo.write('badü.txt', '');
	fs.truncateSync(path.join(repo.path, 'badü.txt'), 21 * 1024 * 1024);
	const repository = openRepository(repo.path, options);
	expect(await repository.commitAll('First', '')).toMatchObject({ok: true, skipped: ['badü.txt']});
	expect(await namesIn(repo)).toEqual(['README.md', String.raw`"[*]\377"`, String.raw`"bad\376.txt"`, String.raw`"bad\377.txt"`, 'plain.txt', String.raw`"\377\376"`]);
	fs.writeFileSync(bytesIn(repo, 'bad\u{FF}.txt'), 'two\n');
	fs.rmSync(bytesIn(repo, '\u{FF}\u{FE}'));
	expect(await repository.commitAll('Second', '')).toMatchObject({ok: true});
	expect(await repo.git('-c', 'core.quotePath=true', 'show', '--name-status', '--format=', 'HEAD')).toBe('M\t"bad\\377.txt"\nD\t"\\377\\376"');
	expect(await repo.git('status', '--porcelain', '-z')).toBe('?? .codex-autorunner/\0?? badü.txt\0');
});

test('commitAll: a file that goes away after the look, an ordinary one and one whose name is no UTF-8 -> the rest is committed', async () => {
	const repo = await tempRepository();
	const repository = openRepository(repo.path, options);
	await repo.write('work.txt', 'x');
	for (const name of ['.work.txt.swp', '\u{FF}.swp']) {
		fs.writeFileSync(bytesIn(repo, name), 'x');
		await repo.write('work.txt', `with ${name.length}`);
		const status = await repository.status();
		fs.rmSync(bytesIn(repo, name));
		expect(await repository.commitAll('Work', '', status)).toMatchObject({ok: true});
	}

	expect([await namesIn(repo), await repo.git('status', '--porcelain')]).toEqual([['README.md', 'work.txt'], '']);
});

test('commitAll: the only file goes away after the look -> nothing to commit', async () => {
	const repo = await tempRepository();
	const repository = openRepository(repo.path, options);
	await repo.write('work.txt', 'x');
	const status = await repository.status();
	fs.rmSync(path.join(repo.path, 'work.txt'));
	expect(await repository.commitAll('Work', '', status)).toMatchObject({ok: false, code: 'nothing'});
});

test('commitAll: NUL and other control characters in the message -> left out, lines and tabs stay', async () => {
	const repo = await tempRepository();
	await repo.write('work.txt', 'x');
	expect(await openRepository(repo.path, options).commitAll('TICKET-001: a\0b\u{1B}[31mc\r\n\nmore\there', 'Car-Turn: r/1')).toMatchObject({ok: true});
	expect(await repo.git('log', '-1', '--format=%B')).toBe('TICKET-001: ab[31mc\n\nmore\there\n\nCar-Turn: r/1');
});
