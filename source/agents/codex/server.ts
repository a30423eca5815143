import {setTimeout as delay} from 'node:timers/promises';
import type {AgentProcess} from '../../domain/agent-harness.js';
import {createLineSplitter} from '../process/line-splitter.js';
import {isAlive as isRunning} from '../process/process-evidence.js';
import {spawnAgent, type AgentExit, type SpawnedAgent} from '../process/spawn-agent.js';
import {openConnection, type Connection} from '../process/json-rpc.js';
import {answers, testedVersions} from './protocol.js';

/** An app-server that runs and has shaken hands. */
export type Server = {
	readonly process: AgentProcess;
	readonly connection: Connection;
	readonly version: string;
	readonly isAlive: () => boolean;
	/** Why it ended, in a sentence with the last lines of its stderr; only once `connection.closed` has resolved. */
	readonly lastWords: () => Promise<string>;
	/** Ends it and everything it started. */
	readonly end: () => Promise<void>;
};

export type ServerStart
	= | {readonly ok: true; readonly server: Server}
		| {readonly ok: false; readonly message: string; readonly retry: 'never' | 'transient'};

export type ServerOptions = {
	readonly command: readonly string[];
	readonly cwd: string;
	readonly env: Readonly<Record<string, string>>;
	readonly tag: string;
	readonly register: (process: AgentProcess) => Promise<void>;
	/** Breaks the start off. */
	readonly signal: AbortSignal;
	/** Milliseconds the handshake may take. */
	readonly patience: number;
};

/** Milliseconds between the end of what it says and its own. */
const farewell = 1000;

const shownLines = 20;

const longestLine = 1000;

const escapes = /\u001B\[[\d;]*m/gv;

/** Keeps the last lines of stderr, which is a log with colours and no protocol. */
const watchErrors = (agent: SpawnedAgent): {readonly lines: readonly string[]; readonly read: Promise<void>} => {
	const lines: string[] = [];
	const splitter = createLineSplitter({maxBytes: 65_536});
	const read = (async () => {
		for await (const chunk of agent.stderr) {
			lines.push(...splitter.push(chunk).map(line => line.replaceAll(escapes, '').slice(0, longestLine)));
			lines.splice(0, lines.length - shownLines);
		}

		lines.push(...splitter.end());
	})();
	return {lines, read};
};

const describeExit = (program: string, {exitCode, signal}: AgentExit): string =>
	`${program} ${exitCode === null ? `was ended by ${signal ?? 'a signal'}` : `ended with exit code ${exitCode}`}`;

const numbers = (version: string): readonly number[] => version.split('.').map(Number);

/** Whether the first version is older than the second, number by number. */
export const isOlder = (version: string, than: string): boolean => {
	const [own, other] = [numbers(version), numbers(than)];
	const index = own.findIndex((part, at) => part !== (other[at] ?? 0));
	return index !== -1 && (own[index] ?? 0) < (other[index] ?? 0);
};

/** `car/0.169.0 (Debian …)` -> `0.169.0`. */
export const versionIn = (userAgent: string): string | undefined => /^[^\/]*\/(?<version>\d+\.\d+\.\d+)/v.exec(userAgent)?.groups?.version;

/** Starts `codex app-server` and shakes hands. What cannot be started, is no app-server, or is too old, says so in a sentence. */
export const startServer = async (options: ServerOptions): Promise<ServerStart> => {
	const spawned = await spawnAgent(options);
	if (!spawned.ok) {
		return {ok: false, message: spawned.error, retry: 'never'};
	}

	const {agent} = spawned;
	const [program = 'codex'] = options.command;
	const errors = watchErrors(agent);
	const connection = openConnection(agent);
	let isAlive = true;
	void (async () => {
		await Promise.race([connection.closed, agent.exited]);
		isAlive = false;
		// One that says nothing more and lives on is of no use.
		await Promise.race([agent.exited, delay(farewell, undefined, {ref: false})]);
		await agent.kill();
	})();

	const lastWords = async (): Promise<string> => {
		const exit = await agent.ended;
		await errors.read;
		return [describeExit(program, exit), ...errors.lines].join('\n');
	};

	const breakOff = () => {
		void agent.kill();
	};

	options.signal.addEventListener('abort', breakOff, {once: true});
	const fail = async (message: string, retry: 'never' | 'transient'): Promise<ServerStart> => {
		await agent.kill();
		return {ok: false, message, retry};
	};

	const hello = await connection.ask('initialize', {
		clientInfo: {name: 'codex-autorunner', title: 'codex-autorunner', version: '2'}, capabilities: {experimentalApi: true, requestAttestation: false},
	}, answers.initialize, options.patience);
	options.signal.removeEventListener('abort', breakOff);
	if (!hello.ok) {
		if (hello.trouble.type === 'ended') {
			const {exitCode} = await agent.exited;
			// One that was killed may live next time; one that gave up will give up again.
			return fail(await lastWords(), exitCode === null ? 'transient' : 'never');
		}

		return fail(`${program} does not speak the app-server protocol: ${hello.trouble.message}`, hello.trouble.type === 'silent' ? 'transient' : 'never');
	}

	const version = versionIn(hello.value.userAgent) ?? 'unknown';
	if (version !== 'unknown' && isOlder(version, testedVersions.oldest)) {
		return fail(`${program} is version ${version}, and ${testedVersions.oldest} is the oldest this version of car speaks with: npm install --global @openai/codex@${testedVersions.oldest}`, 'never');
	}

	connection.tell('initialized');
	return {
		ok: true,
		server: {
			process: agent.process, connection, version, isAlive: () => isAlive && isRunning(agent.process.pid), lastWords, end: agent.kill,
		},
	};
};
