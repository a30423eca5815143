import {expect, test} from 'vitest';
import {
	isEditorFile, renumbered, slugOf, ticketFileName, ticketNumberOf,
} from '../../../source/domain/ticket/ticket-name.js';

test.each([
	['TICKET-001.md', 1],
	['TICKET-0012.md', 12],
	['TICKET-000.md', 0],
	['ticket-001.md', 1],
	['Ticket-001.Md', 1],
	['TICKET-001foo.md', 1],
	['TICKET-001-foo bar.md', 1],
	['TICKET-001.md.md', 1],
	['TICKET-001-😀.md', 1],
	['TICKET-9007199254740991.md', Number.MAX_SAFE_INTEGER],
	['TICKET-9007199254740993.md', undefined],
	['TICKET-1.md', undefined],
	['TICKET-12.md', undefined],
	['TICKET-001.md.bak', undefined],
	['TICKET-001.txt', undefined],
	['TICKET-001', undefined],
	[' TICKET-001.md', undefined],
	['TICKET-001.md ', undefined],
	['TICKET-001.md\n', undefined],
	['TICKET-001\n.md', undefined],
	['TICKET-001\u{1B}[31m.md', undefined],
	['TICKET-001\u{9B}x.md', undefined],
	['TICKET-001\u{2028}.md', undefined],
	['XTICKET-001.md', undefined],
	['TICKET_001.md', undefined],
	['TICKET-abc.md', undefined],
	['TICKET--001.md', undefined],
	['TICKET-001/x.md', undefined],
	['../TICKET-001.md', undefined],
	['TICKET-²²².md', undefined],
	['TICKET-٠٠١.md', undefined],
	['TICKET-001md', undefined],
	['TIC\u{212A}ET-001.md', undefined],
	['-rf', undefined],
	['', undefined],
])('ticket name: %j -> number %j', (name, number) => {
	expect(ticketNumberOf(name)).toBe(number);
});

test.each(['.TICKET-001.md', '.TICKET-001.md.swp', 'TICKET-001.md~', 'TICKET-001.md.swx', '4913', '#TICKET-001.md#', '.#TICKET-001.md', 'TICKET-001.md.tmp', 'TICKET-001.md.bak', 'sedAbC123', 'TICKET-001.md___jb_tmp___', '.DS_Store'])('editor file: %s -> no finding', name => {
	expect(isEditorFile(name)).toBe(true);
});

test.each(['a.ba\u{212A}', 'a.\u{17F}wp', 'notes.md', 'TICKET-12.md', 'TICKET-001.txt', 'README', 'sediment'])('editor file: %s -> a finding', name => {
	expect(isEditorFile(name)).toBe(false);
});

test.each([
	[7, undefined, 'TICKET-007.md'],
	[7, '', 'TICKET-007.md'],
	[7, 'login', 'TICKET-007-login.md'],
	[12_345, 'x', 'TICKET-12345-x.md'],
])('file name: %j with slug %j -> %s', (number, slug, name) => {
	expect(ticketFileName(number, slug)).toBe(name);
});

test.each([
	['TICKET-007-login.md', 12, 'TICKET-012-login.md'],
	['ticket-0007.MD', 12, 'ticket-0012.MD'],
	['TICKET-999-007.md', 1000, 'TICKET-1000-007.md'],
])('renumbering: %s to %j -> %s', (name, number, expected) => {
	expect(renumbered(name, number)).toBe(expected);
});

test.each([
	['Fix: the login!', 'fix-the-login'],
	['Über Größe', 'uber-gro-e'],
	['../../etc/passwd', 'etc-passwd'],
	['日本語', ''],
	['a'.repeat(60), 'a'.repeat(40)],
	['one two three four five six seven eight nine ten', 'one-two-three-four-five-six-seven-eight'],
])('slug: %j -> %j', (title, slug) => {
	expect(slugOf(title)).toBe(slug);
});
