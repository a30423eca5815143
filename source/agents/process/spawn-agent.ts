import {existsSync} from 'node:fs';
import type {Readable, Writable} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import {execa} from 'execa';
import type {AgentProcess} from '../../domain/agent-harness.js';
import {killGroup} from './kill-tree.js';
import {ownGroup} from './own-group.js';
import {startTimeOf} from './process-evidence.js';

export type AgentExit = {readonly exitCode: number | null; readonly signal: string | null};

/** An agent that runs, registered, with nothing sent to it yet. */
export type SpawnedAgent = {
	readonly process: AgentProcess;
	/** Errors of writing (the agent closed it) are swallowed; the end of the process tells the rest. */
	readonly stdin: Writable;
	/** Chunks as they come; the pipe is paused while nobody reads on. They end with the process, even when something else still holds the pipe. */
	readonly stdout: AsyncIterable<Uint8Array>;
	readonly stderr: AsyncIterable<Uint8Array>;
	/** The agent's own process ended. */
	readonly exited: Promise<AgentExit>;
	/** The same, after what it left running was ended and the output can be read to its end. */
	readonly ended: Promise<AgentExit>;
	/** Ends the whole tree; resolves when it is gone. */
	readonly kill: () => Promise<void>;
};

export type SpawnOptions = {
	/** Program and arguments. A relative path with a slash is relative to `cwd`. */
	readonly command: readonly string[];
	readonly cwd: string;
	/** The whole environment; nothing is inherited besides. */
	readonly env: Readonly<Record<string, string>>;
	readonly tag: string;
	readonly register: (process: AgentProcess) => Promise<void>;
	readonly graceMilliseconds?: number;
};

export type SpawnResult
	= | {readonly ok: true; readonly agent: SpawnedAgent}
		| {readonly ok: false; readonly error: string};

/** How long pipes that something else holds are listened to after the agent ended. */
const drainLimit = 1000;

const read = async function * (stream: Readable): AsyncGenerator<Uint8Array> {
	try {
		for await (const chunk of stream) {
			yield chunk as Uint8Array;
		}
	} catch {
		// Cut off after the agent's end, or by its death; the exit tells how it was.
	}
};

const closed = async (stream: Readable): Promise<void> => new Promise(resolve => {
	if (stream.closed) {
		resolve();
	} else {
		stream.once('close', resolve);
	}
});

/** Waits for the end of pipes whose writers are gone; what nobody writes to any more and is still open is cut off. */
const drain = async (streams: readonly Readable[]): Promise<void> => {
	const all = Promise.all(streams.map(async stream => closed(stream)));
	for (;;) {
		const isDone = await Promise.race([all.then(() => true), delay(drainLimit, false, {ref: false})]);
		if (isDone) {
			return;
		}

		for (const stream of streams) {
			// A reader that is behind keeps what is already here.
			if (stream.readableLength === 0) {
				stream.destroy();
			}
		}
	}
};

/** Says in a sentence why a program could not be started, and what to do. */
const explain = (command: string, cwd: string, code: string | undefined): string => {
	if (!existsSync(cwd)) {
		return `${command} could not be started: the folder ${cwd} does not exist.`;
	}

	switch (code ?? '') {
		case 'ENOENT': {
			return command.includes('/') && existsSync(command)
				? `${command} could not be started: the interpreter in its first line was not found. Install it or mend that line.`
				: `${command} was not found. Install it, put its folder on PATH, or name it with its path in the command of this agent.`;
		}

		case 'EACCES': {
			return `${command} may not be executed. Make it executable (chmod +x) or mend the command of this agent.`;
		}

		default: {
			return `${command} could not be started (${code ?? 'unknown error'}). Run it once by hand to see why.`;
		}
	}
};

/**
 * Starts a program in its own process group and waits until it is registered; a program that cannot be started is a value.
 * Rejects only when `register` does, with the program ended.
 */
export const spawnAgent = async (options: SpawnOptions): Promise<SpawnResult> => {
	const [command] = options.command;
	if (command === undefined || command === '') {
		return {ok: false, error: 'This agent has no command. Set its command in the configuration.'};
	}

	// Bash takes a stdin of Node's kind for a remote login and runs ~/.bashrc, unless it sees that it is not the first shell.
	const {mark, options: group} = ownGroup(options.cwd, {SHLVL: '1', ...options.env}, options.tag);
	const child = execa(command, options.command.slice(1), {...group, stdin: 'pipe'});
	const {pid, stdin, stdout, stderr} = child;
	if (pid === undefined) {
		const {code, originalMessage} = await child;
		return {ok: false, error: explain(command, options.cwd, code ?? originalMessage)};
	}

	// Held before anyone reads: execa lets an unread stream flow away.
	stdout.pause();
	stderr.pause();
	stdin.on('error', () => undefined);
	const exited = new Promise<AgentExit>(resolve => {
		child.once('exit', (exitCode, signal) => {
			resolve({exitCode, signal});
		});
	});
	const agentProcess = {pid, startTime: startTimeOf(pid)};
	let isGone = false;
	const kill = async () => {
		if (!isGone) {
			await killGroup(pid, {
				stdin, mark, since: agentProcess.startTime, ...(options.graceMilliseconds !== undefined && {graceMilliseconds: options.graceMilliseconds}),
			});
		}
	};

	const ended = (async () => {
		const exit = await exited;
		await Promise.race([Promise.all([closed(stdout), closed(stderr)]), delay(drainLimit, undefined, {ref: false})]);
		await kill();
		isGone = true;
		await drain([stdout, stderr]);
		return exit;
	})();
	try {
		await options.register(agentProcess);
	} catch (error) {
		await kill();
		throw error;
	}

	return {
		ok: true,
		agent: {
			process: agentProcess, stdin, stdout: read(stdout), stderr: read(stderr), exited, ended, kill,
		},
	};
};
