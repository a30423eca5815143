import {checkProgram, type AgentKind} from '../agent-kind.js';
import {createCommandHarness} from './harness.js';

/** Any program; nothing but a turn tells what it can do. */
export const command: AgentKind = {
	createHarness: createCommandHarness,
	check: async agent => checkProgram(agent),
	examinedBy: 'nothing',
};
