import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {clippedName} from '../../../source/store/ticket/clip-name.js';
import {takeAway} from '../../../source/store/ticket/take-away.js';
import {setTicketField} from '../../../source/store/ticket/ticket-edits.js';
import {createTicketReader} from '../../../source/store/ticket/ticket-files.js';
import {restoreTicket, trashTicket} from '../../../source/store/ticket/ticket-trash.js';
import {tempFolder} from '../../support/temp-folder.js';

const text = '---\nagent: codex\ndone: false\n---\nbody\n';

/** The longest name that a file can have, and one as long that begins alike. */
const longest = `TICKET-007-${'é'.repeat(120)}x.md`;
const twin = `TICKET-007-${'é'.repeat(120)}y.md`;

const folder = async () => {
	const repo = await tempFolder('long');
	const tickets = path.join(repo, '.codex-autorunner/tickets');
	fs.mkdirSync(tickets, {recursive: true});
	fs.writeFileSync(path.join(tickets, longest), text);
	return {repo, tickets, ticket: `.codex-autorunner/tickets/${longest}`};
};

test('clippedName: of 200 bytes -> itself; longer -> 200 bytes at most, no half character, its own for each name', () => {
	const fits = `TICKET-001-${'x'.repeat(186)}.md`;
	const [short, other] = [clippedName(longest), clippedName(twin)];
	expect([Buffer.byteLength(longest), clippedName(fits), short === other, Buffer.byteLength(short) <= 200, short.slice(0, 13), /é~[\da-f]{12}\.md$/v.test(short)])
		.toEqual([255, fits, false, true, 'TICKET-007-éé', true]);
});

test('a ticket with a name of 255 bytes: edited -> done, under its name, nothing left beside it', async () => {
	const {repo, tickets, ticket} = await folder();
	expect(setTicketField(repo, ticket, 'done', true)).toEqual({changed: true});
	expect([fs.readdirSync(tickets), fs.readFileSync(path.join(tickets, longest), 'utf8')]).toEqual([[longest], text.replace('false', 'true')]);
});

test('a ticket with a name of 255 bytes: its editor died while it was away -> comes back with its number and every byte', async () => {
	const {repo, tickets} = await folder();
	takeAway(path.join(tickets, longest));
	expect(createTicketReader(repo).read(['codex']).entries.map(entry => [entry.number, entry.text])).toEqual([[7, text]]);
	expect(fs.readdirSync(tickets)).toEqual([clippedName(longest)]);
});

test('a ticket with a name of 255 bytes: the one that was replaced was left beside it -> the look does not take the new one for missing', async () => {
	const {repo, tickets} = await folder();
	takeAway(path.join(tickets, longest));
	fs.writeFileSync(path.join(tickets, longest), 'new');
	createTicketReader(repo).read(['codex']);
	expect(fs.readdirSync(tickets).filter(name => !name.startsWith('.'))).toEqual([longest]);
});

test('a ticket with a name of 255 bytes: deleted and brought back -> as it was, with its number', async () => {
	const {repo, tickets, ticket} = await folder();
	restoreTicket(repo, trashTicket(repo, ticket, Date.now()));
	expect(fs.readdirSync(tickets).map(name => [name.startsWith('TICKET-007-éé'), fs.readFileSync(path.join(tickets, name), 'utf8')])).toEqual([[true, text]]);
});
