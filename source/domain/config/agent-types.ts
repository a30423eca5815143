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

/** Their names, in the order they are told. */
export const typeNames = Object.keys(agentTypes) as AgentType[];

/** The agents that need no configuration, in the order they are told. */
export const builtInIds = typeNames.flatMap(type => Object.keys(agentTypes[type].builtIn));
