import {execFile} from 'node:child_process';
import {
	findProgram, isOurs, type CheckedAgent,
} from '../../agents/agent-kind.js';
import {agentKinds} from '../../agents/kinds.js';
import {builtInAgents} from '../../domain/config/built-in.js';
import {
	bad, good, warning, type CheckLine,
} from '../../domain/check-line.js';
import type {Environment} from '../flow/flow.js';

/** Milliseconds a program may take to say its version. */
const patience = 5000;

/** The first line a program prints for `--version`; undefined when it says none in time. */
const versionOf = async (program: string): Promise<string | undefined> => new Promise(resolve => {
	execFile(program, ['--version'], {timeout: patience, killSignal: 'SIGKILL', maxBuffer: 65_536}, (error, stdout) => {
		const line = stdout.trim().split('\n', 1)[0] ?? '';
		resolve(error !== null || line === '' ? undefined : line);
	});
});

const examineAgent = async (agent: CheckedAgent): Promise<readonly CheckLine[]> => {
	const {id, settings, env} = agent;
	const name = `agent ${id}`;
	const [program] = settings.command;
	if (program === undefined) {
		return [good(name, 'built in')];
	}

	const found = findProgram(program, env);
	if (found === undefined) {
		return [warning(name, `${program} is not on the PATH`, `install it, or leave it: only tickets with agent: ${id} need it`)];
	}

	// A program that the repository names is not started before a run needs it and a human agreed.
	const {check, examinedBy} = agentKinds[settings.type];
	if (examinedBy === 'check' && isOurs(settings)) {
		const lines = await check(agent);
		// What is wrong with an agent that no ticket needs is no obstacle; `car run --check` judges those that are needed.
		return lines.map(line => line.level === 'bad' ? {...line, level: 'warning'} : line);
	}

	const version = examinedBy === 'version' && isOurs(settings) ? await versionOf(found) : undefined;
	return [good(name, version === undefined ? found : `${found} (${version})`)];
};

/** Whether each configured agent is installed, in which version, and what it may do. */
export const examineAgents = async ({config, repo, env}: Pick<CheckedAgent, 'config' | 'repo' | 'env'>): Promise<readonly CheckLine[]> => {
	const found = await Promise.all(Object.entries(config.agents).map(async ([id, settings]) => examineAgent({
		id, settings, config, repo, env,
	})));
	const {defaultAgent} = config.ticketFlow;
	return [
		...found.flat(),
		...defaultAgent in config.agents ? [] : [bad('default agent', `${defaultAgent} is not known`, `set ticket_flow.default_agent to one of ${Object.keys(config.agents).join(', ')}`)],
	];
};

/** Built-in agents whose program is installed, in the order of the list. */
export const installedAgents = (env: Environment): readonly string[] => [...builtInAgents]
	.filter(([, {command}]) => command[0] !== undefined && findProgram(command[0], env) !== undefined)
	.map(([id]) => id);
