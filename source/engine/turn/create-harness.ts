import type {AgentHarness} from '../../domain/agent-harness.js';
import type {AgentSettings} from '../../domain/config/config.js';
import {createCodexHarness} from '../../agents/codex/harness.js';
import {createCommandHarness} from '../../agents/command/harness.js';
import {createDemoHarness} from '../../agents/demo/harness.js';
import type {Environment} from '../flow/flow.js';

/** The agent behind an id. One that cannot be driven fails its turn with a sentence, as any agent that cannot start does. */
export const createHarness = (agent: string, settings: AgentSettings | undefined, env: Environment): AgentHarness => {
	if (settings === undefined) {
		return failing(`no configuration and no built-in knows the agent ${agent}`);
	}

	switch (settings.type) {
		case 'command': {
			return createCommandHarness(settings, env);
		}

		case 'demo': {
			return createDemoHarness(settings);
		}

		case 'codex': {
			return createCodexHarness(settings, env);
		}

		case 'acp': {
			return failing(`this version cannot drive the agent ${agent} (type ${settings.type}) yet: use an agent of type command, e.g. agents.${agent}.command in the configuration`);
		}

		default: {
			return settings.type satisfies never;
		}
	}
};

const failing = (message: string): AgentHarness => ({
	async * runTurn() {
		yield {type: 'failed', message, retry: 'never'};
	},
	close: async () => undefined,
});
