import process from 'node:process';
import type {Size} from '../state.js';
import type {FrameStdout} from './frame-stdout.js';
import {createInputReader, type InputEvent} from './input.js';
import {createScreen} from './restore.js';
import {onWaysOut, stopForAWhile} from './ways-out.js';

type Ends = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly frame: FrameStdout;
	/** Writes at once, also when the program ends. */
	readonly write: (text: string) => void;
	/** Called once, when the terminal was given back; only synchronous work is sure to be done. */
	readonly left: () => void;
};

type Listeners = {
	readonly resized: (size: Size) => void;
	readonly input: (events: readonly InputEvent[]) => void;
};

type Terminal = {
	/** Begins to hear keys, pastes and changes of size. */
	readonly listen: (listeners: Listeners) => void;
	/** Gives the terminal back and ends with this exit code. The first call counts. */
	readonly leave: (code: number) => void;
	/** Gives the terminal back, says in one line what broke, and ends with exit code 1. */
	readonly fail: (error: unknown) => void;
	/** Lets another program have the terminal until the task is done. */
	readonly lend: <Result>(task: () => Promise<Result>) => Promise<Result>;
	/** Stops the process until it is continued (`fg`), with the terminal given back. */
	readonly suspend: () => void;
	readonly ended: Promise<number>;
};

/** How long a lone Escape waits for the rest of a key's sequence; slow lines tear them. */
const escapeDelay = 30;

/** Takes the terminal: alternate screen and raw keys, until `leave`, a signal, an error, or the end of the process. */
export const openTerminal = ({stdin, stdout, frame, write, left}: Ends): Terminal => {
	const screen = createScreen(stdin, write);
	const reader = createInputReader();
	let listeners: Listeners | undefined;
	let isLent = false;
	let isLeft = false;
	let escapeTimer: ReturnType<typeof setTimeout> | undefined;
	let resolveEnded: (code: number) => void = () => undefined;
	const ended = new Promise<number>(resolve => {
		resolveEnded = resolve;
	});

	const readInput = (chunk: Uint8Array | string): void => {
		clearTimeout(escapeTimer);
		listeners?.input(reader.push(String(chunk)));
		if (reader.isWaiting()) {
			escapeTimer = setTimeout(() => {
				listeners?.input(reader.flush());
			}, escapeDelay);
		}
	};

	const resize = (): void => {
		frame.invalidate();
		listeners?.resized({columns: stdout.columns, rows: stdout.rows});
	};

	const takeKeys = (): void => {
		stdin.setEncoding('utf8');
		stdin.on('data', readInput);
		stdin.resume();
	};

	const dropKeys = (): void => {
		stdin.off('data', readInput);
		stdin.pause();
	};

	const giveBack = (): boolean => {
		if (isLeft) {
			return false;
		}

		isLeft = true;
		clearTimeout(escapeTimer);
		dropKeys();
		stdin.off('end', hangUp);
		stdout.off('resize', resize);
		stdout.off('error', hangUp);
		frame.close();
		screen.leave();
		stopListening();
		left();
		return true;
	};

	const leave = (code: number): void => {
		if (giveBack()) {
			// The terminal may die a little later than it said goodbye.
			stdout.on('error', () => undefined);
			resolveEnded(code);
		}
	};

	const hangUp = (): void => {
		leave(129);
	};

	const fail = (error: unknown): void => {
		if (giveBack()) {
			const message = error instanceof Error ? error.message : String(error);
			process.stderr.write(`car tui broke: ${message}\nNothing else was stopped: \`car status\` shows the run, \`car tui\` opens it again.\n`);
			resolveEnded(1);
		}
	};

	const again = (): void => {
		if (!isLent && !isLeft) {
			screen.leave();
			screen.enter();
			frame.mute(false);
		}
	};

	/** Another program has the terminal, or the shell. */
	const lendOut = (): void => {
		isLent = true;
		frame.mute(true);
		dropKeys();
		screen.leave();
	};

	/** It may have been resized meanwhile. */
	const takeBack = (): void => {
		isLent = false;
		if (!isLeft) {
			screen.enter();
			takeKeys();
			frame.mute(false);
			listeners?.resized({columns: stdout.columns, rows: stdout.rows});
		}
	};

	/** Stops the process as Ctrl-Z in a shell does, with the terminal given back; it comes back whole. */
	const suspend = (): void => {
		if (!isLent && !isLeft) {
			lendOut();
			stopForAWhile(takeBack);
		}
	};

	const stopListening = onWaysOut({
		// An editor in this terminal gets the same Ctrl-C; it is meant for the editor.
		signalled(code) {
			if (!(isLent && code === 130)) {
				leave(code);
			}
		},
		threw: fail,
		exiting() {
			giveBack();
		},
		continued: again,
		suspended: suspend,
	});

	screen.enter();
	return {
		suspend,
		listen(next) {
			listeners = next;
			stdout.on('resize', resize);
			stdout.on('error', hangUp);
			stdin.on('end', hangUp);
			takeKeys();
		},
		leave,
		fail,
		async lend(task) {
			lendOut();
			try {
				return await task();
			} finally {
				takeBack();
			}
		},
		ended,
	};
};
