import type {AgentType} from '../domain/config/agent-types.js';
import {acp} from './acp/kind.js';
import type {AgentKind} from './agent-kind.js';
import {codex} from './codex/kind.js';
import {command} from './command/kind.js';
import {demo} from './demo/kind.js';

/** What stands behind each type of agent that a configuration may name. */
export const agentKinds: Readonly<Record<AgentType, AgentKind>> = {
	codex, acp, command, demo,
};
