import {Buffer} from 'node:buffer';
import {
	closeSync, constants, openSync, writeSync,
} from 'node:fs';
import type {FrameTarget} from './frame-stdout.js';

/** How long a terminal that took nothing is left alone. Milliseconds. */
const again = 15;

/** A way to the terminal that never waits: Node's own stops the whole program while the line takes nothing. */
type TtyTarget = FrameTarget & {
	/** Writes at once what the line takes within half a second, in place of what still waits: for the way in and the way out. */
	readonly last: (text: string) => void;
	readonly close: () => void;
};

const pause = new Int32Array(new SharedArrayBuffer(4));

type Terminal = {readonly columns: number; readonly rows: number};

const errorCode = (error: unknown): string | undefined => error instanceof Error && 'code' in error ? String(error.code) : undefined;

/** Opens this program's terminal anew, so that not to wait is said of this way alone and the shell's stays as it is. Undefined where there is none. */
export const openTtyTarget = (terminal: Terminal, path = '/dev/tty'): TtyTarget | undefined => {
	const opened: {descriptor?: number} = {};
	try {
		// The bits are distinct, so their sum is their union.
		opened.descriptor = openSync(path, constants.O_WRONLY + constants.O_NONBLOCK + constants.O_NOCTTY);
	} catch {
		return undefined;
	}

	const drained = new Set<() => void>();
	let rest: Buffer = Buffer.alloc(0);
	let timer: ReturnType<typeof setTimeout> | undefined;

	/** True when everything is written. */
	const push = (): boolean => {
		for (let {descriptor} = opened; rest.length > 0 && descriptor !== undefined; {descriptor} = opened) {
			try {
				rest = rest.subarray(writeSync(descriptor, rest));
			} catch (error) {
				if (errorCode(error) === 'EAGAIN') {
					return false;
				}

				// The terminal is gone, and with it whoever would have read this.
				rest = Buffer.alloc(0);
			}
		}

		return true;
	};

	const retry = (): void => {
		timer = undefined;
		if (!push()) {
			timer = setTimeout(retry, again);
			return;
		}

		for (const listener of drained) {
			listener();
		}
	};

	return {
		get columns() {
			return terminal.columns;
		},
		get rows() {
			return terminal.rows;
		},
		write(text) {
			rest = rest.length === 0 ? Buffer.from(text) : Buffer.concat([rest, Buffer.from(text)]);
			const isDone = push();
			if (!isDone) {
				timer ??= setTimeout(retry, again);
			}

			return isDone;
		},
		on(_event, listener) {
			drained.add(listener);
		},
		off(_event, listener) {
			drained.delete(listener);
		},
		last(text) {
			clearTimeout(timer);
			timer = undefined;
			// A frame that was cut in the middle ends here: the first escape of what follows cancels its sequence.
			rest = Buffer.from(text);
			for (let tries = 0; tries < 50 && !push(); tries++) {
				// A slow line needs a moment; a dead one is given up. Nothing else may happen in between: the program ends.
				Atomics.wait(pause, 0, 0, 10);
			}
		},
		close() {
			clearTimeout(timer);
			if (opened.descriptor !== undefined) {
				closeSync(opened.descriptor);
				delete opened.descriptor;
			}
		},
	};
};
