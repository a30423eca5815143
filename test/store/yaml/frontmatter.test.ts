import {writeFileSync, existsSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import fc from 'fast-check';
import {readFrontmatter} from '../../../source/store/yaml/frontmatter.js';
import {tempFolder} from '../../support/temp-folder.js';
import {anyText} from '../../support/any-text.js';

const codes = (text: string) => readFrontmatter(text).problems.map(({code, line}) => [code, line]);

describe('frontmatter: where it begins and ends', () => {
	const rows: ReadonlyArray<readonly [string, string, boolean, Record<string, unknown>, string]> = [
		['closed, blank line after', '---\na: 1\n---\n\nbody\n\n', true, {a: 1}, '\nbody\n\n'],
		['closed, nothing after', '---\na: 1\n---\n', true, {a: 1}, ''],
		['closed, no last line ending', '---\na: 1\n---', true, {a: 1}, ''],
		['closed by dots', '---\na: 1\n...\nbody', true, {a: 1}, 'body'],
		['blanks behind both lines', '--- \t\na: 1\n--- \t\nbody', true, {a: 1}, 'body'],
		['rules in the body', '---\na: 1\n---\nx\n---\ny', true, {a: 1}, 'x\n---\ny'],
		['a byte order mark', '\uFEFF---\na: 1\n---\nb', true, {a: 1}, 'b'],
		['CRLF', '---\r\na: "x"\r\nb: |\r\n  y\r\n---\r\nbody\r\n', true, {a: 'x', b: 'y\n'}, 'body\r\n'],
		['empty', '---\n---\nb', true, {}, 'b'],
		['only a comment', '---\n# c\n---\nb', true, {}, 'b'],
		['an indented rule in a long text', '---\na: |\n  x\n  ---\n---\nb', true, {a: 'x\n---\n'}, 'b'],
		['none', 'body\r\nmore\r\n', false, {}, 'body\r\nmore\r\n'],
		['none, but a byte order mark', '\uFEFFbody', false, {}, 'body'],
		['four dashes', '----\na: 1\n----\n', false, {}, '----\na: 1\n----\n'],
		['an indented rule', ' ---\na: 1\n---\n', false, {}, ' ---\na: 1\n---\n'],
		['a rule later on', 'x\n---\na: 1\n---\n', false, {}, 'x\n---\na: 1\n---\n'],
		['nothing at all', '', false, {}, ''],
	];
	test.each(rows)('%s', (_, text, hasFrontmatter, data, body) => {
		const reading = readFrontmatter(text);
		expect(reading.problems).toEqual([]);
		expect({...reading.data}).toEqual(data);
		expect(reading).toMatchObject({hasFrontmatter, body});
	});

	test.each([
		['never closed', '---\na: 1\n'],
		['only the opening line', '---'],
		['`---not a delimiter` does not close', '---\na: 1\n---not a delimiter\nbody\n'],
		['`....` does not close', '---\na: 1\n....\n'],
	])('%s -> unclosed', (_, text) => {
		expect(readFrontmatter(text)).toMatchObject({hasFrontmatter: true, body: text, problems: [{code: 'unclosed_frontmatter', line: 1}]});
	});
});

describe('frontmatter: YAML 1.2 core', () => {
	test.each([
		['yes', 'yes'],
		['No', 'No'],
		['on', 'on'],
		['TRUE', true],
		['False', false],
		['tRue', 'tRue'],
		['10', 10],
		['010', 10],
		['0o10', 8],
		['0x1F', 31],
		['0b11', '0b11'],
		['1_000', '1_000'],
		['12:30', '12:30'],
		['1e3', 1000],
		['~', null],
		['Null', null],
		['2024-02-30', '2024-02-30'],
		['\'1\'', '1'],
		['http://x/y:z', 'http://x/y:z'],
		['x #c', 'x'],
		['x#c', 'x#c'],
		['=', '='],
		['!foo x', 'x'],
		['!!python/object:os.system x', 'x'],
		['!!js/function "x"', 'x'],
	])('%s -> %j', (written, value) => {
		const reading = readFrontmatter(`---\na: ${written}\n---\n`);
		expect(reading.problems).toEqual([]);
		expect(reading.data.a).toEqual(value);
	});

	test('top-level keys -> their lines, counted from the first line of the file', () => {
		const reading = readFrontmatter('\uFEFF---\r\n# c\r\nagent: x\r\ngoal: |\r\n  a\r\n  b\r\n"done": true\r\n---\r\n');
		expect([...reading.lines]).toEqual([['agent', 3], ['goal', 4], ['done', 7]]);
	});
});

describe('frontmatter: mistakes', () => {
	const rows: ReadonlyArray<readonly [string, string, number, string, string]> = [
		['a colon in a title', 'agent: x\ntitle: Fix: it\ndone: false', 3, 'The value holds a colon, and without quotes YAML takes it for a second key.', 'Put the value in quotes, e.g. `title: "Fix: login"`.'],
		['a colon at the end', 'a: x:', 2, 'The value holds a colon, and without quotes YAML takes it for a second key.', 'Put the value in quotes, e.g. `title: "Fix: login"`.'],
		['a key twice', 'a: 1\nb: 2\na: 3', 4, 'The key `a` is there twice.', 'Keep one of the two lines.'],
		['a tab', '\ta: 1', 2, 'The line is indented with a tab, which YAML does not allow.', 'Indent with spaces.'],
		['no colon', 'agent codex\ndone: false', 2, 'The line is not `key: value`.', 'Write `key: value`, with a blank after the colon; put a longer text in quotes.'],
		['the next line is indented', 'agent: codex\n done: false', 2, 'The next line is indented as if it belonged to this value.', 'Begin each key at the start of its line; put a longer text in quotes.'],
		['a quote never closed', 'a: "x\ndone: false', 4, 'A quote was opened above this line and is never closed.', 'Close the quote on the line where it begins.'],
		['a bracket never closed', 'a: [1, 2\nb: 2', 3, 'A bracket was opened above this line and is never closed.', 'Close the bracket, or put the value in quotes.'],
		['more text after a bracket', 'title: [WIP] fix', 2, 'The value begins with a quote, a bracket or a star and does not end as YAML expects.', 'Put the whole value in quotes, e.g. `title: "[draft] login"`.'],
		['a character that YAML keeps', 'a: @x', 2, 'The value begins with a character that YAML keeps for itself (such as @, ` or %).', 'Put the value in quotes.'],
		['a key twice in braces', 'a:\n  {b: 1, c: 2, b: 3}', 3, 'The key `b` is there twice.', 'Keep one of the two lines.'],
		['an unknown escape', String.raw`a: "C:\path"`, 2, 'A backslash in double quotes begins an escape that YAML does not know.', 'Use single quotes, or write the backslash twice.'],
		['an unknown alias', 'a: *x', 2, 'The frontmatter uses aliases (`*name`) that cannot be resolved or are too many.', 'Write the values out, or put texts that begin with `*` in quotes.'],
		['another YAML version', '%YAML 1.1\na: yes', 2, 'The frontmatter chooses another YAML version.', 'Remove the line that begins with `%YAML`.'],
	];
	test.each(rows)('%s -> one sentence with its line', (_, yaml, line, message, mend) => {
		const reading = readFrontmatter(`---\n${yaml}\n---\nbody\n`);
		expect(reading.problems[0]).toEqual({
			code: 'bad_yaml', message, line, mend,
		});
		expect({...reading.data}).toEqual({});
		expect(reading).toMatchObject({hasFrontmatter: true, body: 'body\n'});
	});

	test('the same bad text twice -> the same problems twice', () => {
		expect(readFrontmatter('---\na: b: c\n---\n')).toEqual(readFrontmatter('---\na: b: c\n---\n'));
		expect(codes('---\na: b: c\n---\n')).toEqual([['bad_yaml', 2]]);
	});

	test.each(['- a', 'just text', 'agent:codex', '5', '"x"'])('%s -> not a mapping', yaml => {
		expect(codes(`---\n${yaml}\n---\n`)).toEqual([['not_a_mapping', 2]]);
	});

	test('two mistakes -> both lines', () => {
		expect(codes('---\na: 1\na: 2\nb: 1\nb: 2\n---\n')).toEqual([['bad_yaml', 3], ['bad_yaml', 5]]);
	});
});

describe('frontmatter: hostile', () => {
	test.each(['js', 'javascript', ' js ', 'JS', 'coffee', 'constructor', 'toString', 'valueOf', '__proto__', 'json', 'toml', 'yaml'])('`---%s` -> refused, nothing runs', async tag => {
		const canary = path.join(await tempFolder('canary'), 'hit');
		const program = `{a: (require('node:fs').writeFileSync(${JSON.stringify(canary)}, ''), globalThis.__hit = 1)}`;
		expect(codes(`---${tag}\n${program}\n---\nbody`)).toEqual([['bad_language', 1]]);
		const inBody = readFrontmatter(`---\na: 1\n---\n---${tag}\n${program}\n---\n`);
		expect(inBody).toMatchObject({body: `---${tag}\n${program}\n---\n`, problems: []});
		expect(existsSync(canary)).toBe(false);
		expect(Reflect.has(globalThis, '__hit')).toBe(false);
		// The canary can sing.
		writeFileSync(canary, '');
		expect(existsSync(canary)).toBe(true);
	});

	test('keys of the prototype -> dropped, nothing inherited, `Object.prototype` as before', () => {
		const names = Object.getOwnPropertyNames(Object.prototype);
		const {data, problems} = readFrontmatter('---\n__proto__: {done: true}\nconstructor: {prototype: {y: 1}}\nprototype: 1\na: 1\n---\n');
		expect(problems).toEqual([]);
		expect(Object.keys(data)).toEqual(['a']);
		expect(Object.getPrototypeOf(data)).toBeNull();
		expect({...data}).not.toHaveProperty('done');
		expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(names);
	});

	test('`<<` -> an ordinary key, merged into nothing', () => {
		expect({...readFrontmatter('---\n<<: {done: true}\nagent: x\n---\n').data}).toEqual({'<<': {done: true}, agent: 'x'});
	});

	const bomb = ['a: &a [1,1,1,1,1,1,1,1,1]', ...[...'bcdefghi'].map((name, index) => `${name}: &${name} [${Array.from({length: 9}, () => `*${'abcdefgh'[index]}`).join(',')}]`)].join('\n');
	test.each([
		['an alias bomb', bomb],
		['20,000 brackets', `a: ${'['.repeat(20_000)}`],
		['20,000 braces', `a: ${'{'.repeat(20_000)}`],
		['20,000 dashes', '- '.repeat(20_000)],
		['20,000 question marks', '? '.repeat(20_000)],
		['20,000 of both', 'a: [? '.repeat(10_000)],
		['20,000 keys in a row', 'a: '.repeat(20_000)],
	])('%s -> a problem, soon', (_, yaml) => {
		expect(codes(`---\n${yaml}\n---\n`)).toEqual([['bad_yaml', 2]]);
	});

	test('a long goal with rows of dashes and many brackets in pairs -> no problem', () => {
		const goal = `${'-'.repeat(200)}\n  ${'[ ] [x] {a: [1]} '.repeat(300)}\n  - - -\n  :::::`;
		expect(readFrontmatter(`---\ngoal: |\n  ${goal}\n---\n`).problems).toEqual([]);
	});

	test.each([
		['a NUL in the frontmatter', '---\na: "\0"\n---\n', 'unreadable', 2],
		['a NUL in the body', '---\na: 1\n---\nx\n\0', 'unreadable', 5],
		['a file over 1 MiB', `---\na: 1\n---\n${'x'.repeat(1_048_576)}`, 'too_large', undefined],
		['a file over 1 MiB only in bytes', `---\na: 1\n---\n${'é'.repeat(524_289)}`, 'too_large', undefined],
		['a frontmatter of 60,000 empty lines', `---\na: 1\n${'\n'.repeat(60_000)}b: 1\n---\n`, 'too_large', 1],
		['a frontmatter over 64 KiB', `---\na: ${'x'.repeat(65_536)}\n---\n`, 'too_large', 1],
	])('%s -> refused', (_, text, code, line) => {
		expect(codes(text)).toEqual([[code, line]]);
	});

	test('any text -> never throws, the body is the end of the text, the prototype stays clean', () => {
		const names = Object.getOwnPropertyNames(Object.prototype);
		const token = fc.oneof(fc.constantFrom('---', '---js\n', '---constructor\n', '\n', '\r\n', 'a: 1', '<<: *a', '&a [1]', '*a', '__proto__: {x: 1}', '{', '}', '[', ']', '"', '\0', '\u001B[31m', '- ', '!!js/function x', '!!binary aaa', '? ', ': ', '|', '>', '%YAML 1.2', '...', '\uFEFF', '\t'), anyText(8));
		fc.assert(fc.property(fc.boolean(), fc.array(token, {maxLength: 30}), (begins, tokens) => {
			const text = (begins ? '---\n' : '') + tokens.join('');
			const reading = readFrontmatter(text);
			expect(text.endsWith(reading.body)).toBe(true);
			expect(reading.problems.length === 0 || Object.keys(reading.data).length === 0).toBe(true);
		}), {numRuns: 5000, seed: 7});
		expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(names);
	});
});
