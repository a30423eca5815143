import fs from 'node:fs';
import path from 'node:path';
import {
	appendLines, disk, errorCode, makeFolder, syncFile, syncFolder,
} from '../file/durable-write.js';
import {openForReading, openProblem} from '../file/read-regular-file.js';

const maxFileBytes = 104_857_600;
const maxFiles = 200;
const maxBytesInAll = 1_073_741_824;
const maxDepth = 16;

/** What became of the files an agent laid out: `done` may be removed; what is neither done nor copied stays where it is, and a sentence in `skipped` says why. */
export type StagedCopy = {readonly done: readonly string[]; readonly folders: readonly string[]; readonly skipped: readonly string[]};

type Walk = {
	readonly root: string;
	readonly target: string;
	/** Name that the message itself has in the target. */
	readonly reserved: string;
	readonly done: string[];
	readonly folders: string[];
	readonly skipped: string[];
	files: number;
	bytes: number;
};

/** Copies an open file into a new one, every byte durable; its name is so once the folder is synced. False, and no copy: it has grown beyond `maxBytes` meanwhile. Trouble with the target (a full disk) throws, for that is no fault of the attachment. */
const copyOpen = (source: number, target: string, maxBytes: number): boolean => {
	makeFolder(path.dirname(target));
	fs.rmSync(target, {force: true});
	const copy = disk.open(target, 'wx', 0o600);
	let taken = 0;
	try {
		const buffer = new Uint8Array(1_048_576);
		for (let length = fs.readSync(source, buffer, 0, buffer.length, null); length > 0 && taken <= maxBytes; length = fs.readSync(source, buffer, 0, buffer.length, null)) {
			appendLines(copy, buffer.subarray(0, length));
			taken += length;
		}

		syncFile(copy);
	} finally {
		disk.close(copy);
	}

	if (taken > maxBytes) {
		disk.unlink(target);
	}

	return taken <= maxBytes;
};

/** Copies one regular file that lies below `root`, following no link on the way; the caller syncs the folder. The result is the reason it was not copied. */
export const copyAttachment = (file: string, root: string, target: string, maxBytes = maxFileBytes): string | undefined => {
	let source: number;
	try {
		source = openForReading(file, 'refuse');
	} catch (error: unknown) {
		return openProblem(error) ?? 'is gone';
	}

	try {
		const stat = fs.fstatSync(source);
		if (!stat.isFile()) {
			return 'is not a regular file';
		}

		// O_NOFOLLOW guards the last component only.
		if (fs.realpathSync(path.dirname(file)) !== path.join(fs.realpathSync(root), path.relative(root, path.dirname(file)))) {
			return 'lies behind a symbolic link, which is not followed';
		}

		return stat.size <= maxBytes && copyOpen(source, target, maxBytes) ? undefined : 'is larger than 100 MiB';
	} finally {
		disk.close(source);
	}
};

/** A file or folder that has the message's own name gets another. */
const nameInTarget = (relative: string, reserved: string): string =>
	relative.split(path.sep)[0]?.toLowerCase() === reserved.toLowerCase() ? `attachment-${relative}` : relative;

const takeFile = (walk: Walk, relative: string, size: number): void => {
	if (walk.files >= maxFiles || walk.bytes + size > maxBytesInAll) {
		walk.skipped.push(`${relative} was left out: one message takes ${maxFiles} files and 1 GiB.`);
		return;
	}

	const file = path.join(walk.root, relative);
	const target = path.join(walk.target, nameInTarget(relative, walk.reserved));
	const problem = copyAttachment(file, walk.root, target);
	if (problem !== undefined) {
		walk.skipped.push(`${relative} ${problem}, so it stays in ${path.basename(walk.root)}/.`);
		return;
	}

	walk.files++;
	walk.bytes += fs.statSync(target).size;
	walk.done.push(file);
};

const syncTarget = (folder: string): void => {
	// Nothing may have been copied into it.
	if (fs.existsSync(folder)) {
		syncFolder(folder);
	}
};

const takeFolder = (walk: Walk, relative: string, depth: number): void => {
	for (const name of fs.readdirSync(path.join(walk.root, relative)).toSorted()) {
		const inside = path.join(relative, name);
		const file = path.join(walk.root, inside);
		const stat = fs.lstatSync(file, {throwIfNoEntry: false});
		if (stat === undefined) {
			walk.skipped.push(`${inside} cannot be read.`);
		} else if (stat.isFile()) {
			takeFile(walk, inside, stat.size);
		} else if (!stat.isDirectory()) {
			walk.skipped.push(`${inside} is ${stat.isSymbolicLink() ? 'a symbolic link' : 'not a regular file'} and was not taken.`);
			walk.done.push(file);
		} else if (depth >= maxDepth) {
			walk.skipped.push(`${inside} lies too deep and was left out.`);
		} else {
			takeFolder(walk, inside, depth + 1);
			walk.folders.push(file);
			syncTarget(path.join(walk.target, nameInTarget(inside, walk.reserved)));
		}
	}
};

/** Copies everything an agent laid out in `root` into `target`: regular files and folders, no links, no devices, nothing too large. A missing folder is an empty one. */
export const copyStaged = (root: string, target: string, reserved: string): StagedCopy => {
	const walk: Walk = {
		root, target, reserved, done: [], folders: [], skipped: [], files: 0, bytes: 0,
	};
	const stat = fs.lstatSync(root, {throwIfNoEntry: false});
	if (stat?.isDirectory() === true) {
		takeFolder(walk, '', 0);
	} else if (stat !== undefined) {
		walk.skipped.push(`${path.basename(root)} is not a folder, so nothing was taken from it.`);
	}

	return walk;
};

/** Removes what was copied, durably, and the folders that are empty then. */
export const removeStaged = ({done, folders}: StagedCopy): void => {
	for (const file of done) {
		ignoring(['ENOENT', 'EACCES', 'EPERM'], () => {
			disk.unlink(file);
		});
	}

	for (const folder of new Set(done.map(file => path.dirname(file)))) {
		ignoring(['ENOENT'], () => {
			syncFolder(folder);
		});
	}

	for (const folder of folders) {
		ignoring(['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EACCES', 'EPERM'], () => {
			fs.rmdirSync(folder);
		});
	}
};

const ignoring = (codes: readonly string[], act: () => void): void => {
	try {
		act();
	} catch (error: unknown) {
		if (!codes.includes(errorCode(error) ?? '')) {
			throw error;
		}
	}
};
