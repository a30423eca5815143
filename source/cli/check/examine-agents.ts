import {execFile} from 'node:child_process';
import type {AgentSettings, Config} from '../../domain/config/config.js';
import {checkCodex} from '../../engine/check/check-codex.js';
import {findProgram, isOurs} from '../../engine/check/check-run.js';
import type {CheckLine} from '../../engine/client/flow-client.js';
import type {Environment} from '../command.js';

/** Milliseconds a program may take to say its version. */
const patience = 5000;

/** The first line a program prints for `--version`; undefined when it says none in time. */
const versionOf = async (program: string): Promise<string | undefined> => new Promise(resolve => {
	execFile(program, ['--version'], {timeout: patience, killSignal: 'SIGKILL', maxBuffer: 65_536}, (error, stdout) => {
		const line = stdout.trim().split('\n', 1)[0] ?? '';
		resolve(error !== null || line === '' ? undefined : line);
	});
});

/** What is wrong with an agent that no ticket needs is no obstacle; `car run --check` judges those that are needed. */
const mildly = (line: CheckLine): CheckLine => line.level === 'bad' ? {...line, level: 'warning'} : line;

const examineAgent = async (id: string, settings: AgentSettings, place: {readonly config: Config; readonly repo: string; readonly env: Environment}): Promise<readonly CheckLine[]> => {
	const name = `agent ${id}`;
	const [program] = settings.command;
	if (program === undefined) {
		return [{
			name, level: 'good', text: 'built in', mend: '',
		}];
	}

	const found = findProgram(program, place.env);
	if (found === undefined) {
		return [{
			name, level: 'warning', text: `${program} is not on the PATH`, mend: `install it, or leave it: only tickets with agent: ${id} need it`,
		}];
	}

	// A program that the repository names is not started before a run needs it and a human agreed.
	if (settings.type === 'codex' && isOurs(settings)) {
		const lines = await checkCodex(id, {...place, settings, found});
		return lines.map(line => mildly(line));
	}

	const version = isOurs(settings) && settings.type !== 'command' ? await versionOf(found) : undefined;
	return [{
		name, level: 'good', text: version === undefined ? found : `${found} (${version})`, mend: '',
	}];
};

/** Whether each configured agent is installed, in which version, and what it may do; codex is started and asked. */
export const examineAgents = async (config: Config, repo: string, env: Environment): Promise<readonly CheckLine[]> => {
	const found = await Promise.all(Object.entries(config.agents).map(async ([id, settings]) => examineAgent(id, settings, {config, repo, env})));
	const lines = found.flat();
	const {defaultAgent} = config.ticketFlow;
	return defaultAgent in config.agents
		? lines
		: [...lines, {
			name: 'default agent', level: 'bad', text: `${defaultAgent} is not known`, mend: `set ticket_flow.default_agent to one of ${Object.keys(config.agents).join(', ')}`,
		}];
};
