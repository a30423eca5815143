import {execFileSync, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

const mounts: string[] = [];

/** Only root can mount a file system, and only Linux has this one. */
export const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

/** Takes every small disk away again. */
export const unmountAll = (): void => {
	for (const mount of mounts.splice(0)) {
		execFileSync('umount', ['-l', mount]);
	}
};

/** The state folder on a file system of its own with this many KiB. */
export const smallState = (place: {readonly path: string}, kibibytes: number): string => {
	const state = path.join(place.path, '.codex-autorunner');
	const content = fs.mkdtempSync(`${place.path}-content-`);
	fs.cpSync(state, content, {recursive: true});
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k,mode=700`, 'car-test', state]);
	mounts.push(state);
	fs.cpSync(content, state, {recursive: true});
	return state;
};

/** Takes all the space there is; returns what gives it back. */
export const fill = (folder: string): (() => void) => {
	const file = path.join(folder, 'ballast');
	const descriptor = fs.openSync(file, 'w');
	try {
		for (const size of [65_536, 4096]) {
			try {
				for (;;) {
					fs.writeSync(descriptor, new Uint8Array(size).fill(1));
				}
			} catch {
				// Full.
			}
		}
	} finally {
		fs.closeSync(descriptor);
	}

	return () => {
		fs.rmSync(file);
	};
};

/** Takes all the space but so many bytes, more or less; returns what gives it back. */
export const leaveFree = (folder: string, bytes: number): (() => void) => {
	const file = path.join(folder, 'ballast');
	const {bavail, bsize} = fs.statfsSync(folder);
	fs.writeFileSync(file, new Uint8Array(Math.max(0, (bavail * bsize) - bytes)).fill(1));
	return () => {
		fs.rmSync(file);
	};
};

/** Whether a small disk can really be mounted: root in a container may not. */
export const canMount = (): boolean => {
	if (!mayMount) {
		return false;
	}

	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'car-mount-'));
	const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'car-test', folder]).status === 0;
	if (isMounted) {
		execFileSync('umount', ['-l', folder]);
	}

	fs.rmdirSync(folder);
	return isMounted;
};
