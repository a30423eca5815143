import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {
	beforeEach, describe, expect, test,
} from 'vitest';
import {createTicketReader} from '../../../source/store/ticket/ticket-files.js';
import {tempFolder} from '../../support/temp-folder.js';

const agents = ['codex', 'demo'];
const good = (title: string, done = false): string => `---\ntitle: ${title}\nagent: codex\ndone: ${String(done)}\n---\nbody\n`;
const folder = '.codex-autorunner/tickets/';
let repo = '';

beforeEach(async () => {
	repo = await tempFolder('tickets');
	fs.mkdirSync(path.join(repo, folder), {recursive: true});
});

const at = (name: string): string => path.join(repo, folder, name);
const write = (name: string, data: string | Uint8Array): void => {
	fs.writeFileSync(at(name), data);
};

/** Moves a file's times into the past, so that the reader may trust them. */
const age = (name: string): void => {
	const past = new Date(Date.now() - 60_000);
	fs.utimesSync(at(name), past, past);
};

const until = (isReached: () => boolean): void => {
	const end = Date.now() + 5000;
	while (!isReached()) {
		if (Date.now() > end) {
			throw new Error('not reached within 5 s');
		}
	}
};

describe('ticket folder', () => {
	test('several tickets -> ordered by number then name, with path, title, text and hash', () => {
		for (const name of ['TICKET-010.md', 'TICKET-0009-x.md', 'ticket-002.md', 'TICKET-1000.md', 'TICKET-100.md']) {
			write(name, good('T'));
		}

		const {entries, strays, missing} = createTicketReader(repo).read(agents);
		expect(entries.map(({name}) => name)).toEqual(['ticket-002.md', 'TICKET-0009-x.md', 'TICKET-010.md', 'TICKET-100.md', 'TICKET-1000.md']);
		expect(entries[1]).toEqual({
			path: `${folder}TICKET-0009-x.md`, name: 'TICKET-0009-x.md', number: 9, title: 'T', text: good('T'),
			hash: '22ecd56ae4f71916d6e079cee2046feb017ecad979f3deb0638f14048dc397d0', problems: [],
			ticket: {
				agent: 'codex', done: false, title: 'T', goal: undefined, model: undefined, reasoning: undefined, verify: undefined, context: [], after: [],
			},
		});
		expect({strays, missing}).toEqual({strays: [], missing: false});
	});

	test('no folder, or a file in its place -> missing', () => {
		const reader = createTicketReader(repo);
		fs.rmdirSync(path.join(repo, folder));
		expect(reader.read(agents)).toEqual({entries: [], strays: [], missing: true});
		fs.writeFileSync(path.join(repo, folder.slice(0, -1)), 'x');
		expect(reader.read(agents)).toEqual({entries: [], strays: [], missing: true});
	});

	test('files that are not named like tickets -> strays; editor files and folders -> nothing', () => {
		for (const name of ['notes.md', 'TICKET-12.md', 'TICKET-001\n.md', '.TICKET-001.md.swp', 'TICKET-001.md~', '4913', '.#TICKET-001.md']) {
			write(name, 'x');
		}

		fs.mkdirSync(at('sub'));
		const {entries, strays} = createTicketReader(repo).read(agents);
		expect(entries).toEqual([]);
		expect(strays.map(({path: stray, problem}) => [stray, problem.code, problem.message, problem.mend])).toEqual([
			[`${folder}TICKET-001\n.md`, 'misnamed', String.raw`"TICKET-001\n.md" is not named like a ticket.`, 'Rename it to the pattern of TICKET-001.md, or move it out of the folder.'],
			[`${folder}TICKET-12.md`, 'misnamed', '"TICKET-12.md" is not named like a ticket.', 'Rename it to the pattern of TICKET-012.md, or move it out of the folder.'],
			[`${folder}notes.md`, 'misnamed', '"notes.md" is not named like a ticket.', 'Rename it to the pattern of TICKET-001-title.md, or move it out of the folder.'],
		]);
	});

	test.each<[string, (name: string) => void, string]>([
		['empty', name => {
			write(name, '');
		}, 'empty'],
		['only blank lines', name => {
			write(name, '\uFEFF\n\n');
		}, 'empty'],
		['no frontmatter', name => {
			write(name, 'x');
		}, 'no_frontmatter'],
		['never closed', name => {
			write(name, '---\nagent: codex\n');
		}, 'unclosed_frontmatter'],
		['another language', name => {
			write(name, '---js\n{}\n---\n');
		}, 'bad_language'],
		['bad YAML', name => {
			write(name, good('Fix: it'));
		}, 'bad_yaml'],
		['a list', name => {
			write(name, '---\n- a\n---\n');
		}, 'not_a_mapping'],
		['not UTF-8', name => {
			write(name, new Uint8Array([0xFE, 0xFF]));
		}, 'not_utf8'],
		['UTF-16', name => {
			write(name, Buffer.from(good('x'), 'utf16le'));
		}, 'unreadable'],
		['over 1 MiB', name => {
			write(name, good('x'.repeat(1_048_576)));
		}, 'too_large'],
		['a sparse file of 10 GB', name => {
			write(name, '');
			fs.truncateSync(at(name), 10_737_418_240);
		}, 'too_large'],
		['a symbolic link', name => {
			fs.writeFileSync(path.join(repo, 'real.md'), good('secret'));
			fs.symlinkSync('../../real.md', at(name));
		}, 'unreadable'],
		['a link to nowhere', name => {
			fs.symlinkSync('nowhere', at(name));
		}, 'unreadable'],
		['a folder', name => {
			fs.mkdirSync(at(name));
		}, 'unreadable'],
		['a named pipe', name => {
			execFileSync('mkfifo', [at(name)]);
		}, 'unreadable'],
	])('a ticket that is %s -> an entry with the problem, no ticket, never an exception', (_, make, code) => {
		make('TICKET-001.md');
		write('TICKET-002.md', good('fine'));
		const reader = createTicketReader(repo);
		const {entries} = reader.read(agents);
		expect(entries).toHaveLength(2);
		expect(entries[0]).toMatchObject({
			path: `${folder}TICKET-001.md`, number: 1, ticket: undefined, problems: [{code}],
		});
		expect(entries[0]?.text).not.toContain('secret');
		expect(entries[1]?.problems).toEqual([]);
		expect(reader.read(agents).entries[0]).toBe(entries[0]);
	});

	test('a name that is not UTF-8 -> an entry with the problem', () => {
		fs.writeFileSync(Buffer.concat([Buffer.from(at('TICKET-001-')), Buffer.from([0xE9]), Buffer.from('.md')]), good('x'));
		expect(createTicketReader(repo).read(agents).entries).toMatchObject([{number: 1, ticket: undefined, problems: [{code: 'unreadable', message: 'The file cannot be read: its name is not UTF-8 text.'}]}]);
	});

	test('an unknown agent in a done ticket -> done, with the problem', () => {
		write('TICKET-001.md', '---\nagent: codx\ndone: true\n---\n');
		expect(createTicketReader(repo).read(agents).entries[0]).toMatchObject({ticket: {agent: 'codx', done: true}, problems: [{code: 'unknown_agent', line: 2}]});
	});

	test('two of one number -> linted', () => {
		write('TICKET-001.md', good('a'));
		write('TICKET-0001.md', good('b'));
		expect(createTicketReader(repo).read(agents).entries.map(({problems}) => problems.map(({code}) => code))).toEqual([['duplicate_number'], ['duplicate_number']]);
	});

	test('a byte order mark and CRLF -> read, and kept in the text', () => {
		const text = `\uFEFF${good('x').replaceAll('\n', '\r\n')}`;
		write('TICKET-001.md', text);
		expect(createTicketReader(repo).read(agents).entries[0]).toMatchObject({text, title: 'x', problems: []});
	});
});

describe('reading again', () => {
	test('nothing changed -> the very same folder', () => {
		write('TICKET-001.md', good('a'));
		write('TICKET-0001.md', good('b'));
		const reader = createTicketReader(repo);
		const first = reader.read(agents);
		expect(reader.read(agents)).toBe(first);
		age('TICKET-001.md');
		expect(reader.read(agents)).toBe(first);
	});

	test('one changed, one new, one gone -> only those differ', () => {
		write('TICKET-001.md', good('a'));
		write('TICKET-002.md', good('b'));
		write('TICKET-003.md', good('c'));
		const reader = createTicketReader(repo);
		const [one, two] = reader.read(agents).entries;
		write('TICKET-002.md', good('B', true));
		write('TICKET-004.md', good('d'));
		fs.rmSync(at('TICKET-003.md'));
		const {entries} = reader.read(agents);
		expect(entries.map(({title}) => title)).toEqual(['a', 'B', 'd']);
		expect(entries[0]).toBe(one);
		expect(entries[1]).not.toBe(two);
	});

	test('only some may have changed -> these, new ones and gone ones are looked at; one that was young is too', () => {
		const names = ['TICKET-001.md', 'TICKET-002.md', 'TICKET-003.md', 'TICKET-004.md'];
		for (const name of names.slice(0, 3)) {
			write(name, good(name));
		}

		until(() => Date.now() - fs.statSync(at('TICKET-003.md')).ctimeMs > 100);
		write('TICKET-004.md', good('TICKET-004.md'));
		// Young for as long as the test takes.
		const soon = (Date.now() / 1000) + 3600;
		fs.utimesSync(at('TICKET-004.md'), soon, soon);
		const reader = createTicketReader(repo);
		reader.read(agents);
		for (const name of names) {
			write(name, good(`${name}, anew`));
		}

		fs.rmSync(at('TICKET-003.md'));
		write('TICKET-005.md', good('e'));
		const titles = (touched?: ReadonlySet<string>) => reader.read(agents, touched).entries.map(({title}) => title);
		expect(titles(new Set(['TICKET-002.md', 'notes.txt']))).toEqual(['TICKET-001.md', 'TICKET-002.md, anew', 'TICKET-004.md, anew', 'e']);
		expect(titles()).toEqual(['TICKET-001.md, anew', 'TICKET-002.md, anew', 'TICKET-004.md, anew', 'e']);
	});

	// Before Linux 6.13 two such writes may have the very same times.
	test('rewritten at once with as many bytes, a thousand times -> never the old text', () => {
		write('TICKET-001.md', good('0000'));
		const reader = createTicketReader(repo);
		for (let count = 1; count <= 1000; count++) {
			const title = `t${String(count).padStart(3, '0')}`;
			write('TICKET-001.md', good(title));
			expect(reader.read(agents).entries[0]?.title).toBe(title);
		}
	});

	test('times put back after a change of as many bytes -> seen nevertheless', () => {
		write('TICKET-001.md', good('old1'));
		age('TICKET-001.md');
		const reader = createTicketReader(repo);
		const {mtime} = fs.statSync(at('TICKET-001.md'));
		const changed = fs.statSync(at('TICKET-001.md')).ctimeMs;
		until(() => Date.now() - changed > 80);
		expect(reader.read(agents).entries[0]?.title).toBe('old1');
		write('TICKET-001.md', good('new1'));
		fs.utimesSync(at('TICKET-001.md'), mtime, mtime);
		expect(reader.read(agents).entries[0]?.title).toBe('new1');
	});

	test('other agents are known -> judged anew', () => {
		write('TICKET-001.md', good('a'));
		const reader = createTicketReader(repo);
		expect(reader.read(['demo']).entries[0]?.problems).toMatchObject([{code: 'unknown_agent'}]);
		expect(reader.read(agents).entries[0]?.problems).toEqual([]);
	});

	test('a broken one is mended -> mended', () => {
		fs.symlinkSync('nowhere', at('TICKET-001.md'));
		const reader = createTicketReader(repo);
		expect(reader.read(agents).entries[0]?.problems).toHaveLength(1);
		fs.rmSync(at('TICKET-001.md'));
		write('TICKET-001.md', good('a'));
		expect(reader.read(agents).entries[0]?.problems).toEqual([]);
	});
});
