import {accessSync, constants} from 'node:fs';
import path from 'node:path';
import type {AgentHarness} from '../domain/agent-harness.js';
import {bad, good, type CheckLine} from '../domain/check-line.js';
import type {AgentSettings, Config} from '../domain/config/config.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** An agent that is looked at before a run needs it. */
export type CheckedAgent = {
	readonly id: string;
	readonly settings: AgentSettings;
	readonly config: Config;
	readonly repo: string;
	readonly env: Environment;
};

/** All that `car` knows of one type of agent, except what its configuration may say (`domain/config/agent-types.ts`). What it can do besides a turn, its harness says. */
export type AgentKind = {
	readonly createHarness: (settings: AgentSettings, env: Environment, id: string) => AgentHarness;
	/** What a run would meet that needs it. */
	readonly check: (agent: CheckedAgent) => Promise<readonly CheckLine[]>;
	/** How `car doctor` looks at one of ours that is installed: as a run would, by the version it tells, or no further. */
	readonly examinedBy: 'check' | 'version' | 'nothing';
};

/** What a repository names is not started before a human agreed to it. */
export const isOurs = ({source}: AgentSettings): boolean => source === 'built-in' || source === 'user';

/** Where a program would be found, as a shell would look for it; undefined when it is not there or not executable. */
export const findProgram = (program: string, env: Environment): string | undefined => {
	const places = program.includes('/') ? [program] : (env.PATH ?? '').split(path.delimiter).map(folder => path.join(folder, program));
	return places.find(place => {
		try {
			accessSync(place, constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
};

/** Whether what starts it is there; `look` goes on from there, where there is more to see. */
export const checkProgram = async (agent: CheckedAgent, look?: (found: string) => Promise<readonly CheckLine[]>): Promise<readonly CheckLine[]> => {
	const {id, settings, env} = agent;
	const [program = ''] = settings.command;
	const found = findProgram(program, env);
	if (found === undefined) {
		return [bad('agent', `${id}: ${program} is not there or not executable`, `install it or mend agents.${id}.command`)];
	}

	return look !== undefined && isOurs(settings)
		? look(found)
		: [good('agent', `${id} starts ${found}${settings.access === 'full' ? ' with FULL ACCESS' : ''}`)];
};

/** An agent that cannot be driven: its turn fails with a sentence, as any does that cannot start. */
export const failingHarness = (message: string): AgentHarness => ({
	async * runTurn() {
		yield {type: 'failed', message, retry: 'never'};
	},
	close: async () => undefined,
});
