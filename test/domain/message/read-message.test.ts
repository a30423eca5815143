import {expect, test} from 'vitest';
import {choiceLines} from '../../../source/domain/message/choice-lines.js';
import type {Choice} from '../../../source/domain/message/dispatch.js';
import {readDispatch} from '../../../source/domain/message/read-dispatch.js';
import {readReply} from '../../../source/domain/message/read-reply.js';
import {readFrontmatter} from '../../../source/store/yaml/frontmatter.js';

const dispatch = (text: string) => readDispatch(readFrontmatter(text), text);
const reply = (text: string) => readReply(readFrontmatter(text), text);

test.each<[name: string, text: string, mode: string, title: string, body: string]>([
	['no frontmatter', 'All is well.\nMore.\n', 'notify', 'All is well.', 'All is well.\nMore.'],
	['a question', '---\nmode: pause\ntitle: Which store?\n---\n\nA or B?\n', 'pause', 'Which store?', 'A or B?'],
	['upper case', '---\nmode: " PAUSE "\n---\nA or B?', 'pause', 'A or B?', 'A or B?'],
	['no mode', '---\ntitle: News\n---\nDone.', 'notify', 'News', 'Done.'],
	['an empty mode', '---\nmode:\n---\nDone.', 'notify', 'Done.', 'Done.'],
	['a byte order mark and CRLF', '\uFEFF---\r\nmode: pause\r\n---\r\n\r\nA?\r\nB?\r\n', 'pause', 'A?', 'A?\r\nB?'],
	['a byte order mark alone', '\uFEFFHello', 'notify', 'Hello', 'Hello'],
	['only a title', '---\nmode: pause\ntitle: Shall I go on?\n---\n', 'pause', 'Shall I go on?', ''],
	['a title that is a number', '---\ntitle: 42\n---\nx', 'notify', '42', 'x'],
	['a title over two lines', '---\ntitle: "a\\nb"\n---\nx', 'notify', 'a b', 'x'],
	['a heading as first line', '\n\n## Result ##x\n\ntext', 'notify', 'Result ##x', '## Result ##x\n\ntext'],
	['a first line of 100 characters', '😀'.repeat(100), 'notify', `${'😀'.repeat(79)}…`, '😀'.repeat(100)],
	['an indented first line', '\n    code\n', 'notify', 'code', '    code'],
	['nothing', '', 'notify', 'An empty message', ''],
	['a question of blanks', '---\nmode: pause\n---\n \n\n', 'pause', 'The agent waits for you and does not say why', ''],
])('readDispatch: %s -> taken', (_name, text, mode, title, body) => {
	expect(dispatch(text)).toEqual({
		ok: true, dispatch: {
			mode, title, body, text,
		},
	});
});

test.each<[name: string, choices: string, read: readonly Choice[] | undefined]>([
	['texts', '[Postgres, "SQLite: one file"]', ['Postgres', 'SQLite: one file']],
	['keys and texts', '[{key: p, text: Postgres}, {key: 2, text: SQLite}]', [{key: 'p', text: 'Postgres'}, {key: '2', text: 'SQLite'}]],
	['both, and an entry that cannot be read', '[Postgres, {key: s, text: SQLite}, [a], {key: x}, ""]', ['Postgres', {key: 's', text: 'SQLite'}]],
	['no key', '[{text: Postgres}]', ['Postgres']],
	['numbers and truths', '[8, true]', ['8', 'true']],
	['no list', 'Postgres', undefined],
	['an empty list', '[]', undefined],
])('readDispatch: choices are %s -> a list of what can be read, and no problem', (_name, choices, read) => {
	const reading = dispatch(`---\nmode: pause\nchoices: ${choices}\nurgent: true\n---\nWhich?\n`);
	expect(reading).toMatchObject({ok: true, dispatch: {mode: 'pause', title: 'Which?'}});
	expect(reading.ok && reading.dispatch.choices).toEqual(read);
});

test('choiceLines: texts and keys -> a line each, under its key or the letter of its place', () => {
	expect(choiceLines(['Postgres', {key: 's', text: 'SQLite'}, 'Neither'])).toEqual(['a) Postgres', 's) SQLite', 'c) Neither']);
});

test.each<[name: string, text: string, problem: RegExp]>([
	['an unknown mode', '---\nmode: ask\n---\nA?', /^`mode: ask` is not a mode\. Write `mode: pause` to ask and wait, or `mode: notify` to inform and go on\.$/],
	['a mode that is a list', '---\nmode: [pause]\n---\nA?', /^`mode` must be a word\./],
	['a mode that is a truth', '---\nmode: true\n---\nA?', /^`mode` must be a word\./],
	['a summary', '---\nmode: turn_summary\n---\nA?', /kept for the summaries that car writes itself/],
	['a title that is a list', '---\ntitle: [a]\n---\nA?', /^`title` must be a text\.$/],
	['broken YAML with a question in it', '---\nmode: pause\ntitle: Question: which one?\n---\nHelp\n', /^Line 3: /],
	['an unclosed frontmatter', '---\nmode: pause\nA or B?\n', /never closed/],
	['a program', '---js\nmodule.exports = {mode: "notify"}\n---\nHi', /only plain `---`/],
])('readDispatch: %s -> a problem, never a notice', (_name, text, problem) => {
	expect(dispatch(text)).toEqual({ok: false, problems: [expect.stringMatching(problem)]});
});

test.each<[name: string, text: string, title: string | undefined, body: string, problems: number]>([
	['a plain text', 'B, please.\n', undefined, 'B, please.', 0],
	['a title', '---\ntitle: On the store\n---\n\nB.\n', 'On the store', 'B.', 0],
	['broken YAML', '---\ntitle: a: b\n---\nB.\n', undefined, '---\ntitle: a: b\n---\nB.', 1],
	['a rule as first line', '---\nB.\n', undefined, '---\nB.', 1],
	['a title that is a list', '---\ntitle: [a]\n---\nB.\n', undefined, 'B.', 1],
	['nothing', '', undefined, '', 0],
])('readReply: %s -> no word is lost', (_name, text, title, body, problems) => {
	const read = reply(text);
	expect([read.title, read.body, read.problems.length]).toEqual([title, body, problems]);
});
