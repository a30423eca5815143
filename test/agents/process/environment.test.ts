import {describe, expect, it} from 'vitest';
import {agentEnvironment} from '../../../source/agents/process/environment.js';
import type {AgentSettings} from '../../../source/domain/config/config.js';

const settings = (change: Partial<AgentSettings>): AgentSettings => ({
	type: 'command', command: ['./agent.sh'], env: {}, envPass: [], model: undefined, reasoning: undefined, access: 'write', gitWrite: false, source: 'user', ...change,
});

const general = {
	PATH: '/bin', HOME: '/h', USER: 'u', LOGNAME: 'u', SHELL: '/bin/sh', LANG: 'C', LC_ALL: 'C', LC_TIME: 'C', TERM: 'xterm', TZ: 'UTC', TMPDIR: '/t', XDG_CONFIG_HOME: '/x', HTTPS_PROXY: 'p', no_proxy: 'q', SSL_CERT_FILE: 'f', NODE_EXTRA_CA_CERTS: 'g',
};

const base = {
	...general,
	OPENAI_API_KEY: 'o', CODEX_HOME: 'c', ANTHROPIC_API_KEY: 'a', CLAUDE_CONFIG_DIR: 'd', GEMINI_API_KEY: 'g', GOOGLE_CLOUD_PROJECT: 'p', OPENCODE_CONFIG: 'e', GROQ_API_KEY: 'q',
	AWS_SECRET_ACCESS_KEY: 's', SSH_AUTH_SOCK: 's', GITHUB_TOKEN: 't', DATABASE_URL: 'd', GIT_DIR: '/g', GIT_AUTHOR_NAME: 'n', NODE_OPTIONS: 'o', LD_PRELOAD: 'l', EDITOR: 'e', CAR_WORKER_TAG: 'old', PWD: '/p', NOTHING: undefined,
};

describe('agentEnvironment', () => {
	it.each<[string, Partial<AgentSettings>, Record<string, string>]>([
		['any script', {}, {}],
		['codex', {type: 'codex', command: ['codex', 'app-server']}, {OPENAI_API_KEY: 'o', CODEX_HOME: 'c'}],
		['claude', {type: 'acp', command: ['/opt/bin/claude-agent-acp']}, {ANTHROPIC_API_KEY: 'a', CLAUDE_CONFIG_DIR: 'd'}],
		['claude by npx', {type: 'acp', command: ['npx', '@zed/claude-agent-acp']}, {ANTHROPIC_API_KEY: 'a', CLAUDE_CONFIG_DIR: 'd'}],
		['gemini', {type: 'acp', command: ['gemini', '--acp']}, {GEMINI_API_KEY: 'g', GOOGLE_CLOUD_PROJECT: 'p'}],
		['opencode', {type: 'acp', command: ['opencode', 'acp']}, {
			OPENAI_API_KEY: 'o', ANTHROPIC_API_KEY: 'a', GEMINI_API_KEY: 'g', OPENCODE_CONFIG: 'e', GROQ_API_KEY: 'q',
		}],
		['a script in a folder named like an agent', {command: ['/home/claude/agent.sh']}, {}],
		['env, env_pass and names of git in both', {env: {FOO: '1', HOME: '/other', GIT_DIR: 'x'}, envPass: ['GITHUB_TOKEN', 'GIT_AUTHOR_NAME', 'NOTHING']}, {FOO: '1', HOME: '/other', GITHUB_TOKEN: 't'}],
	])('agentEnvironment: %s -> the general names and its own', (_name, change, own) => {
		expect(agentEnvironment(base, settings(change), {CAR_TURN: '3', GIT_DIR: 'x'})).toEqual({...general, ...own, CAR_TURN: '3'});
	});
});
