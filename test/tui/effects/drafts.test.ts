import fs from 'node:fs';
import {expect, test} from 'vitest';
import {openDrafts} from '../../../source/store/message/draft-files.js';
import {layoutOf} from '../../../source/store/folder/layout.js';
import {createDraftWriter, loadDraft} from '../../../source/tui/effects/drafts.js';
import {tempFolder} from '../../support/temp-folder.js';

const leftovers = {prefix: 'run-a-', open: ['run-a-4']};

test('a draft: two screens write one -> the second one says where its text is, and nothing is lost', async () => {
	const repo = await tempFolder('drafts');
	const said: string[] = [];
	const screen = () => {
		const drafts = openDrafts(repo);
		loadDraft(drafts, 'run-a-3', null);
		return {drafts, writer: createDraftWriter(drafts, {failed: error => said.push(String(error)), keptBeside: file => said.push(file)})};
	};

	const [one, other] = [screen(), screen()];
	one.writer.save('run-a-3', 'Postgres');
	one.writer.flush();
	other.writer.save('run-a-3', 'SQLite');
	other.writer.flush();
	expect(said).toEqual(['.codex-autorunner/drafts/run-a-3.2.md']);
	expect(loadDraft(one.drafts, 'run-a-3', null)).toEqual({text: 'Postgres', attachments: [], notice: 'Another screen wrote a draft of this too, kept as well: the next one is here when this one is sent or emptied.'});
});

test('a message for the next turn: text and files begun for an answered item -> are offered, and move', async () => {
	const repo = await tempFolder('drafts');
	const before = openDrafts(repo);
	before.save('run-a-3', 'Take SQLite');
	before.save('run-a-3-files', '/srv/a.md\n/srv/b.md');
	before.save('run-a-4', 'for an item that still waits');
	before.save('run-b-3', 'of another run');
	expect(loadDraft(openDrafts(repo), 'run-a-next-turn', leftovers)).toEqual({
		text: 'Take SQLite', attachments: ['/srv/a.md', '/srv/b.md'], notice: 'You began this for an item that was answered meanwhile. Enter sends it to the next turn.',
	});
	expect(fs.readdirSync(layoutOf(repo).drafts).toSorted()).toEqual(['run-a-4.md', 'run-a-next-turn-files.md', 'run-a-next-turn.md', 'run-b-3.md']);
});

test.each([['a message was begun already', 'mine', leftovers], ['an item is answered', '', null]])('a draft: %s -> takes over nothing', async (_name, text, from) => {
	const repo = await tempFolder('drafts');
	const drafts = openDrafts(repo);
	drafts.save('run-a-3', 'Take SQLite');
	drafts.save('run-a-next-turn', text);
	expect(loadDraft(drafts, 'run-a-next-turn', from).text).toBe(text);
	expect(openDrafts(repo).load('run-a-3')).toBe('Take SQLite');
});
