import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {commitText, diffText} from '../../source/git/show-diff.js';
import {tempRepository} from '../support/temp-repository.js';

test('diffText, commitText: a patch of 40 MB -> 8 MiB of whole lines with the summary first, and a line that says how to see the rest', async () => {
	const repo = await tempRepository();
	const before = await repo.git('rev-parse', 'HEAD');
	fs.writeFileSync(path.join(repo.path, 'large.txt'), 'a line that is added\n'.repeat(2_000_000));
	await repo.git('add', '-A');
	await repo.git('commit', '-q', '-m', 'Add much');
	const after = await repo.git('rev-parse', 'HEAD');
	for (const [text, command] of [[await diffText(repo.path, before, after), `git diff ${before} ${after}`], [await commitText(repo.path, after), `git show ${after}`]] as const) {
		const lines = text.trimEnd().split('\n');
		expect([Buffer.byteLength(text) < 8_500_000, Buffer.byteLength(text) > 8_000_000, text.includes('large.txt | 2000000 +++')]).toEqual([true, true, true]);
		expect(lines.slice(-2)).toEqual(['+a line that is added', `[… more than 8 MiB: the rest is left out; ${command} shows it …]`]);
	}
});

test('diffText: a small patch -> all of it; a name that is no commit -> git\'s refusal', async () => {
	const repo = await tempRepository();
	const before = await repo.git('rev-parse', 'HEAD');
	fs.writeFileSync(path.join(repo.path, 'small.txt'), 'one\n');
	await repo.git('add', '-A');
	const text = await diffText(repo.path, before, null);
	expect(text.split('\n').slice(-2)).toEqual(['+one', '']);
	await expect(diffText(repo.path, 'nothing', null)).rejects.toThrow('nothing');
});
