import process from 'node:process';
import {expect, test} from 'vitest';
import {fitted, padded, wrapped} from '../../source/cli/print/cells.js';
import {inboxText} from '../../source/cli/print/inbox-text.js';
import {createOutput, plain} from '../../source/cli/output.js';
import {sinceOf} from '../../source/cli/commands/look/report-since.js';
import {widthOf} from '../../source/domain/words/width.js';
import {lengthOf, momentOf} from '../../source/domain/words/times.js';

process.env.TZ = 'UTC';

test.each([
	['abc', 3], ['日本', 4], ['e\u0301', 1], ['😀', 2], ['', 0], ['a…b', 3],
])('cells of %j -> %i', (text, cells) => {
	expect(widthOf(text)).toBe(cells);
});

test('fitted, padded: too long, too wide, short -> exactly the columns', () => {
	expect(fitted('abcdef', 4)).toBe('abc…');
	expect(fitted('abcdef', 6)).toBe('abcdef');
	expect(fitted('日本語', 4)).toBe('日…');
	expect(padded('日本語', 4)).toBe('日… ');
	expect(padded('ab', 4)).toBe('ab  ');
});

test('wrapped: words and one too long -> no line over the columns, nothing lost', () => {
	expect(wrapped('one two  three', 7)).toEqual(['one two', 'three']);
	expect(wrapped('a bcdefghij k', 4)).toEqual(['a', 'bcde', 'fghi', 'j k']);
	expect(wrapped('日本語', 4)).toEqual(['日本', '語']);
	expect(wrapped('', 4)).toEqual([]);
});

test.each([
	[0.2, '0 s'], [59.4, '59 s'], [59.9, '59 s'], [60, '1 min'], [3599.9, '59 min 59 s'], [75, '1 min 15 s'], [3600, '1 h'], [7500, '2 h 5 min'],
])('a length of %d seconds -> %s', (seconds, text) => {
	expect(lengthOf(seconds)).toBe(text);
});

test('a moment: today, another day, no date -> the time, the day with it, the text', () => {
	const now = new Date('2026-11-22T12:00:00Z');
	expect(momentOf('2026-11-22T03:02:00.000Z', now)).toBe('03:02');
	expect(momentOf('2026-11-21T03:02:00.000Z', now)).toBe('2026-11-21 03:02');
	expect(momentOf('soon', now)).toBe('soon');
});

test.each([
	['8h', '2026-11-22T04:00:00.000Z'],
	['90m', '2026-11-22T10:30:00.000Z'],
	['2d', '2026-11-20T12:00:00.000Z'],
	['2026-11-22', '2026-11-22T00:00:00.000Z'],
	['2026-11-22T06:30', '2026-11-22T06:30:00.000Z'],
	['2026-11-22T06:30+02:00', '2026-11-22T04:30:00.000Z'],
])('report --since %s at noon -> %s', (text, moment) => {
	expect(sinceOf(text, new Date('2026-11-22T12:00:00Z'))).toBe(moment);
});

test('inbox: a question with everything -> all it takes to answer it; nothing -> says so', () => {
	const lines = inboxText([{
		id: '3', kind: 'question', ticket: 'x/TICKET-008.md', title: 'Postgres or SQLite?', since: '2026-11-22T03:02:00.000Z', next: 'car reply --to 3', body: 'a) one\n\nb) two words\n', attachments: ['run/a.png'], replies: [{
			number: 1, title: undefined, body: 'b\nbecause', attachments: [], problems: [],
		}],
	}], [{
		commandId: null, reply: 1, state: 'queued', turn: null,
	}, {
		commandId: null, reply: 2, state: 'delivered', turn: 4,
	}, {
		commandId: null, reply: 3, state: 'answered', turn: 4,
	}], {now: new Date('2026-11-22T04:00:00Z'), columns: 80});
	expect(lines.map(line => plain(line))).toEqual([
		'3  question  since 03:02  TICKET-008.md',
		'  Postgres or SQLite?',
		'  a) one',
		'  ',
		'  b) two words',
		'  attached: run/a.png',
		'  your reply 1: b',
		'  next: car reply --to 3',
		'reply 1: queued for the next turn',
		'reply 2: delivered in turn 4',
	]);
	expect(inboxText([], [], {now: new Date(), columns: 80})).toEqual(['Nothing waits for you.']);
});

const written = (env: Readonly<Record<string, string>>, isTTY: boolean): string => {
	let text = '';
	const stream = {
		isTTY, write(piece: string) {
			text += piece;
		},
	};
	const out = createOutput({stdin: stream, stdout: stream, stderr: stream}, env, () => undefined);
	out.line([{text: 'x', style: 'bad'}]);
	out.json({a: '\u009B31m\u202E'});
	return text;
};

test('output: a terminal, NO_COLOR, TERM=dumb, a pipe -> colours only on the first; JSON is harmless everywhere', () => {
	const json = '{\n  "a": "\\u009b31m\\u202e"\n}\n';
	expect(written({}, true)).toBe(`\u001B[31mx\u001B[39m\n${json}`);
	expect(written({NO_COLOR: '1'}, true)).toBe(`x\n${json}`);
	expect(written({NO_COLOR: ''}, true)).toBe(`\u001B[31mx\u001B[39m\n${json}`);
	expect(written({TERM: 'dumb'}, true)).toBe(`x\n${json}`);
	expect(written({}, false)).toBe(`x\n${json}`);
});
