import {Buffer} from 'node:buffer';
import type {Random} from '../seeded-random.js';

type Change = {readonly at: number; readonly bytes: Uint8Array} | {readonly length: number};

export type FileNode = {
	readonly kind: 'file';
	readonly ino: number;
	mode: number;
	time: number;
	links: number;
	/** As every process sees it. */
	bytes: Buffer;
	/** As it is on the platter, and what was written since. */
	saved: Buffer;
	pending: Change[];
};

export type FolderNode = {
	readonly kind: 'folder';
	readonly ino: number;
	mode: number;
	time: number;
	readonly entries: Map<string, Node>;
	readonly saved: Map<string, Node>;
};

export type Node = FileNode | FolderNode;

/** Names that change in one step: all of it reaches the platter or nothing. */
type Naming = ReadonlyArray<{readonly folder: FolderNode; readonly name: string; readonly node: Node | undefined}>;

const applied = (bytes: Buffer, change: Change): Buffer => {
	if ('length' in change) {
		return Buffer.from(bytes.subarray(0, change.length));
	}

	const longer = Buffer.alloc(Math.max(bytes.length, change.at + change.bytes.length));
	bytes.copy(longer);
	longer.set(change.bytes, change.at);
	return longer;
};

/**
 * A disk in memory that knows what is only in the caches: bytes until their file is synced, names until a folder they stand in is.
 * It is harsher than a journal: what was not synced may be kept or lost in any order, apart from changes of one and the same name.
 */
export type MemoryDisk = {
	readonly root: FolderNode;
	readonly newFile: (mode: number) => FileNode;
	readonly newFolder: (mode: number) => FolderNode;
	readonly change: (file: FileNode, change: Change) => void;
	readonly rename: (naming: Naming) => void;
	readonly syncFile: (file: FileNode) => void;
	readonly syncFolder: (folder: FolderNode) => void;
	/** What others write (an agent, an editor) counts as safe, so that everything that is lost is ours. */
	readonly foreign: <Result>(act: () => Result) => Result;
	/** How many choices a loss of power would make now. */
	readonly pending: () => number;
	/** The disk after a loss of power, one of the states that are allowed. */
	readonly afterPowerLoss: (random: Random) => MemoryDisk;
};

let inodes = 1;
let clock = 1_700_000_000_000;

const tick = (): number => {
	clock += 1;
	return clock;
};

const folderNode = (mode: number, saved = new Map<string, Node>()): FolderNode => ({
	kind: 'folder', ino: inodes++, mode, time: tick(), entries: new Map(saved), saved,
});

export const createMemoryDisk = (root: FolderNode = folderNode(0o755)): MemoryDisk => {
	let names: Naming[] = [];
	const dirty = new Set<FileNode>();
	let isForeign = false;

	const keep = (naming: Naming): void => {
		for (const {folder, name, node} of naming) {
			if (node === undefined) {
				folder.saved.delete(name);
			} else {
				folder.saved.set(name, node);
			}
		}
	};

	/** Makes durable what matches, and every earlier change of the same names. */
	const settle = (matches: (naming: Naming) => boolean): void => {
		const keys: Array<readonly [FolderNode, string]> = [];
		const isKept = (naming: Naming): boolean => matches(naming) || naming.some(one => keys.some(([folder, name]) => folder === one.folder && name === one.name));
		const kept = new Set<Naming>();
		for (const naming of names.toReversed()) {
			if (isKept(naming)) {
				kept.add(naming);
				keys.push(...naming.map(({folder, name}) => [folder, name] as const));
			}
		}

		for (const naming of names) {
			if (kept.has(naming)) {
				keep(naming);
			}
		}

		names = names.filter(naming => !kept.has(naming));
	};

	const syncFile = (file: FileNode): void => {
		file.saved = Buffer.from(file.bytes);
		file.pending = [];
		dirty.delete(file);
	};

	const chosen = (file: FileNode, random: Random): Buffer => {
		let {saved} = file;
		for (const change of file.pending) {
			const luck = random.between(0, 3);
			if (luck === 0) {
				continue;
			}

			const half = 'length' in change || luck === 1 ? change : {at: change.at, bytes: change.bytes.subarray(0, random.between(0, change.bytes.length))};
			// A file can have its new length before it has its bytes.
			saved = luck === 3 && 'at' in change ? applied(saved, {at: change.at, bytes: new Uint8Array(change.bytes.length)}) : applied(saved, half);
		}

		return saved;
	};

	const afterPowerLoss = (random: Random): MemoryDisk => {
		const lost = new Map<FolderNode, Set<string>>();
		const kept = names.filter(naming => {
			const isBlocked = naming.some(({folder, name}) => lost.get(folder)?.has(name) === true);
			if (!isBlocked && random.next() < 0.5) {
				return true;
			}

			for (const {folder, name} of naming) {
				lost.set(folder, (lost.get(folder) ?? new Set()).add(name));
			}

			return false;
		});
		const changed = new Map<FolderNode, Map<string, Node>>();
		for (const {folder, name, node} of kept.flat()) {
			const entries = changed.get(folder) ?? new Map(folder.saved);
			changed.set(folder, entries);
			if (node === undefined) {
				entries.delete(name);
			} else {
				entries.set(name, node);
			}
		}

		const copies = new Map<Node, Node>();
		const copy = (node: Node): Node => {
			const known = copies.get(node);
			if (known !== undefined) {
				return known;
			}

			if (node.kind === 'file') {
				const bytes = node.pending.length === 0 ? node.saved : chosen(node, random);
				const file: FileNode = {
					...node, bytes, saved: bytes, pending: [],
				};
				copies.set(node, file);
				return file;
			}

			const entries = new Map([...changed.get(node) ?? node.saved].map(([name, child]) => [name, copy(child)] as const));
			const folder: FolderNode = {...node, entries: new Map(entries), saved: entries};
			copies.set(node, folder);
			return folder;
		};

		const copied = copy(root);
		return createMemoryDisk(copied.kind === 'folder' ? copied : root);
	};

	return {
		root,
		newFile: mode => ({
			kind: 'file', ino: inodes++, mode, time: tick(), links: 0, bytes: Buffer.alloc(0), saved: Buffer.alloc(0), pending: [],
		}),
		newFolder: mode => folderNode(mode),
		change(file, change) {
			file.bytes = applied(file.bytes, change);
			file.time = tick();
			file.pending.push(change);
			dirty.add(file);
			if (isForeign) {
				syncFile(file);
			}
		},
		rename(naming) {
			for (const {folder, name, node} of naming) {
				folder.time = tick();
				if (node === undefined) {
					folder.entries.delete(name);
				} else {
					folder.entries.set(name, node);
				}
			}

			names.push(naming);
			if (isForeign) {
				settle(each => each === naming);
			}
		},
		syncFile,
		syncFolder(folder) {
			settle(naming => naming.some(one => one.folder === folder));
		},
		foreign(act) {
			isForeign = true;
			try {
				return act();
			} finally {
				isForeign = false;
			}
		},
		pending: () => names.length + [...dirty].reduce((sum, file) => sum + file.pending.length, 0),
		afterPowerLoss,
	};
};
