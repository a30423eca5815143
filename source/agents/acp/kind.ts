import {bad} from '../../domain/check-line.js';
import {failingHarness, type AgentKind} from '../agent-kind.js';

/** Agents of the Agent Client Protocol: a configuration may name them, and this version says that it cannot drive them. */
export const acp: AgentKind = {
	createHarness: (_settings, _env, id) => failingHarness(`this version cannot drive the agent ${id} (type acp) yet: use an agent of type command, e.g. agents.${id}.command in the configuration`),
	check: async ({id}) => [bad('agent', `${id} is of type acp, which this version cannot drive yet`, `set agents.${id}.command to a program of your own (type command)`)],
	examinedBy: 'version',
};
