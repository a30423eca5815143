import {Buffer} from 'node:buffer';
import process from 'node:process';
import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {program} from './car.js';

/** `car tui` in a real terminal of the given size. */
export type Screen = {
	readonly pid: number;
	/** When it was started, on the clock of `performance.now()`. */
	readonly startedAt: number;
	/** Bytes it has written so far. */
	readonly bytes: () => number;
	readonly press: (keys: string) => void;
	/** When the text is on the screen (the time its last bytes came); rejects after the given seconds with the screen as it is. */
	readonly shows: (text: string, seconds?: number) => Promise<number>;
	/** When the text is no longer on the screen. */
	readonly hides: (text: string, seconds?: number) => Promise<number>;
	readonly close: () => Promise<void>;
};

/** Opens the screen of a repository. Only changed cells come through the wire, so a terminal keeps what is shown. */
export function openScreen(repo: string, size: readonly [columns: number, rows: number] = [140, 40]): Screen {
	const [cols, rows] = size;
	const emulator = new xterm.Terminal({
		cols, rows, scrollback: 0, allowProposedApi: true,
	});
	const startedAt = performance.now();
	const terminal = spawn(process.execPath, [program, 'tui', '--repo', repo], {
		cols, rows, name: 'xterm-256color', cwd: repo, env: process.env,
	});
	const end = () => {
		terminal.kill('SIGKILL');
	};

	process.on('exit', end);
	let bytes = 0;
	const listeners = new Set<(at: number) => void>();
	terminal.onData(data => {
		const at = performance.now();
		bytes += Buffer.byteLength(data);
		emulator.write(data, () => {
			for (const listener of listeners) {
				listener(at);
			}
		});
	});
	const closed = new Promise<void>(resolve => {
		terminal.onExit(() => {
			process.off('exit', end);
			resolve();
		});
	});

	const text = () => Array.from({length: rows}, (_, row) => emulator.buffer.active.getLine(row)?.translateToString(true) ?? '').join('\n');

	const until = async (isThere: () => boolean, what: string, seconds: number) => new Promise<number>((resolve, reject) => {
		const done = (finish: () => void) => {
			listeners.delete(listener);
			clearTimeout(timer);
			finish();
		};

		const listener = (at: number) => {
			if (isThere()) {
				done(() => {
					resolve(at);
				});
			}
		};

		const timer = setTimeout(() => {
			done(() => {
				reject(new Error(`${what} did not come within ${seconds} s; the screen:\n${text()}`));
			});
		}, seconds * 1000);
		listeners.add(listener);
	});

	return {
		pid: terminal.pid,
		startedAt,
		bytes: () => bytes,
		press(keys) {
			terminal.write(keys);
		},
		shows: async (wanted, seconds = 20) => text().includes(wanted) ? performance.now() : until(() => text().includes(wanted), JSON.stringify(wanted), seconds),
		hides: async (wanted, seconds = 20) => text().includes(wanted) ? until(() => !text().includes(wanted), `the end of ${JSON.stringify(wanted)}`, seconds) : performance.now(),
		async close() {
			terminal.kill('SIGTERM');
			await closed;
		},
	};
}
