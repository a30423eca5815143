import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {
	asking, question, runState, running,
} from '../../support/believable.js';
import {approval} from '../../support/screen/morning.js';
import {keys, type Pty} from '../../support/pty.js';
import {hasTmux, inTmux} from '../../support/tmux.js';
import {tellStories} from '../../support/screen/tui-session.js';

const {start, folder} = tellStories();

/** Types each and waits for what it is to bring. */
const press = async (pty: Pty, pairs: ReadonlyArray<readonly [typed: string, seen: string | RegExp]>): Promise<void> => {
	for (const [typed, seen] of pairs) {
		pty.type(typed);
		await pty.waitFor(seen).catch((error: unknown) => {
			throw new Error(`after ${JSON.stringify(typed)}`, {cause: error});
		});
	}
};

describe.each([
	{place: 'a terminal', wrap: (argv: readonly string[]) => argv, canRun: true},
	{place: 'tmux', wrap: (argv: readonly string[]) => inTmux(folder(), argv), canRun: hasTmux},
].filter(({canRun}) => canRun))('the keys, in $place', ({wrap}) => {
	const wide = {columns: 100, rows: 30, wrap};

	test('of the run: pause, interrupt, stop; what takes work away asks, and Esc leaves it as it is', async () => {
		const {pty, asked} = await start('running', wide);
		await press(pty, [
			['S', 'Stop run and agent now?'],
			[keys.escape, /^\S*p pause/m],
			['P', 'Interrupt the turn now?'],
			['y', 'Interrupting the turn.'],
			['S', 'Stop run and agent now?'],
			['n', 'p pause'],
			['p', 'PAUSES AFTER THIS TURN'],
			['p', 'It pauses after this turn already.'],
		]);
		expect(await asked(command => command.type === 'interrupt_turn')).toEqual({type: 'interrupt_turn'});
		expect(await asked(command => command.type === 'pause_after_turn')).toEqual({type: 'pause_after_turn'});
	});

	test('of the log: fold, marks, copy, turns, a time, a message', async () => {
		const {pty} = await start('running', wide);
		await press(pty, [
			['2', /fine\.[^]*following|following[^]*fine\./],
			['y', /The message \(1 line, \d+ B\) went to/],
			['kY', /The line \(\d+ B\) went to/],
			['m', '] and [ go to the next and previous error.'],
			['[', 'HELD'],
			['n', 'Nothing was searched yet: / searches.'],
			['z', 'Thoughts are folded.'],
			['z', 'Thoughts are shown.'],
			['O', 'All output is shown.'],
			['O', 'Output is folded.'],
			['@', 'Go to the time:'],
			[keys.escape, 'HELD'],
			['/', 'Search the whole run:'],
			[keys.tab, 'Search this turn:'],
			[keys.escape, 'HELD'],
			['G', 'following'],
			['i', 'A message for the next turn'],
			[keys.escape, '2 Log'],
		]);
	});

	test('of the tickets: add, done, agent, diff, messages, editor; an unknown key says so', async () => {
		const editor = path.join(folder(), 'ticket-editor.sh');
		writeFileSync(editor, '#!/bin/sh\necho "EDITS $(basename "$1")"\nread answer\n', {mode: 0o755});
		const {pty} = await start('running', {...wide, env: {TUI_EDITOR: editor}});
		await press(pty, [
			['a', 'Title of the new ticket:'],
			[`Mend it${keys.enter}`, 'TICKET-013.md made: e edits it'],
			[' ', 'Marked done.'],
			['A', 'Who works on TICKET-008?'],
			[`jj${keys.enter}`, 'Model of codex for TICKET-008:'],
			[`gpt-6${keys.enter}`, 'codex with gpt-6 works on it now.'],
			['d', 'What TICKET-008 changed'],
			[keys.escape, '1 Tickets'],
			['m', 'Messages about TICKET-008'],
			[keys.escape, '2 Log'],
			['e', 'EDITS TICKET-008.md'],
			['\n', '1 Tickets'],
			['u', 'Nothing was deleted here.'],
			['x', 'x does nothing here: ? shows the keys'],
		]);
	});

	test('of the views: runs to a turn and back, workspace, doctor, report, help', async () => {
		const {pty} = await start('running', wide);
		await press(pty, [
			['H', '#2 failed'],
			[`j${keys.enter}`, 'Turns of run #3'],
			[keys.escape, '#2 failed'],
			['w', 'In every prompt'],
			['c', 'It can run; 1 note.'],
			['R', 'Since you left'],
			['?', 'Keys'],
			['?', 'Since you left'],
			[keys.tab, '1 Tickets'],
			[':', 'What do you want to do?'],
			[keys.escape, '1 Tickets'],
		]);
	});

	test('of the inbox: files, an approval, an outcome; each answers once', async () => {
		const {pty, asked, emit} = await start('asking', wide);
		await press(pty, [['3o', '# What is going on'], [keys.escape, '3 Inbox'], ['x', 'No approval is asked here.'], ['h', 'No unknown outcome is asked about here.']]);
		emit({type: 'snapshot', snapshot: running({inbox: [approval()]})});
		await pty.waitFor('The agent wants to change files');
		await press(pty, [['d', '"better-sqlite3"'], [keys.escape, '3 Inbox'], ['Y', 'Allowed for the session.'], ['x', 'Answered already']]);
		expect(await asked(command => command.type === 'answer_approval')).toEqual({type: 'answer_approval', request_id: 'req-1', decision: 'session'});
		emit({
			type: 'snapshot', snapshot: asking({
				inbox: [question({
					id: 'outcome-13', kind: 'outcome', title: 'Nobody saw turn 13 end', body: '', attachments: [],
				})], run: runState({status: 'paused', reasonCode: 'outcome_unknown', openTurn: null}),
			}),
		});
		await pty.waitFor('answered by you; Enter: the next one');
		await press(pty, [[keys.enter, 'Nobody saw turn 13 end'], ['h', 'Taken as happened.']]);
		expect(await asked(command => command.type === 'answer_outcome')).toEqual({type: 'answer_outcome', turn: 13, happened: true});
	});
});
