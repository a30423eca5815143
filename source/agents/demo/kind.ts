import {good} from '../../domain/check-line.js';
import type {AgentKind} from '../agent-kind.js';
import {createDemoHarness} from './harness.js';

/** The agent of `car demo`. */
export const demo: AgentKind = {
	createHarness: createDemoHarness,
	check: async ({id}) => [good('agent', `${id} plays its script: no key, no network`)],
	examinedBy: 'nothing',
};
