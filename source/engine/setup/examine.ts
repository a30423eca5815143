import {
	bad, good, warning, type CheckLine,
} from '../../domain/check-line.js';
import {UserError} from '../../domain/user-error.js';
import {loadConfig} from '../../store/folder/config-files.js';
import type {FlowClient} from '../client/flow-client.js';
import type {Environment} from '../flow/flow.js';
import {examineAgents} from '../check/examine-agents.js';
import {machineChecks, type Machine, type Terminal} from '../check/examine-machine.js';

type Place = Machine & {readonly openClient: () => Promise<FlowClient>};

const run = async ({openClient}: Place): Promise<readonly CheckLine[]> => {
	const client = await openClient();
	try {
		const {worker: {life, pid, lastWords}, initialised} = await client.snapshot();
		return [
			initialised ? good('folder', '.codex-autorunner is there') : bad('folder', '.codex-autorunner is not there', 'car init makes it'),
			...await client.check(),
			life === 'dead'
				? warning('worker', `it died${lastWords === null ? '' : `: ${lastWords}`}`, 'car run goes on where it was')
				: good('worker', life === 'absent' ? 'none, nothing runs' : `${life}, pid ${pid ?? '?'}`),
		];
	} finally {
		await client.close();
	}
};

/** A check that itself cannot be made is a finding too. */
const safely = async (name: string, check: () => readonly CheckLine[] | Promise<readonly CheckLine[]>): Promise<readonly CheckLine[]> => {
	try {
		return await check();
	} catch (error) {
		return [bad(name, error instanceof Error ? error.message : String(error), error instanceof UserError ? error.hint : '')];
	}
};

/** Every check of `car doctor`: what a run would meet, the agents, and the machine. */
export const examineRepository = async (repo: string, options: {readonly env: Environment; readonly terminal: Terminal | undefined; readonly openClient: () => Promise<FlowClient>}): Promise<readonly CheckLine[]> => {
	const place: Place = {...options, repo, config: loadConfig(repo, options.env).config};
	const groups = await Promise.all(Object.entries({run, agents: examineAgents, ...machineChecks}).map(async ([name, check]) => safely(name, async () => check(place))));
	return groups.flat();
};
