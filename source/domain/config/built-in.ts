import type {AgentSettings} from './config.js';
import {
	count, countOrNone, duration, flag, oneOf, positive, seconds, text, texts, argv, variableNames, variables, type Reader,
} from './read-value.js';

/** Every key outside `agents`, with what it takes. */
export const fields = {
	'ticket_flow.default_agent': text,
	'ticket_flow.max_ticket_turns': count(1),
	'ticket_flow.max_total_turns': countOrNone,
	'ticket_flow.max_lint_retries': count(0),
	'ticket_flow.max_commit_retries': count(0),
	'ticket_flow.max_verify_retries': count(0),
	'ticket_flow.verify': texts,
	'ticket_flow.verify_timeout_seconds': seconds,
	'ticket_flow.auto_commit': flag,
	'ticket_flow.commit': oneOf('car', 'agent'),
	'ticket_flow.conversation': oneOf('ticket', 'turn'),
	'ticket_flow.on_question': oneOf('wait', 'next'),
	'prompt.max_bytes': count(1024),
	'prompt.previous_ticket': flag,
	'approvals.deny_after': duration,
	'limits.silence_minutes': positive,
	'git.hooks': flag,
	'git.hook_timeout_seconds': seconds,
	'ui.editor': text,
	'ui.mouse': flag,
	'ui.ascii': flag,
	'notify.command': argv,
	'retention.days': count(1),
	'retention.max_bytes': count(0),
} as const;

type ValueOf<R> = R extends Reader<infer T> ? T : never;

export type FieldKey = keyof typeof fields;

/** Keys without a value of their own until a file gives one. */
type UnsetKey = 'ticket_flow.max_total_turns' | 'ui.editor' | 'ui.ascii';

export type AllValues = {readonly [K in FieldKey]: ValueOf<typeof fields[K]> | (K extends UnsetKey ? undefined : never)};

/** What one file says. */
export type FieldValues = Partial<AllValues>;

/** What a configuration says before any file is read. */
export const builtInValues: AllValues = {
	'ticket_flow.default_agent': 'codex',
	'ticket_flow.max_ticket_turns': 20,
	'ticket_flow.max_total_turns': undefined,
	'ticket_flow.max_lint_retries': 3,
	'ticket_flow.max_commit_retries': 2,
	'ticket_flow.max_verify_retries': 3,
	'ticket_flow.verify': [],
	'ticket_flow.verify_timeout_seconds': 600,
	'ticket_flow.auto_commit': true,
	'ticket_flow.commit': 'car',
	'ticket_flow.conversation': 'ticket',
	'ticket_flow.on_question': 'wait',
	'prompt.max_bytes': 262_144,
	'prompt.previous_ticket': true,
	'approvals.deny_after': 600_000,
	'limits.silence_minutes': 10,
	'git.hooks': true,
	'git.hook_timeout_seconds': 120,
	'ui.editor': undefined,
	'ui.mouse': false,
	'ui.ascii': undefined,
	'notify.command': [],
	'retention.days': 30,
	'retention.max_bytes': 524_288_000,
};

/** The keys of one agent, with what they take. */
export const agentFields = {
	type: oneOf('codex', 'acp', 'command', 'demo'),
	command: argv,
	env: variables,
	env_pass: variableNames,
	model: text,
	reasoning: text,
	access: oneOf('read', 'write', 'full'),
	git_write: flag,
} as const;

export type AgentKey = keyof typeof agentFields;

export type AgentValues = {readonly [K in AgentKey]?: ValueOf<typeof agentFields[K]>};

const builtIn = (type: AgentSettings['type'], ...command: readonly string[]): AgentSettings => ({
	type,
	command,
	env: {},
	envPass: [],
	model: undefined,
	reasoning: undefined,
	access: 'write',
	gitWrite: false,
	source: 'built-in',
});

/** The agents that need no configuration. */
export const builtInAgents: ReadonlyMap<string, AgentSettings> = new Map([
	['codex', builtIn('codex', 'codex', 'app-server')],
	['opencode', builtIn('acp', 'opencode', 'acp')],
	['claude', builtIn('acp', 'claude-agent-acp')],
	['gemini', builtIn('acp', 'gemini', '--acp')],
	['demo', builtIn('demo')],
]);
