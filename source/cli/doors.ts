import type {ConfigCommand} from '../domain/config/config-layer.js';
import type {Config} from '../domain/config/config.js';
import type {RunOptions} from '../domain/run/run-options.js';
import type {NamedCommand} from '../domain/trust/judge-trust.js';
import type {CheckLine, FlowClient} from '../engine/client/flow-client.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What brings a repository into the state in which a run can begin, loaded only for it. Paths are repository paths where nothing else is said. */
export type SetUp = {
	/** Makes a folder that is a git repository. */
	readonly makeRepository: (folder: string) => Promise<void>;
	/** `agents` are the built-in ones whose program is installed. */
	readonly prepareRepository: (repo: string, env: Environment) => {readonly made: readonly string[]; readonly agents: readonly string[]; readonly defaultAgent: string; readonly hasTickets: boolean};
	/** Writes the one ticket that has an agent split the specification; answers its path. */
	readonly writeBootstrap: (repo: string, agent: string) => string;
	/** Makes the throw-away repository of `car demo` and answers its absolute path. */
	readonly makeDemoRepository: (env: Environment) => Promise<string>;
	/** Makes a document that is not there yet, and answers its absolute path. */
	readonly makeDocument: (repo: string, document: string) => string;
	/** Writes down that a human said yes to these commands. */
	readonly agree: (repo: string, env: Environment, commands: readonly NamedCommand[]) => void;
	/** Runs `notify.command` as an inbox item would; answers what went wrong, if anything did. */
	readonly tryNotification: (repo: string, env: Environment, config: Config) => Promise<string | undefined>;
};

/** What lies behind the other doors of the house: the way to a repository's client, and what is about this machine or a repository that has none yet. Each is loaded only when it is opened. */
export type Doors = {
	readonly openClient: (repo: string, options: {readonly foreground: boolean}) => Promise<FlowClient>;
	/** Full screen over repositories, the first one looked at, until the human leaves; answers the exit code. */
	readonly runTui: (repos: readonly [string, ...string[]], options?: {readonly greeting?: string}) => Promise<number>;
	/** Every check of `car doctor`: what a run would meet, the agents, and the machine with the terminal of this process, if it is on one. */
	readonly examine: (repo: string, isOnTerminal: boolean) => Promise<readonly CheckLine[]>;
	/** The body of the detached worker; answers the exit code. */
	readonly runWorker: (repo: string, options: RunOptions & {readonly runId: string}) => Promise<number>;
	/** The nearest repository at or above a folder; undefined when there is none. Rejects when its state folder is linked or foreign. */
	readonly findRepository: (from: string) => Promise<string | undefined>;
	/** Rejects unless `car init` was there. */
	readonly requirePrepared: (repo: string) => Promise<void>;
	readonly setUp: () => Promise<SetUp>;
	/** The settings that hold here, and what the files of the repository would start by them. */
	readonly loadSettings: (repo: string) => Promise<{readonly config: Config; readonly commands: readonly ConfigCommand[]}>;
	/** The commands of this repository that no human has said yes to. */
	readonly untrustedCommands: (repo: string) => Promise<readonly NamedCommand[]>;
};
