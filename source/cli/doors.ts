import type {NamedCommand} from '../domain/trust/judge-trust.js';
import type {CheckLine, FlowClient} from '../engine/client/flow-client.js';
import type {StartOptions} from '../engine/client/start-worker.js';

/** What lies behind the other doors of the house; each is loaded only when it is opened. */
export type Doors = {
	readonly openClient: (repo: string, options: {readonly foreground: boolean; readonly fullAccess?: boolean}) => Promise<FlowClient>;
	/** The commands of this repository that no human has said yes to. */
	readonly untrustedCommands: (repo: string) => Promise<readonly NamedCommand[]>;
	/** Full screen until the human leaves; answers the exit code. `examine` makes every check of `car doctor`. */
	readonly runTui: (repo: string, options: {readonly greeting?: string; readonly examine: () => Promise<readonly CheckLine[]>}) => Promise<number>;
	/** The body of the detached worker; answers the exit code. */
	readonly runWorker: (repo: string, options: StartOptions) => Promise<number>;
	/** Makes the throw-away repository of `car demo` and answers its path. */
	readonly createDemoRepository: () => Promise<string>;
};
