import {execFile} from 'node:child_process';
import type {AgentSettings, Config} from '../domain/config/config.js';
import {findProgram} from '../engine/check-run.js';
import type {CheckLine} from '../engine/client/flow-client.js';
import type {Environment} from './command.js';

/** Milliseconds a program may take to say its version. */
const patience = 5000;

/** The first line a program prints for `--version`; undefined when it says none in time. */
const versionOf = async (program: string): Promise<string | undefined> => new Promise(resolve => {
	execFile(program, ['--version'], {timeout: patience, killSignal: 'SIGKILL', maxBuffer: 65_536}, (error, stdout) => {
		const line = stdout.trim().split('\n', 1)[0] ?? '';
		resolve(error !== null || line === '' ? undefined : line);
	});
});

const examineAgent = async (id: string, settings: AgentSettings, env: Environment): Promise<CheckLine> => {
	const name = `agent ${id}`;
	const [program] = settings.command;
	if (program === undefined) {
		return {
			name, level: 'good', text: 'built in', mend: '',
		};
	}

	const found = findProgram(program, env);
	if (found === undefined) {
		return {
			name, level: 'warning', text: `${program} is not on the PATH`, mend: `install it, or leave it: only tickets with agent: ${id} need it`,
		};
	}

	// A program that the repository names is not started before a run needs it and a human agreed.
	const isOurs = settings.source === 'built-in' || settings.source === 'user';
	const version = isOurs && settings.type !== 'command' ? await versionOf(found) : undefined;
	return {
		name, level: 'good', text: version === undefined ? found : `${found} (${version})`, mend: '',
	};
};

/** Whether each configured agent is installed, and which version. */
export const examineAgents = async (config: Config, env: Environment): Promise<readonly CheckLine[]> => {
	const lines = await Promise.all(Object.entries(config.agents).map(async ([id, settings]) => examineAgent(id, settings, env)));
	const {defaultAgent} = config.ticketFlow;
	return defaultAgent in config.agents
		? lines
		: [...lines, {
			name: 'default agent', level: 'bad', text: `${defaultAgent} is not known`, mend: `set ticket_flow.default_agent to one of ${Object.keys(config.agents).join(', ')}`,
		}];
};
