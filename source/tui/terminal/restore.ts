import {writeSync} from 'node:fs';
import {enterSequence, leaveSequence} from '../../domain/text/terminal-modes.js';

export type Screen = {
	/** Takes the terminal: raw keys and the alternate screen. */
	readonly enter: () => void;
	/** Gives the terminal back as it was found. Twice is once; never throws, also when the terminal is gone. */
	readonly leave: () => void;
};

type Input = {readonly isTTY?: boolean; readonly setRawMode?: (isRaw: boolean) => unknown};

/** Writes to a terminal by its descriptor, without an event loop. */
export const writeAll = (fd: number, text: string): void => {
	// A terminal that is slow says EAGAIN; one that is gone says EIO, and then there is nothing to restore.
	for (let tries = 0; tries < 1000; tries++) {
		try {
			writeSync(fd, text);
			return;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
				return;
			}
		}
	}
};

/** The one place that takes the terminal and gives it back; writes are synchronous, so that they also happen in an exit handler. */
export const createScreen = (input: Input, write: (text: string) => void): Screen => {
	let isTaken = false;
	const raw = (isRaw: boolean): void => {
		try {
			if (input.isTTY) {
				input.setRawMode?.(isRaw);
			}
		} catch {
			// The terminal is gone, and its mode with it.
		}
	};

	return {
		enter() {
			if (!isTaken) {
				isTaken = true;
				raw(true);
				write(enterSequence);
			}
		},
		leave() {
			if (isTaken) {
				isTaken = false;
				write(leaveSequence);
				raw(false);
			}
		},
	};
};
