import {failingHarness} from '../../agents/agent-kind.js';
import {agentKinds} from '../../agents/kinds.js';
import type {AgentHarness} from '../../domain/agent-harness.js';
import type {AgentSettings} from '../../domain/config/config.js';
import type {Environment} from '../flow/flow.js';

/** The agent behind an id. */
export const createHarness = (agent: string, settings: AgentSettings | undefined, env: Environment): AgentHarness => settings === undefined
	? failingHarness(`no configuration and no built-in knows the agent ${agent}`)
	: agentKinds[settings.type].createHarness(settings, env, agent);
