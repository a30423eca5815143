import {existsSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import type {EngineEvent} from '../../../source/engine/client/flow-client.js';
import {
	asking, createEvents, question, runState, running,
} from '../../support/believable.js';
import {keys} from '../../support/pty.js';
import {tellStories} from '../../support/screen/tui-session.js';

const {start, folder} = tellStories();
const {openTurn} = runState();

describe('a running turn', () => {
	test('the log follows, k holds it, G follows again', async () => {
		const {pty, emit} = await start('running', {columns: 100, rows: 30});
		const events = createEvents(500);
		emit(...Array.from({length: 60}, (_, index) => events.say(`said ${index + 1}\n`)));
		await pty.waitFor('said 60');
		pty.type('2k');
		await pty.waitFor('HELD');
		emit(...Array.from({length: 25}, (_, index) => events.say(`later ${index + 1}\n`)));
		const held = await pty.waitFor('HELD 25 new below');
		expect(held).not.toContain('later');
		pty.type('G');
		await pty.waitFor('later 25');
		expect(pty.screen()).toContain('following');
	});

	test('resized again and again: the last screen is whole, and nothing is wider than it', async () => {
		const {pty} = await start('running', {columns: 140, rows: 40});
		for (const [columns, rows] of [[60, 20], [120, 12], [20, 5], [40, 12], [200, 50], [80, 24]] as const) {
			pty.resize(columns, rows);
		}

		await pty.waitFor(screen => screen.split('\n').length === 24 && screen.includes('RUNNING') && screen.includes('1 Tickets'));
		expect(pty.lines().at(-1)).toMatch(/^RUNNING {2}TICKET-008/);
		pty.resize(20, 5);
		await pty.waitFor(screen => screen.trim() === 'needs 40x10');
	});

	test('the same reading of the disk again and again: not a byte is written for it', async () => {
		const {pty, emit} = await start('asking', {columns: 140, rows: 40});
		const events = createEvents(500);
		const received = (reply: number): EngineEvent => events.flow({
			type: 'reply_received', reply, command_id: null, to: null, ticket: null,
		});
		pty.type('2');
		await pty.waitFor('r answers it.');
		emit(received(8));
		await pty.waitFor('reply 8 received');
		const before = pty.raw().length;
		emit(...Array.from({length: 50}, (): EngineEvent => ({type: 'snapshot', snapshot: asking()})), received(9));
		await pty.waitFor('reply 9 received');
		// One line was added, which moves the two below it: one frame, and a small one.
		const written = pty.raw().slice(before);
		expect(written.split('\u001B[?2026h')).toHaveLength(2);
		expect(written.length).toBeLessThan(600);
	});

	test('a second of a turn that says nothing: a few bytes of the status line', async () => {
		const {pty, emit} = await start('running', {columns: 140, rows: 40});
		emit({
			type: 'snapshot', snapshot: running({
				run: runState({seq: 600, openTurn: openTurn === null ? null : {...openTurn, at: new Date().toISOString()}}),
			}),
		});
		const status = (screen: string): string => screen.split('\n').at(-1) ?? '';
		await pty.waitFor(screen => / [1-5]s /.test(status(screen)));
		const before = pty.raw().length;
		const shown = status(pty.screen());
		await pty.waitFor(screen => status(screen) !== shown);
		expect(pty.raw().slice(before).length).toBeLessThan(60);
	});

	test('CI in the environment: it paints all the same', async () => {
		const {pty} = await start('running', {env: {CI: 'true'}});
		expect(pty.screen()).toContain('1 Tickets');
	});
});

describe('a reply', () => {
	test('r, typed, Enter: is sent to the question, and the receipt is shown', async () => {
		const {pty, asked, emit} = await start('asking');
		pty.type('r');
		await pty.waitFor('your answer');
		pty.type('b, but keep the interfacx');
		pty.type(keys.backspace);
		pty.type('e');
		pty.type(keys.enter);
		expect(await asked(command => command.type === 'reply')).toEqual({
			type: 'reply', to: '3', text: 'b, but keep the interface', attachments: [],
		});
		await pty.waitFor('Reply queued');
		emit({
			type: 'snapshot', snapshot: asking({
				inbox: [question({
					replies: [{
						number: 2, title: undefined, body: 'b, but keep the interface', attachments: [], problems: [],
					}],
				})], receipts: [{
					commandId: 'command-1', reply: 2, state: 'delivered', turn: 15,
				}],
			}),
		});
		pty.resize(100, 40);
		await pty.waitFor('reply 2: queued → delivered in turn 15');
	});

	test('typed and sent in one breath: no letter is lost', async () => {
		const {pty, asked} = await start('asking');
		pty.type(`r${'quick brown fox '.repeat(3)}${keys.backspace}${keys.backspace}X${keys.enter}`);
		expect(await asked(command => command.type === 'reply')).toMatchObject({text: 'quick brown fox quick brown fox quick brown foX'});
	});

	test('a pasted text of several lines: arrives as it was, and is not sent by itself', async () => {
		const {pty, asked} = await start('asking');
		pty.type('r');
		await pty.waitFor('your answer');
		const text = Array.from({length: 400}, (_, index) => `line ${index} of a pasted log, 日本語`).join('\n');
		pty.type(keys.paste(text));
		await pty.waitFor('line 399');
		pty.type(`${keys.ctrlJ}and so on${keys.enter}`);
		expect(await asked(command => command.type === 'reply')).toMatchObject({to: '3', text: `${text}\nand so on`});
	});

	test('a pasted text of ten thousand lines: arrives as it was', async () => {
		const {pty, asked} = await start('asking');
		pty.type('r');
		await pty.waitFor('your answer');
		const text = Array.from({length: 10_000}, (_, index) => `line ${index}`).join('\n');
		pty.type(keys.paste(text));
		await pty.waitFor('line 9999');
		pty.type(keys.enter);
		expect(await asked(command => command.type === 'reply')).toMatchObject({text});
	});

	test('Esc keeps the draft on disk, and the next opening shows it', async () => {
		const {pty, drafts} = await start('asking');
		pty.type('r');
		await pty.waitFor('your answer');
		pty.type('not yet');
		await pty.waitFor('> not yet');
		pty.type(keys.escape);
		await pty.waitFor('Draft kept');
		pty.type('r');
		await pty.waitFor('> not yet');
		pty.type('q');
		await pty.waitFor('> not yetq');
		expect(existsSync(path.join(drafts, 'car-dev-draft-20261122-010000-abcd-3.txt'))).toBe(true);
	});

	test('Ctrl-E: the editor has the whole terminal, and the TUI comes back whole with the text', async () => {
		const editor = path.join(folder(), 'editor.sh');
		writeFileSync(editor, '#!/bin/sh\necho "EDITOR HERE"\nread answer\nprintf "first\\nsecond %s\\n" "$answer" > "$1"\n', {mode: 0o755});
		const {pty, asked} = await start('asking', {env: {TUI_EDITOR: editor}});
		pty.type('r');
		await pty.waitFor('your answer');
		pty.type(keys.ctrlE);
		await pty.waitFor('EDITOR HERE');
		expect(pty.isAlternate()).toBe(false);
		pty.type('typed there\n');
		await pty.waitFor('second typed there');
		expect(pty.isAlternate()).toBe(true);
		expect(pty.lines()[0]).toContain('1 Tickets');
		pty.type(keys.enter);
		expect(await asked(command => command.type === 'reply')).toMatchObject({text: 'first\nsecond typed there'});
	});
});

describe('views over the panes', () => {
	test('the palette: opened, filtered, done; Esc goes back', async () => {
		const {pty} = await start('running', {columns: 100, rows: 30});
		pty.type(':');
		await pty.waitFor('What do you want to do?');
		pty.type('doct');
		await pty.waitFor(/^>c +doctor/m);
		pty.type(keys.enter);
		await pty.waitFor('It can run; 1 note.');
		pty.type(keys.escape);
		await pty.waitFor('2 Log');
	});

	test('a ticket: Enter opens it, D deletes it, u brings it back, a document is read and left', async () => {
		const {pty} = await start('running', {columns: 100, rows: 30});
		pty.type(keys.enter);
		// What stands there once its history is read.
		await pty.waitFor('FAILS: npm test');
		pty.type('D');
		await pty.waitFor('is in the trash: u brings it back.');
		pty.type('u');
		await pty.waitFor('TICKET-008.md is back.');
		pty.type('w');
		await pty.waitFor('In every prompt');
		pty.type('q');
		expect(await pty.exited).toBe(0);
	});

	test('a file with the reply: ^o, a path that Tab completes, Enter; it goes with the text', async () => {
		const {pty, asked} = await start('asking', {columns: 100, rows: 30, cwd: folder()});
		writeFileSync(path.join(folder(), 'numbers-of-the-night.csv'), 'a,1\n');
		pty.type('r');
		await pty.waitFor('your answer');
		pty.type('\u000F');
		await pty.waitFor('Tab completes');
		pty.type(`${folder()}/numbers-of`);
		await pty.waitFor('numbers-of');
		pty.type(keys.tab);
		await pty.waitFor('numbers-of-the-night.csv');
		pty.type(keys.enter);
		await pty.waitFor('with 1 file');
		pty.type(`see there${keys.enter}`);
		expect(await asked(command => command.type === 'reply')).toMatchObject({text: 'see there', attachments: ['numbers-of-the-night.csv']});
	});
});
