import {agentTypes, typeNames} from './agent-types.js';
import type {AgentSettings} from './config.js';
import {
	argv, flag, oneOf, text, variableNames, variables, type Reader,
} from './read-value.js';

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
