import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import type {Doors} from './cli/doors.js';
import type {NamedCommand} from './domain/trust/judge-trust.js';
import {UserError} from './domain/user-error.js';
import type {World} from './engine/flow/flow.js';
import type {LoadedConfig} from './store/folder/config-files.js';
import type {Place} from './tui/place.js';

declare const CAR_VERSION: string;

/** Version of this program, from its package. */
const version: string = typeof CAR_VERSION === 'string' ? CAR_VERSION : '0.0.0-source';

/** The environment of a call, and the door of the built program, which a detached worker is started with. */
export type Ground = {readonly env: World['env']; readonly program: string};

/** The real clock, the real dice, the environment of the call. */
const realWorld = (env: World['env']): World => ({
	now: () => Date.now(),
	elapsed: () => performance.now() / 1000,
	async wait(milliseconds, signal) {
		try {
			await delay(milliseconds, undefined, {signal});
		} catch {
			// Being woken early is what the signal is for.
		}
	},
	random: () => Math.random(),
	env,
});

const loadSettings = async (repo: string, env: World['env']): Promise<LoadedConfig> => {
	const {loadConfig} = await import('./store/folder/config-files.js');
	return loadConfig(repo, env);
};

/** A client for a repository: over a detached worker, or with the engine in this process. The engine is loaded only for the latter. */
const openClient = async (repo: string, isForeground: boolean, {env, program}: Ground) => {
	if (isForeground) {
		const {createInlineClient} = await import('./engine/client/inline-client.js');
		return createInlineClient({repo, world: realWorld(env), version});
	}

	const {createAttachedClient} = await import('./engine/client/attached-client.js');
	return createAttachedClient({repo, world: realWorld(env), program});
};

const untrustedCommands = async (repo: string, env: World['env']): Promise<readonly NamedCommand[]> => {
	const [{untrustedCommands: find}, {createTicketReader}, loaded] = await Promise.all([import('./engine/trust/named-commands.js'), import('./store/ticket/ticket-files.js'), loadSettings(repo, env)]);
	return find(repo, loaded, createTicketReader(repo).read(Object.keys(loaded.config.agents)), env);
};

/** The body of `car flow worker`; answers the exit code: 0 came to rest, 1 failed, 5 another worker holds the repository. */
const runWorker = async (repo: string, options: Parameters<Doors['runWorker']>[1], env: World['env']): Promise<number> => {
	const [{describeConfigProblem}, {config, problems}] = await Promise.all([import('./store/folder/config-files.js'), loadSettings(repo, env)]);
	if (problems.length > 0) {
		throw new UserError(problems.map(problem => describeConfigProblem(problem)).join('\n'), 'mend the configuration, then car run', 2);
	}

	const [{newControl, runWorker: work}, {withFlags}] = await Promise.all([import('./engine/worker.js'), import('./engine/start/with-flags.js')]);
	const control = newControl();
	// The system asks it to end (shutdown, logout): agents are stopped, the log stays `running`, the next start goes on.
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.on(signal, () => {
			control.shutdown = true;
			control.interrupt.abort();
		});
	}

	process.on('SIGHUP', () => {
		// A closed terminal is none of the worker's business.
	});
	const end = await work({
		...options, repo, config: withFlags(config, options), version,
	}, realWorld(env), control);
	if (end.type === 'locked') {
		process.stderr.write(`another worker (pid ${end.holder?.pid ?? 'unknown'}) holds ${repo}\n`);
		return 5;
	}

	return end.state.status === 'failed' ? 1 : 0;
};

const examine = async (repo: string, isOnTerminal: boolean, ground: Ground) => {
	const {examineRepository} = await import('./engine/setup/examine.js');
	return examineRepository(repo, {
		env: ground.env,
		terminal: isOnTerminal ? {columns: process.stdout.columns, rows: process.stdout.rows} : undefined,
		openClient: async () => openClient(repo, false, ground),
	});
};

/** A repository as a place of the screen, with its settings. */
const openPlace = async (repo: string, ground: Ground) => {
	const [{openDrafts}, client, {config}] = await Promise.all([import('./store/message/draft-files.js'), openClient(repo, false, ground), loadSettings(repo, ground.env)]);
	const place: Place = {
		id: repo, repo, name: path.basename(repo), client, drafts: openDrafts(repo), editor: await editorOf(repo, config.ui.editor, ground.env), examine: async () => examine(repo, true, ground),
	};
	return {place, ui: config.ui};
};

/** The full screen over repositories, until the human leaves it; answers the exit code. What the whole screen must know the first one's settings say. React is loaded only here. */
const runTui = async ([repo, ...others]: Parameters<Doors['runTui']>[0], {greeting}: {readonly greeting?: string}, ground: Ground): Promise<number> => {
	const [{runTui: openScreen}, {place, ui}, ...more] = await Promise.all([import('./tui/main.js'), openPlace(repo, ground), ...others.map(async other => openPlace(other, ground))]);
	const places = [place, ...more.map(one => one.place)] as const;
	try {
		return await openScreen({
			places,
			stdin: process.stdin,
			stdout: process.stdout,
			// A variable that is set to nothing counts as none.
			ascii: ui.ascii ?? !/utf-?8/i.test([ground.env.LC_ALL, ground.env.LC_CTYPE, ground.env.LANG].find(Boolean) ?? 'C.UTF-8'),
			env: ground.env,
			...(greeting === undefined ? {} : {greeting}),
		});
	} finally {
		await Promise.all(places.map(async ({client}) => client.close()));
	}
};

/** The human's own editor; the repository's only after a human agreed to its commands. */
const editorOf = async (repo: string, configured: string | undefined, env: World['env']): Promise<readonly string[]> => {
	const own = env.VISUAL ?? env.EDITOR;
	const untrusted = own === undefined && configured !== undefined ? await untrustedCommands(repo, env) : [];
	const trusted = untrusted.some(({command}) => command === configured) ? undefined : configured;
	return (own ?? trusted ?? 'vi').split(' ').filter(word => word !== '');
};

/** The doors of one call. What lies behind each is loaded when it is opened: who only looks must not wait for the rest. */
export const openDoors = (ground: Ground): Doors => {
	const {env} = ground;
	return {
		openClient: async (repo, {foreground}) => openClient(repo, foreground, ground),
		runTui: async (repos, options = {}) => runTui(repos, options, ground),
		examine: async (repo, isOnTerminal) => examine(repo, isOnTerminal, ground),
		runWorker: async (repo, options) => runWorker(repo, options, env),
		async findRepository(from) {
			const {soundRepository} = await import('./engine/setup/prepared.js');
			return soundRepository(from);
		},
		async requirePrepared(repo) {
			const {requirePrepared} = await import('./engine/setup/prepared.js');
			requirePrepared(repo);
		},
		setUp: async () => import('./engine/setup/set-up.js'),
		loadSettings: async repo => loadSettings(repo, env),
		untrustedCommands: async repo => untrustedCommands(repo, env),
	};
};
