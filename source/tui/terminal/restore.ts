import {writeSync} from 'node:fs';

/** The title put aside, alternate screen, no wrapping at the right edge, no cursor, pastes marked as such. */
export const enterSequence = '\u001B[22;0t\u001B[?1049h\u001B[?7l\u001B[?25l\u001B[?2004h';

/** Everything `enterSequence` did, undone; harmless when it was not done. */
export const leaveSequence = '\u001B[?2026l\u001B[m\u001B[?2004l\u001B[?25h\u001B[?7h\u001B[?1049l\u001B[23;0t';

export type Screen = {
	/** Takes the terminal: raw keys and the alternate screen. */
	readonly enter: () => void;
	/** Gives the terminal back as it was found. Twice is once; never throws, also when the terminal is gone. */
	readonly leave: () => void;
};

type Input = {readonly isTTY?: boolean; readonly setRawMode?: (isRaw: boolean) => unknown};

const writeAll = (fd: number, text: string): void => {
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
export const createScreen = (input: Input, fd: number): Screen => {
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
				writeAll(fd, enterSequence);
			}
		},
		leave() {
			if (isTaken) {
				isTaken = false;
				writeAll(fd, leaveSequence);
				raw(false);
			}
		},
	};
};
