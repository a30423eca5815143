import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {UserError} from '../../domain/user-error.js';

/** Every effect on the disk in this room goes through these, so that a crash test can end the process before, inside or after any of them. */
export type Disk = {
	open: (path: string, flags: string | number, mode?: number) => number;
	write: (fd: number, bytes: Uint8Array, offset: number, length: number) => number;
	truncate: (fd: number, length: number) => void;
	chmod: (fd: number, mode: number) => void;
	size: (fd: number) => number;
	sync: (fd: number) => void;
	close: (fd: number) => void;
	rename: (from: string, to: string) => void;
	link: (from: string, to: string) => void;
	unlink: (path: string) => void;
	mkdir: (path: string, mode: number) => void;
};

export const disk: Disk = {
	open: fs.openSync,
	write: (fd, bytes, offset, length) => fs.writeSync(fd, bytes, offset, length),
	truncate: fs.ftruncateSync,
	chmod: fs.fchmodSync,
	size: fd => fs.fstatSync(fd).size,
	sync: fs.fsyncSync,
	close: fs.closeSync,
	rename: fs.renameSync,
	link: fs.linkSync,
	unlink: fs.unlinkSync,
	mkdir(folder, mode) {
		fs.mkdirSync(folder, {mode});
	},
};

/** The `code` of a system error such as `ENOENT`; undefined for anything else. */
export const errorCode = (error: unknown): string | undefined =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

const bytesOf = (data: string | Uint8Array): Uint8Array => typeof data === 'string' ? Buffer.from(data, 'utf8') : data;

/** A full disk may take a part of the bytes and say nothing: only the count tells. */
const writeAll = (fd: number, bytes: Uint8Array): void => {
	for (let offset = 0; offset < bytes.length;) {
		const written = disk.write(fd, bytes, offset, bytes.length - offset);
		if (written <= 0) {
			throw Object.assign(new Error('ENOSPC: the disk took no more bytes, write'), {code: 'ENOSPC', syscall: 'write'});
		}

		offset += written;
	}
};

/** Appends all of `data` to an open file, however many writes that takes; throws the system's error when the disk is full. */
export const appendLines = (fd: number, data: string | Uint8Array): void => {
	writeAll(fd, bytesOf(data));
};

/** Returns when the bytes written to an open file are on the disk. */
export const syncFile = (fd: number): void => {
	disk.sync(fd);
};

/** Returns when the names in a folder are on the disk. */
export const syncFolder = (folder: string): void => {
	const fd = disk.open(folder, 'r');
	try {
		disk.sync(fd);
	} finally {
		disk.close(fd);
	}
};

/** Unlinks a leftover while another error is under way; that error is the one to tell. */
export const discard = (file: string): void => {
	try {
		disk.unlink(file);
	} catch {
		// It stays as a hidden file that every reader passes over.
	}
};

const refuseLink = (target: string): void => {
	if (fs.lstatSync(target, {throwIfNoEntry: false})?.isSymbolicLink() === true) {
		throw new UserError(`${target} is a symbolic link, so it was not written.`, 'Replace the link by a real file.', 2);
	}
};

/** Writes a complete, synced temporary file into the folder of `target` and returns its path; whoever calls renames or unlinks it. Refuses when the target is a symbolic link. */
export const writeBeside = (target: string, data: string | Uint8Array, mode = 0o600): string => {
	refuseLink(target);
	const bytes = bytesOf(data);
	const temporary = path.join(path.dirname(target), `.car-${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
	const fd = disk.open(temporary, 'wx', mode);
	try {
		try {
			// The umask took bits away; a file that is replaced keeps those it had.
			disk.chmod(fd, mode);
			writeAll(fd, bytes);
			if (disk.size(fd) !== bytes.length) {
				throw Object.assign(new Error(`ENOSPC: ${target} was not written whole`), {code: 'ENOSPC', syscall: 'write', path: target});
			}

			disk.sync(fd);
		} finally {
			disk.close(fd);
		}
	} catch (error) {
		discard(temporary);
		throw error;
	}

	return temporary;
};

/** Gives a temporary file from `writeBeside` its name, durably; `exclusive` throws EEXIST when the name is taken. The temporary name is gone afterwards, whatever happens. */
export const publish = (temporary: string, target: string, exclusive = false): void => {
	try {
		if (exclusive) {
			disk.link(temporary, target);
			disk.unlink(temporary);
		} else {
			disk.rename(temporary, target);
		}
	} catch (error) {
		discard(temporary);
		throw error;
	}

	syncFolder(path.dirname(target));
};

/**
 * Writes a file so that it is complete or as it was before, also after a power cut: temporary file, every byte, fsync, rename, fsync of the folder. Mode 0600 unless given.
 * `exclusive` throws EEXIST instead of replacing. Throws UserError when the target is a symbolic link, else the system's error.
 */
export const writeWhole = (target: string, data: string | Uint8Array, options: {readonly mode?: number; readonly exclusive?: boolean} = {}): void => {
	publish(writeBeside(target, data, options.mode), target, options.exclusive);
};

/** Makes a folder (0700) and those above it that are missing, each of them durably. A folder that is there already is left alone. */
export const makeFolder = (folder: string): void => {
	const missing: string[] = [];
	for (let at = path.resolve(folder); fs.statSync(at, {throwIfNoEntry: false})?.isDirectory() !== true; at = path.dirname(at)) {
		missing.unshift(at);
		if (at === path.dirname(at)) {
			break;
		}
	}

	for (const made of missing) {
		try {
			disk.mkdir(made, 0o700);
		} catch (error) {
			if (errorCode(error) !== 'EEXIST' || fs.statSync(made, {throwIfNoEntry: false})?.isDirectory() !== true) {
				throw error;
			}
		}

		syncFolder(path.dirname(made));
	}
};

/** Renames a file or folder and returns when both folders have it on the disk. Replaces an existing file, as rename(2) does. */
export const renameWhole = (from: string, to: string): void => {
	disk.rename(from, to);
	syncFolder(path.dirname(to));
	if (path.dirname(from) !== path.dirname(to)) {
		syncFolder(path.dirname(from));
	}
};

/** Gives a file a new name that must be free (EEXIST otherwise). After a crash in between it has both names and is never lost. */
export const renameToFree = (from: string, to: string): void => {
	disk.link(from, to);
	syncFolder(path.dirname(to));
	disk.unlink(from);
	syncFolder(path.dirname(from));
};

/** Removes a file durably; a missing one is fine. */
export const removeWhole = (file: string): void => {
	try {
		disk.unlink(file);
		syncFolder(path.dirname(file));
	} catch (error) {
		if (errorCode(error) !== 'ENOENT') {
			throw error;
		}
	}
};
