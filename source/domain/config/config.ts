import type {Access} from '../agent-harness.js';

export type AgentType = 'codex' | 'acp' | 'command' | 'demo';

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

/** The merged configuration; field names follow the keys of the contract in camel case. */
export type Config = {
	readonly agents: Readonly<Record<string, AgentSettings>>;
	readonly ticketFlow: {
		readonly defaultAgent: string;
		readonly maxTicketTurns: number;
		readonly maxTotalTurns: number | undefined;
		readonly maxLintRetries: number;
		readonly maxCommitRetries: number;
		readonly maxVerifyRetries: number;
		readonly verify: readonly string[];
		readonly verifyTimeoutSeconds: number;
		readonly autoCommit: boolean;
		readonly commit: 'car' | 'agent';
		readonly conversation: 'ticket' | 'turn';
		readonly onQuestion: 'wait' | 'next';
	};
	readonly prompt: {readonly maxBytes: number; readonly previousTicket: boolean};
	/** Milliseconds; undefined means never. */
	readonly approvals: {readonly denyAfter: number | undefined};
	readonly limits: {readonly silenceMinutes: number};
	readonly git: {readonly hooks: boolean; readonly hookTimeoutSeconds: number};
	readonly ui: {readonly editor: string | undefined; readonly mouse: boolean; readonly ascii: boolean | undefined};
	readonly notify: {readonly command: readonly string[]};
	readonly retention: {readonly days: number; readonly maxBytes: number};
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
