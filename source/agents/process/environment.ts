import path from 'node:path';
import {agentTypes} from '../../domain/config/agent-types.js';
import type {AgentSettings} from '../../domain/config/config.js';

const allowed = /^(?:PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_.*|TERM|TZ|TMPDIR|XDG_.*|\w+_(?:PROXY|proxy)|SSL_CERT_FILE|NODE_EXTRA_CA_CERTS)$/v;

/** What each provider's own program reads. */
const providers = {
	codex: /^(?:OPENAI_(?:API_KEY|BASE_URL|ORGANIZATION|ORG_ID|PROJECT|PROJECT_ID)|CODEX_\w+)$/v,
	claude: /^(?:ANTHROPIC_\w+|CLAUDE_CODE_\w+|CLAUDE_CONFIG_DIR)$/v,
	gemini: /^(?:GEMINI_\w+|GOOGLE_\w+)$/v,
	opencode: /^(?:OPENCODE_\w+|(?:OPENAI|ANTHROPIC|GEMINI|GOOGLE_GENERATIVE_AI|OPENROUTER|GROQ|MISTRAL|DEEPSEEK|XAI|TOGETHER|FIREWORKS|CEREBRAS|MOONSHOT|ZHIPU)_API_KEY)$/v,
} as const;

type Provider = keyof typeof providers;

/** Whose program an agent is: by its type, else by the name of a program in its command. */
const providersOf = (settings: AgentSettings): readonly Provider[] => {
	const {provider: own} = agentTypes[settings.type];
	const names = settings.command.map(word => path.posix.basename(word));
	return own === undefined ? (Object.keys(providers) as Provider[]).filter(provider => names.some(name => name.startsWith(provider))) : [own];
};

/**
 * The environment of an agent: an allow-list of what `base` holds, the keys of its own provider, its `env` and the names in its `env_pass`, then `extra`.
 * Checks that belong to no agent (`settings` undefined) get the allow-list alone. `GIT_*` never gets in, by any of them.
 */
export const agentEnvironment = (
	base: Readonly<Record<string, string | undefined>>,
	settings: AgentSettings | undefined,
	extra: Readonly<Record<string, string>>,
): Record<string, string> => {
	const own = settings === undefined ? [] : providersOf(settings);
	const passes = (name: string) => allowed.test(name) || settings?.envPass.includes(name) === true || own.some(provider => providers[provider].test(name));
	const inherited = Object.entries(base).filter((entry): entry is [string, string] => entry[1] !== undefined && passes(entry[0]));
	const all = [...inherited, ...Object.entries(settings?.env ?? {}), ...Object.entries(extra)];
	return Object.fromEntries(all.filter(([name]) => !name.toUpperCase().startsWith('GIT_')));
};
