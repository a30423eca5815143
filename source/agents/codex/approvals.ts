import * as z from 'zod/mini';
import type {ApprovalDecision} from '../../domain/agent-harness.js';
import type {AgentEvent} from '../../domain/event/agent-event.js';
import {diffOf, plainCommand, writtenArguments} from './describe-item.js';
import {relativeChanges} from './translate-item.js';
import type {TurnView} from './turn-view.js';

type Asked = Omit<Extract<AgentEvent, {type: 'approval_requested'}>, 'type' | 'request_id'>;

/** What codex wants approval for, and what answers it. */
export type Question = {readonly asked: Asked; readonly answer: (decision: ApprovalDecision) => unknown};

const text = z.nullish(z.string());

const shapes = {
	'item/commandExecution/requestApproval': z.object({
		command: text, cwd: text, reason: text, networkApprovalContext: z.nullish(z.object({host: z.string()})),
	}),
	'item/fileChange/requestApproval': z.object({itemId: z.string(), reason: text, grantRoot: text}),
	'item/permissions/requestApproval': z.object({cwd: text, reason: text, permissions: z.looseObject({})}),
	// What a tool server asks the human itself looks the same and is not this.
	'mcpServer/elicitation/request': z.object({
		serverName: z.string(),
		_meta: z.object({
			codex_approval_kind: z.literal('mcp_tool_call'), tool_name: z.string(), tool_params: z.unknown(), persist: z.nullish(z.array(z.string())),
		}),
	}),
} as const;

const decisions = {
	once: 'accept', session: 'acceptForSession', deny: 'decline', cancel: 'cancel',
} as const satisfies Record<ApprovalDecision, string>;

const byDecision = (decision: ApprovalDecision) => ({decision: decisions[decision]});

const because = (reason: string | null | undefined): string => typeof reason === 'string' && reason !== '' ? `: ${reason}` : '';

const longestDiff = 65_536;

const askCommand = (params: unknown): Question | undefined => {
	const read = shapes['item/commandExecution/requestApproval'].safeParse(params);
	if (!read.success) {
		return undefined;
	}

	const {command, cwd, reason, networkApprovalContext: network} = read.data;
	const what = typeof network?.host === 'string' ? `reach ${network.host}` : `run ${plainCommand(command ?? 'a command')}`;
	return {
		asked: {
			kind: typeof network?.host === 'string' ? 'network' : 'command',
			description: `${what}${because(reason)}`,
			...typeof cwd === 'string' ? {cwd} : {},
		},
		answer: byDecision,
	};
};

const askFileChange = (params: unknown, view: TurnView): Question | undefined => {
	const read = shapes['item/fileChange/requestApproval'].safeParse(params);
	if (!read.success) {
		return undefined;
	}

	const {itemId, reason, grantRoot} = read.data;
	const changes = relativeChanges(view.items.get(itemId)?.changes ?? [], view.workspace);
	const paths = changes.map(change => change.path).join(', ') || 'files';
	const more = typeof grantRoot === 'string' ? `, and anything below ${grantRoot} for the session` : '';
	return {
		asked: {
			kind: 'file_change',
			description: `change ${paths}${more}${because(reason)}`,
			...changes.length === 0 ? {} : {diff: diffOf(changes).slice(0, longestDiff)},
		},
		answer: byDecision,
	};
};

const askPermissions = (params: unknown): Question | undefined => {
	const read = shapes['item/permissions/requestApproval'].safeParse(params);
	if (!read.success) {
		return undefined;
	}

	const {cwd, reason, permissions} = read.data;
	return {
		asked: {
			kind: 'permissions',
			description: `have more permissions, ${JSON.stringify(permissions)}${because(reason)}`,
			...typeof cwd === 'string' ? {cwd} : {},
		},
		answer: decision => ({permissions: decision === 'once' || decision === 'session' ? permissions : {}, scope: decision === 'session' ? 'session' : 'turn'}),
	};
};

const askTool = (params: unknown): Question | undefined => {
	const read = shapes['mcpServer/elicitation/request'].safeParse(params);
	if (!read.success) {
		return undefined;
	}

	const {serverName, _meta: {tool_name: tool, tool_params: given, persist}} = read.data;
	return {
		asked: {kind: 'tool', description: `use the tool ${serverName}.${tool} ${writtenArguments(given)}`.trimEnd()},
		answer: decision => ({
			action: decision === 'once' || decision === 'session' ? 'accept' : byDecision(decision).decision,
			content: decision === 'once' || decision === 'session' ? {} : null,
			_meta: decision === 'session' && persist?.includes('session') === true ? {persist: 'session'} : null,
		}),
	};
};

/** A request of codex that a human must answer; undefined when it is none of those, or in a shape this version does not know. */
export const readQuestion = (method: string, params: unknown, view: TurnView): Question | undefined => {
	switch (method) {
		case 'item/commandExecution/requestApproval': {
			return askCommand(params);
		}

		case 'item/fileChange/requestApproval': {
			return askFileChange(params, view);
		}

		case 'item/permissions/requestApproval': {
			return askPermissions(params);
		}

		case 'mcpServer/elicitation/request': {
			return askTool(params);
		}

		default: {
			return undefined;
		}
	}
};

/** Requests that are answered at once, for nobody sits there: forms of MCP servers and questions of tools are declined. Undefined: nothing is known of it. */
export const declined = (method: string): unknown => {
	switch (method) {
		case 'mcpServer/elicitation/request': {
			return {action: 'decline', content: null, _meta: null};
		}

		case 'item/tool/requestUserInput': {
			return {answers: {}};
		}

		default: {
			return undefined;
		}
	}
};
