import {describe, expect, test} from 'vitest';
import fc from 'fast-check';
import {setField, type FieldValue} from '../../../source/domain/ticket/edit-frontmatter.js';
import {UserError} from '../../../source/domain/user-error.js';
import {readFrontmatter} from '../../../source/store/yaml/frontmatter.js';
import {anyText} from '../../support/any-text.js';

const rows: ReadonlyArray<readonly [string, string, string, FieldValue, string]> = [
	['a boolean', 'agent: codex\ndone: false\n', 'done', true, 'agent: codex\ndone: true\n'],
	['a comment stays', 'done: false   # not yet\nagent: codex\n', 'done', true, 'done: true   # not yet\nagent: codex\n'],
	['already so -> nothing changes', 'done:   True # yes\n', 'done', true, 'done:   True # yes\n'],
	['a quoted truth value is replaced', 'done: "true"\n', 'done', true, 'done: true\n'],
	['no value', 'done:\nagent: x\n', 'done', true, 'done: true\nagent: x\n'],
	['no value but a comment', 'done:  # why\n', 'done', false, 'done: false  # why\n'],
	['odd blanks stay', 'done :\t  false  \n', 'done', true, 'done :\t  true  \n'],
	['a quoted key', '"done": false\n', 'done', true, '"done": true\n'],
	['a missing key goes last', 'agent: codex\n# end\n', 'done', true, 'agent: codex\n# end\ndone: true\n'],
	['an empty frontmatter', '', 'agent', 'codex', 'agent: codex\n'],
	['keys that are indented', '  agent: codex\n  done: false\n', 'done', true, '  agent: codex\n  done: true\n'],
	['a missing key among indented ones', '  agent: codex\n', 'done', true, '  agent: codex\n  done: true\n'],
	['a key of the same name deeper down is left alone', 'x:\n  done: 1\ndone: false\n', 'done', true, 'x:\n  done: 1\ndone: true\n'],
	['the same words in a long text are left alone', 'goal: |\n  done: false\ndone: false\n', 'done', true, 'goal: |\n  done: false\ndone: true\n'],
	['single quotes stay', 'title: \'a\' # c\n', 'title', 'it\'s', 'title: \'it\'\'s\' # c\n'],
	['double quotes stay', 'title: "a \\" b" # c\n', 'title', 'x', 'title: "x" # c\n'],
	['no quotes stay none', 'title: a # c\n', 'title', 'b c', 'title: b c # c\n'],
	['quotes where they are needed', 'title: a\n', 'title', 'Fix: it', 'title: "Fix: it"\n'],
	['a word that YAML takes for a truth value', 'title: a\n', 'title', 'yes', 'title: "yes"\n'],
	['a text over several lines is replaced whole', 'title: |\n  a\n\n  # b\n\nagent: x\n', 'title', 'c', 'title: c\n\nagent: x\n'],
	['a folded plain text', 'title: a\n  b\nagent: x\n', 'title', 'c', 'title: c\nagent: x\n'],
	['quotes over two lines', 'title: "a\n  b"\nagent: x\n', 'title', 'c', 'title: c\nagent: x\n'],
	['a list on one line, number by number', 'after: [ 1,2 ] # c\n', 'after', [3, 2], 'after: [ 3,2 ] # c\n'],
	['a list of another length', 'after: [1, 2] # c\n', 'after', [3], 'after: [3] # c\n'],
	['a list over two lines whose comment would close it', 'after: [1, # ]\n  2]\nagent: x\n', 'after', [3], 'after: [3]\nagent: x\n'],
	['a list on lines, number by number', 'after:\n  - 1 # TICKET 5 first\n  # and 7\n  - 2\nagent: x\n', 'after', [8, 9], 'after:\n  - 8 # TICKET 5 first\n  # and 7\n  - 9\nagent: x\n'],
	['a list on lines without indent', 'after:\n- 1\n- 2\nagent: x\n', 'after', [7], 'after: [7]\nagent: x\n'],
	['an empty list', 'after: [1]\n', 'after', [], 'after: []\n'],
	['a list that was not there', 'agent: x\n', 'after', [1, 2], 'agent: x\nafter: [1, 2]\n'],
];

describe.each([['LF', '\n', ''], ['CRLF', '\r\n', ''], ['a byte order mark', '\n', '\uFEFF']])('setting a field, file with %s', (_, eol, mark) => {
	test.each(rows)('%s', (__, yaml, key, value, expected) => {
		const file = (block: string): string => `${mark}---\n${block}---\n\nBody\n---\ndone: false\n  x`.replaceAll('\n', eol);
		expect(setField(file(yaml), key, value)).toBe(file(expected));
	});
});

test.each([
	['no frontmatter', 'done: false\n'],
	['never closed', '---\ndone: false\n'],
	['another language', '---js\n{done: false}\n---\n'],
	['in braces', '---\n{agent: codex, done: false}\n---\n'],
	['a list', '---\n- a\n---\n'],
])('setting a field: %s -> UserError', (_, text) => {
	expect(() => setField(text, 'done', true)).toThrow(UserError);
});

test('setting a field: closed by `...` and nothing after -> the closing line stays', () => {
	expect(setField('---\ndone: false\n...', 'done', true)).toBe('---\ndone: true\n...');
});

test('setting a field: a line with sixty thousand blanks in it -> changed at once', {timeout: 5000}, () => {
	expect(setField(`---\ntitle: a${' '.repeat(60_000)}b # c\n---\n`, 'title', 'd')).toBe('---\ntitle: d # c\n---\n');
});

const text = fc.oneof(anyText(30), fc.string({unit: fc.constantFrom(':', ' ', '#', '"', '\'', '\\', '\n', '-', '{', '[', '*', '&', '!', '|', '>', '%', '@', '`', '~', 'a', '1', '.', '\u0085', '\u2028', '\uFEFF', '\t', 'é'), maxLength: 12}), fc.constantFrom('true', 'null', '1.10', '0x1f', '---', '...', '2024-01-01', '=', '<<', '', ' a ', 'a:', 'a #b'));
const oldTitle = fc.constantFrom('title: a', 'title: "a" # c', 'title: \'a\'', 'title:', 'title: >-\n  a\n  b', 'title: [a,\n  b]', 'title: a\n  b # c');

test('setting a field: any text over any old value -> read back as it is, every other byte unchanged', () => {
	fc.assert(fc.property(text, oldTitle, anyText(200), fc.constantFrom('\n', '\r\n'), (value, old, body, eol) => {
		fc.pre(!value.includes('\0') && !body.includes('\0') && !/\p{Cs}/u.test(value));
		const head = `---\nagent: codex # a\n${old}\n`.replaceAll('\n', eol);
		const tail = `# last${eol}done: false${eol}---${eol}${body}`;
		const edited = setField(head + tail, 'title', value);
		const reading = readFrontmatter(edited);
		expect(reading.problems).toEqual([]);
		expect({...reading.data}).toEqual({agent: 'codex', title: value, done: false});
		expect(reading.body).toBe(body);
		expect(edited.startsWith(`---${eol}agent: codex # a${eol}title:`)).toBe(true);
		expect(edited.endsWith(tail)).toBe(true);
	}), {numRuns: 3000, seed: 7});
});

test('setting a field: done there and back -> the very same bytes', () => {
	fc.assert(fc.property(fc.constantFrom('done: false', 'done:  false # c', '"done": false'), anyText(100), (line, body) => {
		const before = `\uFEFF---\r\n${line}\r\nagent: x\r\n---\r\n${body}`;
		expect(setField(setField(before, 'done', true), 'done', false)).toBe(before);
	}), {seed: 7});
});
