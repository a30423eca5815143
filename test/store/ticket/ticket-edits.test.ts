import fs from 'node:fs';
import path from 'node:path';
import {
	beforeEach, describe, expect, test, vi,
} from 'vitest';
import {setField} from '../../../source/domain/ticket/edit-frontmatter.js';
import {planMove} from '../../../source/domain/ticket/move-tickets.js';
import {UserError} from '../../../source/domain/user-error.js';
import {disk, type Disk} from '../../../source/store/file/durable-write.js';
import {
	applyMove, createTicket, editTicket, setTicketField,
} from '../../../source/store/ticket/ticket-edits.js';
import {createTicketReader} from '../../../source/store/ticket/ticket-files.js';
import {tempFolder} from '../../support/temp-folder.js';

const folder = '.codex-autorunner/tickets/';
let repo = '';

beforeEach(async () => {
	repo = await tempFolder('edits');
	fs.mkdirSync(path.join(repo, folder), {recursive: true});
});

const at = (name: string): string => path.join(repo, folder, name);
const write = (name: string, text: string): void => {
	fs.writeFileSync(at(name), text);
};

const read = (name: string): string => fs.readFileSync(at(name), 'utf8');
const list = (): string[] => fs.readdirSync(path.join(repo, folder)).toSorted();
const entries = () => createTicketReader(repo).read(['codex']).entries;

describe('editing a ticket', () => {
	test('one field -> that line only; mode kept, no leftover', () => {
		write('TICKET-001.md', '\uFEFF---\r\nagent: codex # c\r\ndone: false\r\n---\r\nbody');
		fs.chmodSync(at('TICKET-001.md'), 0o664);
		expect(setTicketField(repo, `${folder}TICKET-001.md`, 'done', true)).toEqual({changed: true});
		expect(read('TICKET-001.md')).toBe('\uFEFF---\r\nagent: codex # c\r\ndone: true\r\n---\r\nbody');
		expect(fs.statSync(at('TICKET-001.md')).mode % 0o1000).toBe(0o664);
		expect(list()).toEqual(['TICKET-001.md']);
	});

	test('nothing to change -> the file is not touched', () => {
		write('TICKET-001.md', '---\nagent: codex\ndone: true\n---\n');
		const {ino} = fs.statSync(at('TICKET-001.md'));
		expect(setTicketField(repo, `${folder}TICKET-001.md`, 'done', true)).toEqual({changed: false});
		expect(fs.statSync(at('TICKET-001.md')).ino).toBe(ino);
	});

	test('somebody writes meanwhile -> both changes are in the file', () => {
		write('TICKET-001.md', '---\nagent: codex\ndone: false\n---\nbody\n');
		let calls = 0;
		editTicket(repo, `${folder}TICKET-001.md`, text => {
			calls++;
			if (calls < 4) {
				write('TICKET-001.md', `${text}line ${calls}\n`);
			}

			return setField(text, 'done', true);
		});
		expect(calls).toBe(4);
		expect(read('TICKET-001.md')).toBe('---\nagent: codex\ndone: true\n---\nbody\nline 1\nline 2\nline 3\n');
		expect(list()).toEqual(['TICKET-001.md']);
	});

	test('somebody writes without end -> refused, their text stays, no leftover', () => {
		write('TICKET-001.md', '0');
		expect(() => editTicket(repo, `${folder}TICKET-001.md`, text => {
			write('TICKET-001.md', String(Number(text) + 1));
			return 'mine';
		})).toThrow('is being written by somebody else all the time');
		expect(read('TICKET-001.md')).toBe('10');
		expect(list()).toEqual(['TICKET-001.md']);
	});

	test('it is deleted meanwhile -> refused, not made again', () => {
		write('TICKET-001.md', 'a');
		expect(() => editTicket(repo, `${folder}TICKET-001.md`, () => {
			fs.rmSync(at('TICKET-001.md'));
			return 'b';
		})).toThrow('is not there any more');
		expect(list()).toEqual([]);
	});

	const makeNothing = (): undefined => undefined;

	test.each<[string, string, () => void]>([
		['out of the folder', `${folder}../../x.md`, () => {
			fs.writeFileSync(path.join(repo, 'x.md'), 'x');
		}],
		['absolute', '/etc/passwd', makeNothing],
		['in a folder below', `${folder}a/TICKET-001.md`, makeNothing],
		['not a ticket', `${folder}notes.md`, () => {
			write('notes.md', 'x');
		}],
		['missing', `${folder}TICKET-009.md`, makeNothing],
		['a symbolic link', `${folder}TICKET-001.md`, () => {
			fs.writeFileSync(path.join(repo, 'real'), 'real');
			fs.symlinkSync(path.join(repo, 'real'), at('TICKET-001.md'));
		}],
		['a folder', `${folder}TICKET-001.md`, () => {
			fs.mkdirSync(at('TICKET-001.md'));
		}],
		['not UTF-8', `${folder}TICKET-001.md`, () => {
			fs.writeFileSync(at('TICKET-001.md'), new Uint8Array([0xFF]));
		}],
	])('a path that is %s -> UserError, nothing written', (_, ticket, make) => {
		make();
		const before = list();
		expect(() => editTicket(repo, ticket, () => 'changed')).toThrow(UserError);
		expect(list()).toEqual(before);
		expect(fs.readdirSync(repo).filter(name => name === 'real' || name === 'x.md').map(name => fs.readFileSync(path.join(repo, name), 'utf8'))).not.toContain('changed');
	});

	test.each([
		['a key twice', '---\ndone: false\ndone: false\n---\n'],
		['a value that is used elsewhere', '---\ndone: &d false\nother: *d\n---\n'],
		['broken in another line', '---\ntitle: Fix: it\ndone: false\n---\n'],
	])('%s -> refused, the file stays', (_, text) => {
		write('TICKET-001.md', text);
		expect(() => setTicketField(repo, `${folder}TICKET-001.md`, 'done', true)).toThrow('could not be changed safely');
		expect(read('TICKET-001.md')).toBe(text);
	});
});

describe('making a ticket', () => {
	test('the first one, and the next after the highest -> readable, 0600', () => {
		expect(createTicket(repo, {title: 'Fix: the "login" #1', agent: 'codex'})).toBe(`${folder}TICKET-001-fix-the-login-1.md`);
		write('ticket-0041.md', '');
		expect(createTicket(repo, {title: '日本', agent: 'user', body: 'Hello'})).toBe(`${folder}TICKET-042.md`);
		expect(read('TICKET-001-fix-the-login-1.md')).toBe('---\ntitle: "Fix: the \\"login\\" #1"\nagent: codex\ndone: false\n---\n\n# Fix: the "login" #1\n');
		expect(read('TICKET-042.md')).toBe('---\ntitle: "日本"\nagent: user\ndone: false\n---\n\nHello\n');
		expect(fs.statSync(at('TICKET-042.md')).mode % 0o1000).toBe(0o600);
		expect(entries().filter(({name}) => name !== 'ticket-0041.md').map(({title, problems}) => [title, problems])).toEqual([['Fix: the "login" #1', []], ['日本', []]]);
	});

	test('a title with line breaks and control characters -> one line', () => {
		createTicket(repo, {title: ' a\r\n---\nb\u{1B}[31m ', agent: 'codex'});
		expect(entries()[0]).toMatchObject({title: 'a --- b [31m', problems: []});
	});

	test('no ticket folder -> UserError that says car init', () => {
		fs.rmdirSync(path.join(repo, folder));
		expect(() => createTicket(repo, {title: 'a', agent: 'codex'})).toThrow('There is no ticket folder');
	});

	test('a blank title -> UserError', () => {
		expect(() => createTicket(repo, {title: ' \n', agent: 'codex'})).toThrow('A ticket needs a title.');
		expect(list()).toEqual([]);
	});
});

describe('moving tickets', () => {
	const ticket = (title: string, after: readonly number[] = []): string => `---\ntitle: ${title} # keep\nagent: codex\ndone: false\n${after.length === 0 ? '' : `after: [${after.join(', ')}] # keep\n`}---\n${title}\n`;

	test('two change places, and those that come after them follow', () => {
		write('TICKET-001-a.md', ticket('a'));
		write('TICKET-002-b.md', ticket('b', [1]));
		write('TICKET-003-c.md', ticket('c', [1, 2]));
		const plan = planMove(entries(), 2, 1);
		applyMove(repo, plan);
		expect(list()).toEqual(['TICKET-001-b.md', 'TICKET-002-a.md', 'TICKET-003-c.md']);
		expect(read('TICKET-001-b.md')).toBe(ticket('b', [2]));
		expect(read('TICKET-002-a.md')).toBe(ticket('a'));
		expect(read('TICKET-003-c.md')).toBe(ticket('c', [2, 1]));
	});

	test('a chain of names, one onto the other -> every ticket once', () => {
		for (const [index, title] of ['a', 'b', 'c', 'd', 'e'].entries()) {
			write(`TICKET-00${index + 1}.md`, ticket(title));
		}

		write('TICKET-007.md', ticket('g'));
		applyMove(repo, planMove(entries(), 5, 2));
		expect(entries().map(({title}) => title)).toEqual(['a', 'e', 'b', 'c', 'd', 'g']);
		expect(list()).toHaveLength(6);
	});

	test('a target was taken meanwhile -> refused, nothing moved', () => {
		write('TICKET-001.md', ticket('a'));
		write('TICKET-005.md', ticket('b'));
		write('TICKET-006.md', ticket('c'));
		const plan = planMove(entries(), 6, 5);
		write('TICKET-004-x.md', ticket('x'));
		const before = list();
		expect(() => {
			applyMove(repo, plan);
		}).toThrow('The tickets changed meanwhile');
		expect(list()).toEqual(before);
	});

	test('an `after` that cannot be edited -> refused, nothing moved', () => {
		write('TICKET-001.md', ticket('a'));
		write('TICKET-002.md', ticket('b'));
		write('TICKET-003.md', '---\n{agent: codex, done: false, after: [1, 2]}\n---\n');
		const plan = planMove(entries(), 2, 1);
		expect(() => {
			applyMove(repo, plan);
		}).toThrow(UserError);
		expect([read('TICKET-001.md'), read('TICKET-002.md')]).toEqual([ticket('a'), ticket('b')]);
	});
});

describe('a crash in the middle of an edit', () => {
	const before = '---\nagent: codex\ndone: false\n---\nbody\n';

	/** Ends the edit before its n-th effect on the disk; nothing after it happens. Answers whether there was one. */
	const dieAt = (effect: number): boolean => {
		const real = {...disk};
		let count = 0;
		const live = (name: keyof Disk): void => {
			count++;
			if (count >= effect && name !== 'close') {
				throw new Error('killed');
			}
		};

		for (const name of Object.keys(real) as Array<keyof Disk>) {
			const act = real[name] as (...args: unknown[]) => unknown;
			Reflect.set(disk, name, (...args: unknown[]) => {
				live(name);
				return act(...args);
			});
		}

		try {
			setTicketField(repo, `${folder}TICKET-001.md`, 'done', true);
			return false;
		} catch {
			return true;
		} finally {
			Object.assign(disk, real);
		}
	};

	test('at every effect -> whole at the next look, old or new, and the next edit works', () => {
		const seen = new Set<boolean | undefined>();
		let effect = 1;
		for (let isHit = true; isHit; effect++) {
			write('TICKET-001.md', before);
			isHit = dieAt(effect);
			const [entry, ...others] = entries();
			expect([others, entry?.problems, entry?.text.replace('true', 'false')]).toEqual([[], [], before]);
			seen.add(entry?.ticket?.done);
			expect(setTicketField(repo, `${folder}TICKET-001.md`, 'done', entry?.ticket?.done !== true)).toEqual({changed: true});
			for (const name of list().filter(name => name.startsWith('.'))) {
				fs.rmSync(at(name));
			}
		}

		expect(effect).toBeGreaterThan(10);
		expect(seen).toEqual(new Set([false, true]));
	});

	test('a ticket that is away for a moment -> a look waits for it, and it is never missing', () => {
		write('TICKET-001.md', before);
		const taken = at('.TICKET-001.md.0123abcd.kept');
		fs.renameSync(at('TICKET-001.md'), taken);
		// Its owner is dead: after a moment it comes back.
		expect(entries().map(({name, text}) => [name, text])).toEqual([['TICKET-001.md', before]]);
		expect(list()).toEqual(['TICKET-001.md']);
	});

	test('a replaced one that a dead program left behind -> in the trash after a minute, under its name', () => {
		write('TICKET-001.md', before);
		write('.TICKET-001.md.0123abcd.kept', 'the old one');
		vi.useFakeTimers({now: Date.now() + 61_000});
		entries();
		vi.useRealTimers();
		expect(list()).toEqual(['TICKET-001.md']);
		const trash = path.join(repo, '.codex-autorunner/trash');
		expect(fs.readdirSync(trash).map(name => [name.endsWith('_TICKET-001.md'), fs.readFileSync(path.join(trash, name), 'utf8')])).toEqual([[true, 'the old one']]);
	});
});
