import {Buffer} from 'node:buffer';
import process from 'node:process';
import {spawn, type IPty} from '@lydell/node-pty';
import headless from '@xterm/headless';
import {onlooker} from './screen/onlooker.js';

/** What a terminal sends for a key. */
export const keys = {
	enter: '\r', escape: '\u001B', tab: '\t', up: '\u001B[A', down: '\u001B[B', pageUp: '\u001B[5~', pageDown: '\u001B[6~', backspace: '\u007F', ctrlC: '\u0003', ctrlE: '\u0005', ctrlJ: '\n',
	paste: (text: string): string => `\u001B[200~${text}\u001B[201~`,
};

/** Variables a terminal program must not see: Ink paints nothing where they are set, and a person's terminal has none of them. */
const isBuildMachine = (name: string): boolean => name === 'CI' || name === 'CONTINUOUS_INTEGRATION' || name.startsWith('CI_');

export type PtyOptions = {
	readonly columns?: number;
	readonly rows?: number;
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
};

/** How long a state is waited for, in milliseconds: a limit for what never comes, on a machine that does other things as well. */
const patience = 60_000;

type Test = string | RegExp | ((screen: string) => boolean);

const matches = (test: Test, screen: string): boolean => {
	if (typeof test === 'function') {
		return test(screen);
	}

	return typeof test === 'string' ? screen.includes(test) : test.test(screen);
};

/** A program in a real pseudo-terminal, and the screen it makes. Everything is awaited on the screen's state. */
export type Pty = {
	readonly pid: number;
	readonly type: (text: string) => void;
	readonly resize: (columns: number, rows: number) => void;
	readonly lines: () => readonly string[];
	/** What stands in a cell; '' in the right half of a wide character. */
	readonly cell: (x: number, y: number) => string;
	/** What the terminal was made to do besides drawing: its titles, bells, clipboards, links, and what it answered. */
	readonly doings: () => readonly string[];
	readonly screen: () => string;
	/** Bytes the program has written so far. */
	readonly bytes: () => number;
	/** All it has written. */
	readonly raw: () => string;
	readonly isAlternate: () => boolean;
	readonly waitFor: (test: Test, milliseconds?: number) => Promise<string>;
	/** Reads nothing any more, as a line that has gone dead; `resume` reads on. */
	readonly pause: () => void;
	readonly resume: () => void;
	readonly signal: (signal: NodeJS.Signals) => void;
	readonly exited: Promise<number>;
	readonly kill: () => void;
};

/** Starts a program in a terminal of this size. */
export const startPty = (command: string, args: readonly string[], options: PtyOptions = {}): Pty => {
	const {columns = 80, rows = 24} = options;
	const inherited = Object.entries(process.env).filter(([name]) => !isBuildMachine(name) && name !== 'NO_COLOR');
	const env = {
		...Object.fromEntries(inherited), TERM: 'xterm-256color', LANG: 'C.UTF-8', TZ: 'UTC', ...options.env,
	};
	const terminal = new headless.Terminal({
		cols: columns, rows, allowProposedApi: true, scrollback: 1000,
	});
	const child: IPty = spawn(command, [...args], {
		cols: columns, rows, env, cwd: options.cwd ?? process.cwd(), name: 'xterm-256color',
	});
	const doings: string[] = [];
	terminal.onTitleChange(title => {
		doings.push(`title ${title}`);
	});
	terminal.onBell(() => {
		doings.push('bell');
	});
	terminal.onData(answer => {
		doings.push(`answer ${answer}`);
	});
	for (const code of [1, 8, 9, 52, 777, 1337]) {
		terminal.parser.registerOscHandler(code, data => {
			doings.push(`OSC ${code} ${data}`);
			return true;
		});
	}

	const waiters = new Set<() => void>();
	let raw = '';
	let resolveExited: (code: number) => void = () => undefined;
	const exited = new Promise<number>(resolve => {
		resolveExited = resolve;
	});
	const lines = (): readonly string[] => Array.from({length: terminal.rows}, (_, y) =>
		terminal.buffer.active.getLine(terminal.buffer.active.baseY + y)?.translateToString(true).trimEnd() ?? '');
	const screen = (): string => lines().join('\n').trimEnd();
	const look = (): void => {
		for (const waiter of waiters) {
			waiter();
		}
	};

	child.onData(data => {
		onlooker?.show(data);
		raw += data;
		terminal.write(data, look);
	});
	child.onExit(({exitCode}) => {
		// What was written last is on the screen before anybody is told.
		terminal.write('', () => {
			resolveExited(exitCode);
		});
	});
	const pty: Pty = {
		pid: child.pid,
		type(text) {
			child.write(text);
		},
		resize(width, height) {
			terminal.resize(width, height);
			child.resize(width, height);
		},
		lines,
		cell: (x, y) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + y)?.getCell(x)?.getChars() ?? '',
		doings: () => doings,
		screen,
		bytes: () => Buffer.byteLength(raw),
		raw: () => raw,
		isAlternate: () => terminal.buffer.active.type === 'alternate',
		waitFor: async (test, milliseconds = patience) => new Promise((resolve, reject) => {
			const timer = setTimeout(() => {
				waiters.delete(check);
				reject(new Error(`not seen within ${milliseconds} ms: ${String(test)}\n${screen()}`));
			}, milliseconds);
			const check = (): void => {
				const text = screen();
				if (matches(test, text)) {
					clearTimeout(timer);
					waiters.delete(check);
					resolve(text);
				}
			};

			waiters.add(check);
			check();
		}),
		pause() {
			child.pause();
		},
		resume() {
			child.resume();
		},
		signal(signal) {
			process.kill(child.pid, signal);
		},
		exited,
		kill() {
			try {
				child.kill('SIGKILL');
			} catch {
				// It is gone already.
			}
		},
	};
	return onlooker?.slowly(pty) ?? pty;
};
