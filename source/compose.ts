import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import type {Config} from './domain/config/config.js';
import type {NamedCommand} from './domain/trust/judge-trust.js';
import {UserError} from './domain/user-error.js';
import {createAttachedClient} from './engine/client/attached-client.js';
import type {CheckLine, FlowClient} from './engine/client/flow-client.js';
import type {StartOptions} from './engine/client/start-worker.js';
import type {World} from './engine/flow/flow.js';
import {describeConfigProblem, loadConfig} from './store/folder/config-files.js';
import {openDrafts} from './store/message/draft-files.js';
import {createTicketReader} from './store/ticket/ticket-files.js';

declare const CAR_VERSION: string;

/** Version of this program, from its package. */
export const version: string = typeof CAR_VERSION === 'string' ? CAR_VERSION : '0.0.0-source';

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

/** A client for a repository: over a detached worker, or with the engine in this process. The engine is loaded only for the latter. */
export const openClient = async (repo: string, options: {readonly foreground: boolean}, {env, program}: Ground): Promise<FlowClient> => {
	if (!options.foreground) {
		return createAttachedClient({repo, world: realWorld(env), program});
	}

	const {createInlineClient} = await import('./engine/client/inline-client.js');
	return createInlineClient({repo, world: realWorld(env), version});
};

const commandsOf = async (repo: string, env: World['env'], which: 'namedCommands' | 'untrustedCommands'): Promise<readonly NamedCommand[]> => {
	const {[which]: find} = await import('./engine/trust/named-commands.js');
	const loaded = loadConfig(repo, env);
	const folder = createTicketReader(repo).read(Object.keys(loaded.config.agents));
	return find(repo, loaded, folder, env);
};

/** Commands of this repository that a human must agree to before anything is started. */
export const untrustedCommands = async (repo: string, env: World['env']): Promise<readonly NamedCommand[]> => commandsOf(repo, env, 'untrustedCommands');

/** Every command this repository names. */
export const namedCommands = async (repo: string, env: World['env']): Promise<readonly NamedCommand[]> => commandsOf(repo, env, 'namedCommands');

/** The body of `car flow worker`; answers the exit code: 0 came to rest, 1 failed, 5 another worker holds the repository. */
export const runWorker = async (repo: string, options: StartOptions, env: World['env']): Promise<number> => {
	const {config, problems} = loadConfig(repo, env);
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
		repo, config: withFlags(config, options), version, ...options,
	}, realWorld(env), control);
	if (end.type === 'locked') {
		process.stderr.write(`another worker (pid ${end.holder?.pid ?? 'unknown'}) holds ${repo}\n`);
		return 5;
	}

	return end.state.status === 'failed' ? 1 : 0;
};

/** What a human agreed to, written down. */
export const trust = async (repo: string, env: World['env'], commands: ReadonlyArray<{readonly command: string}>): Promise<void> => {
	const {trustCommands} = await import('./store/folder/trust-file.js');
	trustCommands(repo, env, commands.map(({command}) => command));
};

/** The full screen, until the human leaves it; answers the exit code. `examine` is what `car doctor` checks. React is loaded only here. */
export const runTui = async (repo: string, {greeting, examine}: {readonly greeting?: string; readonly examine: () => Promise<readonly CheckLine[]>}, {env, program}: Ground): Promise<number> => {
	const {runTui: openScreen} = await import('./tui/main.js');
	const client = await openClient(repo, {foreground: false}, {env, program});
	const {config} = loadConfig(repo, env);
	try {
		return await openScreen({
			client,
			stdin: process.stdin,
			stdout: process.stdout,
			editor: await editorOf(repo, config, env),
			drafts: openDrafts(repo),
			examine,
			// A variable that is set to nothing counts as none.
			ascii: config.ui.ascii ?? !/utf-?8/i.test([env.LC_ALL, env.LC_CTYPE, env.LANG].find(Boolean) ?? 'C.UTF-8'),
			env,
			repoName: path.basename(repo),
			...(greeting === undefined ? {} : {greeting}),
		});
	} finally {
		await client.close();
	}
};

/** The human's own editor; the repository's only after a human agreed to its commands. */
const editorOf = async (repo: string, config: Config, env: World['env']): Promise<readonly string[]> => {
	const own = env.VISUAL ?? env.EDITOR;
	const untrusted = own === undefined && config.ui.editor !== undefined ? await untrustedCommands(repo, env) : [];
	const configured = untrusted.some(({command}) => command === config.ui.editor) ? undefined : config.ui.editor;
	return (own ?? configured ?? 'vi').split(' ').filter(word => word !== '');
};

/** A throw-away repository with a few tickets for the demo agent; answers its path. */
export const createDemoRepository = async (env: World['env']): Promise<string> => {
	const {makeDemoRepository} = await import('./engine/make-demo-repository.js');
	const folder = await makeDemoRepository();
	// The tickets' checks are ours, so no human need agree to them.
	await trust(folder, env, await namedCommands(folder, env));
	return folder;
};
