import {Buffer} from 'node:buffer';
import process from 'node:process';
import {spawn, type IPty} from '@lydell/node-pty';
import {program} from './car.js';

/** `car tui` in a real terminal of the given size. */
export type Screen = {
	readonly pid: number;
	/** Bytes it has written so far. */
	readonly bytes: () => number;
	readonly press: (keys: string) => void;
	/** When the text was first written after now; rejects after the given seconds. */
	readonly shows: (text: string, seconds?: number) => Promise<number>;
	/** When anything is written after now. */
	readonly moves: (seconds?: number) => Promise<number>;
	readonly close: () => Promise<void>;
};

/** Opens the screen; the clock starts at `startedAt`. */
export function openScreen(repo: string, size: readonly [columns: number, rows: number] = [140, 40]): Screen & {readonly startedAt: number} {
	const startedAt = performance.now();
	const terminal: IPty = spawn(process.execPath, [program, 'tui', '--repo', repo], {
		cols: size[0], rows: size[1], name: 'xterm-256color', cwd: repo, env: process.env,
	});
	let bytes = 0;
	let isClosed = false;
	const listeners = new Set<(text: string) => void>();
	terminal.onData(text => {
		bytes += Buffer.byteLength(text);
		for (const listener of listeners) {
			listener(text);
		}
	});
	const closed = new Promise<void>(resolve => {
		terminal.onExit(() => {
			isClosed = true;
			resolve();
		});
	});

	const until = async (isThere: (text: string) => boolean, what: string, seconds: number) => new Promise<number>((resolve, reject) => {
		let seen = '';
		const done = (finish: () => void) => {
			listeners.delete(listener);
			clearTimeout(timer);
			finish();
		};

		const listener = (text: string) => {
			seen += text;
			if (isThere(seen)) {
				done(() => {
					resolve(performance.now());
				});
			}
		};

		const timer = setTimeout(() => {
			done(() => {
				reject(new Error(`${what} did not come within ${seconds} s; written meanwhile:\n${JSON.stringify(seen.slice(-2000))}`));
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
		shows: async (text, seconds = 20) => until(seen => seen.includes(text), JSON.stringify(text), seconds),
		moves: async (seconds = 20) => until(() => true, 'a change', seconds),
		async close() {
			if (!isClosed) {
				terminal.kill('SIGTERM');
			}

			await closed;
		},
	};
}
