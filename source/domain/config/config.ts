import type {Access} from '../agent-harness.js';
import type {AgentType} from './built-in.js';
import type {KeyName, KeyValues} from './keys.js';

export type AgentSettings = {
	readonly type: AgentType;
	/** Program and arguments; empty for `demo`. */
	readonly command: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly envPass: readonly string[];
	readonly model: string | undefined;
	readonly reasoning: string | undefined;
	readonly access: Access;
	/** `agents.codex.git_write`, from the user's own file only. */
	readonly gitWrite: boolean;
	/** Where the command comes from; built-ins and the user's own file need no trust. */
	readonly source: 'built-in' | 'user' | 'repository' | 'local';
};

type Camel<Name extends string> = Name extends `${infer First}_${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name;

/** The merged configuration: the keys of `keys.ts` in camel case, by section: `config.ticketFlow.maxTicketTurns`. */
export type Config = {readonly agents: Readonly<Record<string, AgentSettings>>} & {
	readonly [S in KeyName as S extends `${infer Name}.${string}` ? Camel<Name> : never]: S extends `${infer Name}.${string}` ? {
		readonly [K in Extract<KeyName, `${Name}.${string}`> as K extends `${string}.${infer Last}` ? Camel<Last> : never]: KeyValues[K]
	} : never
};

/** A mistake in a configuration file, ready to print: `file:line: message (did you mean …?)`. */
export type ConfigProblem = {
	readonly file: string;
	readonly line: number | undefined;
	readonly key: string;
	readonly message: string;
	/** The nearest right key or value. */
	readonly nearest: string | undefined;
};
