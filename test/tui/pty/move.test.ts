import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {program, workplace} from '../../cli/car.js';
import {keys, startPty} from '../../support/pty.js';

test('J and K: the ticket moves in the list and on the disk, with all its bytes, and stays the chosen one; at an end it says so', async () => {
	const place = await workplace();
	const titles = ['One', 'Two', 'Three'];
	for (const [index, title] of titles.entries()) {
		await place.ticket(index + 1, {agent: 'user', done: false, title}, `The body of ${title}.\n`);
	}

	const folder = path.join(place.path, '.codex-autorunner/tickets');
	const read = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');
	const names = fs.readdirSync(folder).filter(name => name.startsWith('TICKET-')).toSorted();
	const [one = '', two = '', three = ''] = names.map(name => read(name));
	const onDisk = (): readonly string[] => fs.readdirSync(folder).filter(name => name.startsWith('TICKET-')).toSorted().map(name => read(name));

	const screen = startPty(process.execPath, [program, 'tui'], {
		columns: 100, rows: 30, cwd: place.path, env: place.env,
	});
	const listed = (...order: readonly string[]) => (text: string): boolean => order.every((row, index) => text.split('\n')[index + 1]?.startsWith(row));
	await screen.waitFor(listed('>· 001 One', ' · 002 Two', ' · 003 Three'));
	screen.type('J');
	await screen.waitFor(listed(' · 001 Two', '>· 002 One', ' · 003 Three'));
	expect(onDisk()).toEqual([two, one, three]);
	screen.type('J');
	// As few files as can be get another number.
	await screen.waitFor(listed(' · 001 Two', ' · 003 Three', '>· 004 One'));
	expect(onDisk()).toEqual([two, three, one]);
	screen.type('J');
	await screen.waitFor('It is the last one already.');
	screen.type('K');
	await screen.waitFor(listed(' · 001 Two', '>· 002 One', ' · 003 Three'));
	screen.type(`${keys.up}K`);
	await screen.waitFor('It is the first one already.');
	expect(onDisk()).toEqual([two, one, three]);
	screen.type('q');
	expect(await screen.exited).toBe(0);
});
