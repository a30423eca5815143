// What `node:fs` is to the program under simulation: the functions it uses, over the disk in memory. Bundled in the place of `node:fs`.
import {Buffer} from 'node:buffer';
import real from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {effect, look} from './effect-gate.js';
import {
	createMemoryDisk, type FileNode, type FolderNode, type MemoryDisk, type Node,
} from './memory-disk.js';

export const {constants} = real;

let disk: MemoryDisk = createMemoryDisk();

export const mount = (mounted: MemoryDisk): void => {
	disk = mounted;
	open.clear();
};

export const mounted = (): MemoryDisk => disk;

type Open = {readonly node: Node; readonly name: string; readonly appends: boolean; position: number};

const open = new Map<number, Open>();
let descriptors = 100;

const fail = (code: string, call: string, file: string): never => {
	throw Object.assign(new Error(`${code}: ${call} '${file}'`), {code, syscall: call, path: file});
};

const knownParts = new Map<string, readonly string[]>();

const partsOf = (file: string): readonly string[] => {
	const known = knownParts.get(file);
	if (known !== undefined) {
		return known;
	}

	const parts = path.resolve(file).split('/').filter(part => part !== '');
	if (knownParts.size > 20_000) {
		knownParts.clear();
	}

	knownParts.set(file, parts);
	return parts;
};

const find = (file: string): Node | undefined => {
	look();
	let node: Node | undefined = disk.root;
	for (const part of partsOf(file)) {
		node = node?.kind === 'folder' ? node.entries.get(part) : undefined;
	}

	return node;
};

const need = (file: string, call: string): Node => find(file) ?? fail('ENOENT', call, file);

const folderOf = (file: string, call: string): FolderNode => {
	const node = need(path.dirname(path.resolve(file)), call);
	return node.kind === 'folder' ? node : fail('ENOTDIR', call, file);
};

const nameOf = (file: string): string => path.basename(path.resolve(file));

const openOf = (descriptor: number): Open => open.get(descriptor) ?? fail('EBADF', 'use', String(descriptor));

const fileNode = (node: Node, call: string, file: string): FileNode => node.kind === 'file' ? node : fail('EISDIR', call, file);

const user = process.getuid?.() ?? 0;

/** The parts of `fs.Stats` that the program looks at. */
const statsOf = (node: Node) => ({
	isFile: () => node.kind === 'file',
	isDirectory: () => node.kind === 'folder',
	isSymbolicLink: () => false,
	size: node.kind === 'file' ? node.bytes.length : 0,
	mode: node.mode,
	ino: node.ino,
	nlink: node.kind === 'file' ? node.links : 1,
	uid: user,
	mtimeMs: node.time,
	ctimeMs: node.time,
	birthtimeMs: node.time,
});

const put = (folder: FolderNode, name: string, node: Node | undefined): void => {
	const before = folder.entries.get(name);
	if (before?.kind === 'file') {
		before.links--;
	}

	if (node?.kind === 'file') {
		node.links++;
	}

	disk.rename([{folder, name, node}]);
};

export const existsSync = (file: string): boolean => find(file) !== undefined;

export const statSync = (file: string, options?: {readonly throwIfNoEntry?: boolean}) => {
	const node = find(file);
	if (node === undefined) {
		return options?.throwIfNoEntry === false ? undefined : fail('ENOENT', 'stat', file);
	}

	return statsOf(node);
};

export const lstatSync = statSync;

export const realpathSync = (file: string): string => {
	need(file, 'realpath');
	return path.resolve(file);
};

export const accessSync = (file: string): void => {
	need(file, 'access');
};

const isWriting = (flags: string | number): boolean => typeof flags === 'string' ? flags !== 'r' : flags % 4 !== 0;

export const openSync = (file: string, flags: string | number = 'r', mode = 0o666): number => {
	look();
	const text = typeof flags === 'string' ? flags : 'r';
	const act = (): number => {
		let node = find(file);
		if (node === undefined) {
			if (!/[wa]/v.test(text)) {
				return fail('ENOENT', 'open', file);
			}

			node = disk.newFile(mode);
			put(folderOf(file, 'open'), nameOf(file), node);
		} else if (text.includes('x')) {
			return fail('EEXIST', 'open', file);
		}

		if (text.startsWith('w') && node.kind === 'file' && node.bytes.length > 0) {
			disk.change(node, {length: 0});
		}

		descriptors++;
		open.set(descriptors, {
			node, name: file, appends: text.startsWith('a'), position: 0,
		});
		return descriptors;
	};

	return isWriting(flags) ? effect(`${find(file) === undefined ? 'create' : 'open'} ${file}`, act) : act();
};

export const closeSync = (descriptor: number): void => {
	open.delete(descriptor);
};

export const fstatSync = (descriptor: number) => {
	look();
	return statsOf(openOf(descriptor).node);
};

/** A write takes no more than this at once: who does not look at the count loses the rest. */
const mostAtOnce = 700;

export const writeSync = (descriptor: number, bytes: Uint8Array, offset = 0, length = bytes.length - offset): number => {
	const handle = openOf(descriptor);
	const node = fileNode(handle.node, 'write', handle.name);
	const write = (count: number): number => {
		const at = handle.appends ? node.bytes.length : handle.position;
		disk.change(node, {at, bytes: Uint8Array.from(bytes.subarray(offset, offset + count))});
		handle.position = at + count;
		return count;
	};

	const taken = Math.min(length, mostAtOnce);
	return effect(`write ${handle.name}`, () => write(taken), () => {
		write(Math.floor(taken / 2));
	});
};

export const readSync = (descriptor: number, buffer: Uint8Array, offset = 0, length = buffer.length - offset, position: number | null = null): number => {
	look();
	const handle = openOf(descriptor);
	const at = position ?? handle.position;
	const piece = fileNode(handle.node, 'read', handle.name).bytes.subarray(at, at + length);
	buffer.set(piece, offset);
	if (position === null) {
		handle.position += piece.length;
	}

	return piece.length;
};

export const readFileSync = (file: string | number, options?: string | {readonly encoding?: string}): string | Buffer => {
	look();
	const node = typeof file === 'number' ? openOf(file).node : need(file, 'open');
	const bytes = Buffer.from(fileNode(node, 'read', String(file)).bytes);
	const encoding = typeof options === 'string' ? options : options?.encoding;
	return encoding === undefined ? bytes : bytes.toString('utf8');
};

const writeAll = (descriptor: number, bytes: Uint8Array): void => {
	for (let offset = 0; offset < bytes.length;) {
		offset += writeSync(descriptor, bytes, offset);
	}
};

export const writeFileSync = (file: string, data: string | Uint8Array): void => {
	const descriptor = openSync(file, 'w');
	writeAll(descriptor, typeof data === 'string' ? Buffer.from(data) : data);
	closeSync(descriptor);
};

export const fsyncSync = (descriptor: number): void => {
	const {node, name} = openOf(descriptor);
	effect(`sync ${name}`, () => {
		if (node.kind === 'file') {
			disk.syncFile(node);
		} else {
			disk.syncFolder(node);
		}
	});
};

const cut = (node: FileNode, name: string, length: number): void => {
	effect(`cut ${name}`, () => {
		disk.change(node, {length});
	});
};

export const ftruncateSync = (descriptor: number, length = 0): void => {
	const {node, name} = openOf(descriptor);
	cut(fileNode(node, 'ftruncate', name), name, length);
};

export const truncateSync = (file: string, length = 0): void => {
	cut(fileNode(need(file, 'truncate'), 'truncate', file), file, length);
};

export const fchmodSync = (descriptor: number, mode: number): void => {
	openOf(descriptor).node.mode = mode;
};

export const chmodSync = (file: string, mode: number): void => {
	need(file, 'chmod').mode = mode;
};

export const futimesSync = (descriptor: number): void => {
	look();
	openOf(descriptor).node.time = Date.now();
};

export const utimesSync = (file: string): void => {
	look();
	need(file, 'utime');
};

export const renameSync = (from: string, to: string): void => {
	const node = need(from, 'rename');
	const [source, target] = [folderOf(from, 'rename'), folderOf(to, 'rename')];
	const old = target.entries.get(nameOf(to));
	if (node.kind === 'folder' && old !== undefined && (old.kind === 'file' || old.entries.size > 0)) {
		fail(old.kind === 'file' ? 'ENOTDIR' : 'ENOTEMPTY', 'rename', to);
	}

	if (node.kind === 'file' && old?.kind === 'folder') {
		fail('EISDIR', 'rename', to);
	}

	effect(`rename ${to}`, () => {
		if (old === node) {
			return;
		}

		if (old?.kind === 'file') {
			old.links--;
		}

		disk.rename([{folder: source, name: nameOf(from), node: undefined}, {folder: target, name: nameOf(to), node}]);
	});
};

export const linkSync = (from: string, to: string): void => {
	const node = need(from, 'link');
	const folder = folderOf(to, 'link');
	if (folder.entries.has(nameOf(to))) {
		fail('EEXIST', 'link', to);
	}

	effect(`link ${to}`, () => {
		put(folder, nameOf(to), node);
	});
};

export const unlinkSync = (file: string): void => {
	if (need(file, 'unlink').kind === 'folder') {
		fail('EISDIR', 'unlink', file);
	}

	effect(`unlink ${file}`, () => {
		put(folderOf(file, 'unlink'), nameOf(file), undefined);
	});
};

export const mkdirSync = (folder: string, options?: {readonly recursive?: boolean; readonly mode?: number}): void => {
	if (find(folder) !== undefined) {
		if (options?.recursive !== true) {
			fail('EEXIST', 'mkdir', folder);
		}

		return;
	}

	if (options?.recursive === true && find(path.dirname(folder)) === undefined) {
		mkdirSync(path.dirname(folder), options);
	}

	effect(`folder ${folder}`, () => {
		put(folderOf(folder, 'mkdir'), nameOf(folder), disk.newFolder(options?.mode ?? 0o777));
	});
};

export const rmdirSync = (folder: string): void => {
	const node = need(folder, 'rmdir');
	if (node.kind === 'folder' && node.entries.size > 0) {
		fail('ENOTEMPTY', 'rmdir', folder);
	}

	effect(`remove ${folder}`, () => {
		put(folderOf(folder, 'rmdir'), nameOf(folder), undefined);
	});
};

/** Entry by entry, as it is done in truth. */
export const rmSync = (file: string, options?: {readonly recursive?: boolean; readonly force?: boolean}): void => {
	const node = find(file);
	if (node === undefined) {
		if (options?.force !== true) {
			fail('ENOENT', 'rm', file);
		}

		return;
	}

	if (node.kind === 'file') {
		unlinkSync(file);
		return;
	}

	for (const name of node.entries.keys()) {
		rmSync(path.join(file, name), options);
	}

	rmdirSync(file);
};

export const copyFileSync = (from: string, to: string, mode = 0): void => {
	const bytes = Buffer.from(fileNode(need(from, 'copyfile'), 'copyfile', from).bytes);
	const descriptor = openSync(to, mode === constants.COPYFILE_EXCL ? 'wx' : 'w');
	writeAll(descriptor, bytes);
	closeSync(descriptor);
};

const direntOf = (folder: string, name: string, node: Node) => ({
	name, parentPath: folder, isFile: () => node.kind === 'file', isDirectory: () => node.kind === 'folder', isSymbolicLink: () => false,
});

export const readdirSync = (folder: string, options?: {readonly withFileTypes?: boolean; readonly recursive?: boolean}): unknown => {
	const node = need(folder, 'scandir');
	if (node.kind === 'file') {
		return fail('ENOTDIR', 'scandir', folder);
	}

	if (options?.withFileTypes !== true) {
		return [...node.entries.keys()];
	}

	return [...node.entries].flatMap(([name, child]): unknown[] => [
		direntOf(folder, name, child),
		...(options.recursive === true && child.kind === 'folder' ? readdirSync(path.join(folder, name), options) as unknown[] : []),
	]);
};

const files = {
	accessSync, chmodSync, closeSync, constants, copyFileSync, existsSync, fchmodSync, fstatSync, fsyncSync, ftruncateSync, futimesSync, linkSync, lstatSync, mkdirSync, openSync, readFileSync, readSync,
	readdirSync, realpathSync, renameSync, rmSync, rmdirSync, statSync, truncateSync, unlinkSync, utimesSync, writeFileSync, writeSync,
};

export default files;
