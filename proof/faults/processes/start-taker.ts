import {spawn} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';

export type Taker = {
	/** Of the process that was started, as this process sees it. */
	readonly pid: number;
	/** As it sees itself. */
	readonly ownPid: number;
	/** Tells it something and waits for its answer; it takes the lock at a moment (milliseconds since the epoch) or at once. */
	readonly ask: (command: 'take' | `take ${number}` | 'holds' | 'beat' | 'release') => Promise<string>;
	readonly signal: (signal: NodeJS.Signals) => void;
	/** Ends it, as it is, without letting the lock go. */
	readonly kill: () => Promise<void>;
};

/** Starts a taker of the lock and waits until it is ready; `inside` is a command that starts it elsewhere. */
export const startTaker = async (programs: string, repo: string, inside: readonly string[] = []): Promise<Taker> => {
	const command = [...inside, process.execPath, path.join(programs, 'lock-taker.mjs'), repo];
	const child = spawn(command[0] ?? '', command.slice(1), {stdio: ['pipe', 'pipe', 'inherit']});
	const exit = once(child, 'exit');
	child.stdin.on('error', () => undefined);
	const lines = readline.createInterface({input: child.stdout})[Symbol.asyncIterator]();
	const next = async (): Promise<string> => {
		const {value, done} = await lines.next();
		return done === true ? 'gone' : value;
	};

	const ready = await next();
	if (!ready.startsWith('ready ')) {
		throw new Error(`a taker could not be started: ${command.join(' ')}`);
	}

	return {
		pid: child.pid ?? 0,
		ownPid: Number(ready.slice(6)),
		async ask(command) {
			child.stdin.write(`${command}\n`);
			return next();
		},
		signal(signal) {
			child.kill(signal);
		},
		async kill() {
			child.kill('SIGKILL');
			await exit;
		},
	};
};
