import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {openDrafts} from '../../../source/store/message/draft-files.js';
import {layoutOf} from '../../../source/store/folder/layout.js';
import {tempFolder} from '../../support/temp-folder.js';

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

describe('drafts: two screens write to the same question', () => {
	const folderOf = (repo: string): Record<string, string> => Object.fromEntries(fs.readdirSync(layoutOf(repo).drafts).toSorted().map(name => [name, fs.readFileSync(path.join(layoutOf(repo).drafts, name), 'utf8')]));

	const twoScreens = async () => {
		const repo = await tempFolder('drafts');
		const [one, other] = [openDrafts(repo), openDrafts(repo)];
		one.load('3');
		other.load('3');
		one.save('3', 'Postgres');
		return {repo, one, other};
	};

	test('the second one saves its text -> both are kept, each screen goes on with its own', async () => {
		const {repo, one, other} = await twoScreens();
		expect(other.save('3', 'SQLite')).toBe('.codex-autorunner/drafts/3.2.md');
		expect(other.save('3', 'SQLite, it is')).toBeNull();
		expect(one.save('3', 'Postgres, it is')).toBeNull();
		expect(folderOf(repo)).toEqual({'3.md': 'Postgres, it is', '3.2.md': 'SQLite, it is'});
		expect([one.load('3'), other.load('3'), other.others('3')]).toEqual(['Postgres, it is', 'SQLite, it is', 1]);
	});

	test.each([['an empty text', ''], ['the very text', 'Postgres']])('the second one closes with %s -> one text, as it was', async (_name, text) => {
		const {repo, other} = await twoScreens();
		expect(other.save('3', text)).toBeNull();
		expect(folderOf(repo)).toEqual({'3.md': 'Postgres'});
	});

	test('the second one closes what it opened, which grew meanwhile -> nothing is taken back', async () => {
		const {repo, one} = await twoScreens();
		const late = openDrafts(repo);
		late.load('3');
		one.save('3', 'Postgres, because');
		expect(late.save('3', 'Postgres')).toBeNull();
		expect(folderOf(repo)).toEqual({'3.md': 'Postgres, because'});
	});

	test('the first text was sent -> the next screen finds the other one', async () => {
		const {repo, one, other} = await twoScreens();
		other.save('3', 'SQLite');
		one.save('3', '');
		const third = openDrafts(repo);
		expect([third.load('3'), third.others('3')]).toEqual(['SQLite', 0]);
		third.save('3', '');
		expect(folderOf(repo)).toEqual({});
	});
});

test('drafts: listed by their beginning -> each id once, without the exceptions', async () => {
	const repo = await tempFolder('drafts');
	const drafts = openDrafts(repo);
	expect(drafts.list('run-a-', [])).toEqual([]);
	drafts.save('run-a-3', 'one');
	openDrafts(repo).save('run-a-3', 'two');
	drafts.save('run-a-4', 'open');
	drafts.save('run-b-3', 'of another run');
	expect(drafts.list('run-a-', ['run-a-4'])).toEqual(['run-a-3']);
});
