import type {AgentSettings} from './config.js';
import {
	argv, flag, oneOf, text, variableNames, variables, type Reader,
} from './read-value.js';

/** What the configuration must know of a type of agent; how one is driven and checked is in `agents/kinds.ts`. */
type TypeOfAgent = {
	/** The agents of this type that need no configuration, and what starts each. */
	readonly builtIn: Readonly<Record<string, readonly string[]>>;
	/** What starts one that names no command; absent: it must name one. */
	readonly command?: readonly string[];
	/** Whose keys it may see, where its command does not tell. */
	readonly provider?: 'codex';
};

const typesOfAgents = <T extends string>(types: Readonly<Record<T, TypeOfAgent>>) => types;

/** The types of agents that `agents.<id>.type` takes. */
export const agentTypes = typesOfAgents({
	codex: {builtIn: {codex: ['codex', 'app-server']}, command: ['codex', 'app-server'], provider: 'codex'},
	acp: {builtIn: {opencode: ['opencode', 'acp'], claude: ['claude-agent-acp'], gemini: ['gemini', '--acp']}},
	command: {builtIn: {}},
	demo: {builtIn: {demo: []}, command: []},
});

export type AgentType = keyof typeof agentTypes;

const typeNames = Object.keys(agentTypes) as AgentType[];

/** The keys of one agent, with what they take. */
export const agentFields = {
	type: oneOf(...typeNames),
	command: argv,
	env: variables,
	env_pass: variableNames,
	model: text,
	reasoning: text,
	access: oneOf('read', 'write', 'full'),
	git_write: flag,
} as const;

export type AgentKey = keyof typeof agentFields;

export type AgentValues = {readonly [K in AgentKey]?: typeof agentFields[K] extends Reader<infer T> ? T : never};

/** The agents that need no configuration. */
export const builtInAgents: ReadonlyMap<string, AgentSettings> = new Map(typeNames.flatMap(type => Object.entries(agentTypes[type].builtIn).map(([id, command]) => [id, {
	type, command, env: {}, envPass: [], model: undefined, reasoning: undefined, access: 'write', gitWrite: false, source: 'built-in',
}])));
