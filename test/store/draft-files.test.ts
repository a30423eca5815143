import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openDrafts} from '../../source/store/draft-files.js';
import {layoutOf} from '../../source/store/layout.js';
import {tempFolder} from '../support/temp-folder.js';

test('drafts: saved and loaded, then emptied -> the text, then no file', async () => {
	const repo = await tempFolder('drafts');
	const drafts = openDrafts(repo);
	drafts.save('3', 'Postgres, bec\nause');
	expect([drafts.load('3'), drafts.load('4')]).toEqual(['Postgres, bec\nause', '']);
	drafts.save('3', '');
	expect([drafts.load('3'), fs.readdirSync(layoutOf(repo).drafts)]).toEqual(['', []]);
});

test.each<[name: string, plant: (file: string) => void]>([
	['a pipe, which would be waited for without end', file => {
		execFileSync('mkfifo', [file]);
	}],
	['a link', file => {
		fs.symlinkSync('/etc/hostname', file);
	}],
])('drafts: %s -> no draft', async (_name, plant) => {
	const repo = await tempFolder('drafts');
	fs.mkdirSync(layoutOf(repo).drafts, {recursive: true});
	plant(path.join(layoutOf(repo).drafts, '3.md'));
	expect(openDrafts(repo).load('3')).toBe('');
});
