import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {
	afterEach, beforeEach, describe, expect, test,
} from 'vitest';
import {
	appendLines, disk, makeFolder, removeWhole, renameToFree, renameWhole, writeWhole, type Disk,
} from '../../../source/store/file/durable-write.js';
import {tempFolder} from '../../support/temp-folder.js';

const real: Disk = {...disk};
let folder = '';
let calls: string[] = [];

/** Notes each effect, so that the order of them can be told. */
const noting = (name: keyof Disk) => (...args: readonly unknown[]): unknown => {
	calls.push(name);
	return Reflect.apply(real[name], undefined, args);
};

const record = (): void => {
	calls = [];
	Object.assign(disk, Object.fromEntries((Object.keys(real) as Array<keyof Disk>).map(name => [name, noting(name)])));
};

beforeEach(async () => {
	folder = await tempFolder('durable');
});

afterEach(() => {
	Object.assign(disk, real);
});

const at = (...names: readonly string[]): string => path.join(folder, ...names);
const mode = (file: string): number => fs.statSync(file).mode % 0o1000;

describe('write whole', () => {
	test('a new file: content, mode 0600, no leftover', () => {
		writeWhole(at('a'), 'ä\n');
		expect(fs.readFileSync(at('a'), 'utf8')).toBe('ä\n');
		expect(mode(at('a'))).toBe(0o600);
		expect(fs.readdirSync(folder)).toEqual(['a']);
	});

	test('the order of effects: bytes and fsync before the name, fsync of the folder after it', () => {
		record();
		writeWhole(at('a'), 'x');
		expect(calls).toEqual(['open', 'chmod', 'write', 'size', 'sync', 'close', 'rename', 'open', 'sync', 'close']);
	});

	test('an existing file: replaced; a mode that was asked for holds whatever the umask', () => {
		writeWhole(at('a'), 'old, and longer');
		writeWhole(at('a'), new Uint8Array([110, 101, 119]), {mode: 0o666});
		expect(fs.readFileSync(at('a'), 'utf8')).toBe('new');
		expect(mode(at('a'))).toBe(0o666);
	});

	test('exclusive, the name is taken -> EEXIST, the old file stays, no leftover', () => {
		writeWhole(at('a'), 'old');
		expect(() => {
			writeWhole(at('a'), 'new', {exclusive: true});
		}).toThrow(/EEXIST/u);
		expect(fs.readFileSync(at('a'), 'utf8')).toBe('old');
		expect(fs.readdirSync(folder)).toEqual(['a']);
	});

	test('exclusive, the name is free -> written, one name only', () => {
		writeWhole(at('a'), 'new', {exclusive: true});
		expect(fs.readFileSync(at('a'), 'utf8')).toBe('new');
		expect(fs.statSync(at('a')).nlink).toBe(1);
		expect(fs.readdirSync(folder)).toEqual(['a']);
	});

	test('the target is a symbolic link -> refused by name, its target untouched', () => {
		fs.writeFileSync(at('real'), 'old');
		fs.symlinkSync('real', at('link'));
		expect(() => {
			writeWhole(at('link'), 'new');
		}).toThrow(`${at('link')} is a symbolic link`);
		expect(fs.readFileSync(at('real'), 'utf8')).toBe('old');
	});

	test('a name of 255 bytes -> written', () => {
		writeWhole(at('n'.repeat(255)), 'x');
		expect(fs.readdirSync(folder)).toEqual(['n'.repeat(255)]);
	});

	test('each write takes three bytes -> all bytes arrive', () => {
		disk.write = (fd, bytes, offset, length) => real.write(fd, bytes, offset, Math.min(3, length));
		writeWhole(at('a'), '0123456789');
		expect(fs.readFileSync(at('a'), 'utf8')).toBe('0123456789');
	});

	test.each<[string, Partial<Disk>]>([
		['a write takes nothing', {write: () => 0}],
		['the file is shorter than what was written', {size: () => 1}],
		['a write fails', {
			write() {
				throw Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC'});
			},
		}],
		['the fsync fails', {
			sync() {
				throw Object.assign(new Error('EIO: i/o error, fsync'), {code: 'EIO'});
			},
		}],
		['the rename fails', {
			rename() {
				throw Object.assign(new Error('EACCES: permission denied, rename'), {code: 'EACCES'});
			},
		}],
	])('%s -> throws, the old file stays, no leftover', (_, broken) => {
		writeWhole(at('a'), 'old');
		Object.assign(disk, broken);
		expect(() => {
			writeWhole(at('a'), 'new');
		}).toThrow(/ENOSPC|EIO|EACCES/u);
		expect(fs.readFileSync(at('a'), 'utf8')).toBe('old');
		expect(fs.readdirSync(folder)).toEqual(['a']);
	});
});

describe('other effects', () => {
	test('append: short writes -> every byte, behind what was there', () => {
		fs.writeFileSync(at('log'), 'one\n');
		disk.write = (fd, bytes, offset, length) => real.write(fd, bytes, offset, Math.min(2, length));
		const fd = fs.openSync(at('log'), 'a');
		appendLines(fd, 'zwölf\n');
		fs.closeSync(fd);
		expect(fs.readFileSync(at('log'), 'utf8')).toBe('one\nzwölf\n');
	});

	test('make folder: all missing ones, 0700; those that are there stay as they are', () => {
		fs.mkdirSync(at('a'), {mode: 0o755});
		record();
		makeFolder(at('a', 'b', 'c'));
		expect([mode(at('a')), mode(at('a', 'b')), mode(at('a', 'b', 'c'))]).toEqual([0o755, 0o700, 0o700]);
		expect(calls).toEqual(['mkdir', 'open', 'sync', 'close', 'mkdir', 'open', 'sync', 'close']);
		makeFolder(at('a', 'b', 'c'));
		expect(calls).toHaveLength(8);
	});

	test('make folder: a file is in the way -> throws', () => {
		fs.writeFileSync(at('a'), '');
		expect(() => {
			makeFolder(at('a'));
		}).toThrow(/EEXIST/u);
	});

	test('rename: both folders are synced', () => {
		makeFolder(at('b'));
		writeWhole(at('a'), 'x');
		record();
		renameWhole(at('a'), at('b', 'a'));
		expect(fs.readFileSync(at('b', 'a'), 'utf8')).toBe('x');
		expect(calls).toEqual(['rename', 'open', 'sync', 'close', 'open', 'sync', 'close']);
	});

	test('rename to a free name: a taken one -> EEXIST, both files stay', () => {
		writeWhole(at('a'), 'a');
		writeWhole(at('b'), 'b');
		expect(() => {
			renameToFree(at('a'), at('b'));
		}).toThrow(/EEXIST/u);
		renameToFree(at('a'), at('c'));
		expect(fs.readdirSync(folder)).toEqual(['b', 'c']);
	});

	test('remove: a missing file is fine', () => {
		writeWhole(at('a'), 'x');
		removeWhole(at('a'));
		removeWhole(at('a'));
		expect(fs.readdirSync(folder)).toEqual([]);
	});
});

/** A disk of 64 KiB, where the user may mount one. */
const mountSmallDisk = (target: string): boolean => {
	try {
		fs.mkdirSync(target);
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,nr_inodes=20', 'tmpfs', target], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
};

test('write whole: a disk that is full to any degree -> the old file whole or the new one whole, never a torn one', async context => {
	const small = path.join(await tempFolder('full'), 'disk');
	if (!mountSmallDisk(small)) {
		context.skip('no disk can be mounted here');
	}

	try {
		const target = path.join(small, 'ticket');
		const outcomes = new Set<string>();
		for (let filler = 0; filler <= 64 * 1024; filler += 4096) {
			fs.writeFileSync(target, 'old');
			fs.writeFileSync(path.join(small, 'filler'), Buffer.alloc(Math.min(filler, 56 * 1024)));
			const text = 'n'.repeat(20_000 + (filler / 16));
			try {
				writeWhole(target, text);
				expect(fs.readFileSync(target, 'utf8')).toBe(text);
				outcomes.add('written');
			} catch (error) {
				expect(error).toMatchObject({code: 'ENOSPC'});
				expect(fs.readFileSync(target, 'utf8')).toBe('old');
				outcomes.add('refused');
			}

			expect(fs.readdirSync(small).toSorted()).toEqual(['filler', 'ticket']);
			fs.rmSync(path.join(small, 'filler'));
		}

		expect(outcomes).toEqual(new Set(['written', 'refused']));
	} finally {
		execFileSync('umount', [small]);
	}
});
