import {expect, test} from 'vitest';
import {
	bytesText, counted, fileName, fileTitle, grouped, sentence, ticketDigits, ticketName, tokenCount,
} from '../../../source/domain/words/short-words.js';

test.each([
	[0, '0', '0 lines'], [1, '1', '1 line'], [999, '999', '999 lines'], [1000, '1,000', '1,000 lines'], [1_234_567, '1,234,567', '1,234,567 lines'],
])('the number %d -> %s, %s', (number, digits, lines) => {
	expect([grouped(number), counted(number, 'line')]).toEqual([digits, lines]);
});

test('counted: a word with a plural of its own -> that', () => {
	expect([counted(1, 'reply', 'replies'), counted(2, 'reply', 'replies')]).toEqual(['1 reply', '2 replies']);
});

test.each([
	[0, '0', '0 B'], [999, '999', '999 B'], [12_400, '12.4k', '12 KB'], [3_100_000, '3.1M', '3.1 MB'],
])('%d of tokens or bytes -> %s, %s', (number, tokens, bytes) => {
	expect([tokenCount(number), bytesText(number)]).toEqual([tokens, bytes]);
});

test.each([
	['.codex-autorunner/tickets/TICKET-007-login.md', 'TICKET-007', 'TICKET-007-login', 'TICKET-007-login.md'],
	['ticket-12.MD', 'TICKET-12', 'ticket-12', 'ticket-12.MD'],
	['ticket-3/no\u0007tes.md', 'notes.md', 'no\u0007tes', 'no\u0007tes.md'],
	['', '', '', ''],
])('the path %j -> ticket %s, title %j, file %j', (path, ticket, title, file) => {
	expect([ticketName(path), fileTitle(path), fileName(path)]).toEqual([ticket, title, file]);
});

test.each([[7, '007'], [1234, '1234']])('ticket number %d -> %s', (number, digits) => {
	expect(ticketDigits(number)).toBe(digits);
});

test.each([
	['It failed', '', 'It failed'], ['It failed', 'r tries again', 'It failed; r tries again'], ['It failed.', 'R tries again', 'It failed. R tries again'],
])('%j and %j -> %j', (message, hint, words) => {
	expect(sentence(message, hint)).toBe(words);
});
