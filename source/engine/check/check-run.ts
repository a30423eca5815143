import {constants, accessSync} from 'node:fs';
import path from 'node:path';
import type {AgentSettings, Config} from '../../domain/config/config.js';
import type {RunState} from '../../domain/run/run-state.js';
import {isBroken, isDone, type TicketFolder} from '../../domain/ticket/ticket.js';
import {openRepository} from '../../git/repository.js';
import {describeConfigProblem, type LoadedConfig} from '../../store/folder/config-files.js';
import type {Environment} from '../flow/flow.js';
import {untrustedCommands} from '../trust/named-commands.js';
import {checkCodex} from './check-codex.js';
import type {CheckLine} from './check-line.js';

/** What a client has read already. */
type Sources = {readonly run: RunState | null; readonly folder: TicketFolder};

/** What a run would meet, said before anything starts. */
export const checkRun = async (options: {
	readonly repo: string;
	readonly loaded: LoadedConfig;
	readonly sources: Sources;
	readonly env: Environment;
}): Promise<readonly CheckLine[]> => [
	...checkConfig(options.loaded),
	...await checkTree(options),
	...checkTickets(options.sources),
	...await checkAgents(options),
	...await checkTrust(options),
	...describeNight(options.loaded),
];

const good = (name: string, text: string): CheckLine => ({
	level: 'good', name, text, mend: '',
});

const checkConfig = ({problems}: LoadedConfig): readonly CheckLine[] =>
	problems.map(problem => ({
		level: 'bad', name: 'configuration', text: describeConfigProblem(problem), mend: 'mend the file it names',
	}));

const checkTree = async ({repo, loaded, sources}: {readonly repo: string; readonly loaded: LoadedConfig; readonly sources: Sources}): Promise<readonly CheckLine[]> => {
	const git = openRepository(repo, loaded.config.git);
	const status = await git.status();
	const where = status.branch ?? (status.head === null ? 'no commit yet' : `detached at ${status.head.slice(0, 8)}`);
	const inTheMiddle = status.state !== 'normal' && status.state !== 'detached' && status.state !== 'unborn';
	const isNewRun = sources.run === null || sources.run.status === 'completed';
	const lines: CheckLine[] = [inTheMiddle
		? {
			level: 'bad', name: 'git', text: `${where}, in the middle of a ${status.state}`, mend: 'finish or abort it: nothing is committed before',
		}
		: good('git', `on ${where}`)];
	if (status.dirty.length > 0) {
		const names = status.dirty.slice(0, 3).map(file => file.path).join(', ');
		lines.push({
			level: isNewRun ? 'bad' : 'warning',
			name: 'tree',
			text: `${status.dirty.length} uncommitted: ${names}${status.dirty.length > 3 ? ', …' : ''}`,
			mend: isNewRun ? 'commit or stash them, or car run --dirty' : 'they will be in the next commit',
		});
	}

	const {name, email} = await git.identity();
	if (name === null || email === null) {
		lines.push({
			level: 'warning', name: 'identity', text: 'git knows no name or e-mail for commits; car <car@localhost> will sign them', mend: 'git config user.name "You"; git config user.email you@example.org',
		});
	}

	return lines;
};

const checkTickets = ({folder}: Sources): readonly CheckLine[] => {
	const broken = folder.entries.filter(entry => isBroken(entry) && !isDone(entry));
	const open = folder.entries.filter(entry => !isDone(entry)).length;
	if (folder.entries.length === 0) {
		return [{
			level: 'bad', name: 'tickets', text: 'there are none', mend: 'car tickets new "What to do"',
		}];
	}

	return [
		...broken.map((entry): CheckLine => ({
			level: 'bad', name: 'tickets', text: `${entry.name}: ${entry.problems[0]?.message ?? 'broken'}`, mend: entry.problems[0]?.mend ?? '',
		})),
		...folder.strays.map((stray): CheckLine => ({
			level: 'bad', name: 'tickets', text: stray.problem.message, mend: stray.problem.mend,
		})),
		...(broken.length === 0 && folder.strays.length === 0 ? [good('tickets', `${open} open of ${folder.entries.length}`)] : []),
	];
};

const checkAgents = async ({repo, loaded: {config}, sources: {folder}, env}: {readonly repo: string; readonly loaded: LoadedConfig; readonly sources: Sources; readonly env: Environment}): Promise<readonly CheckLine[]> => {
	const needed = new Set(folder.entries.filter(entry => !isDone(entry)).flatMap(entry => entry.ticket?.agent ?? []));
	needed.delete('user');
	const lines = await Promise.all([...needed].map(async (id): Promise<readonly CheckLine[]> => {
		const settings = config.agents[id];
		return settings === undefined
			? [{
				level: 'bad', name: 'agent', text: `${id} is not known`, mend: `name a known one (${Object.keys(config.agents).join(', ')})`,
			}]
			: checkAgent(id, settings, {config, repo, env});
	}));
	return lines.flat();
};

/** What a repository names is not started before a human agreed to it. */
export const isOurs = ({source}: AgentSettings): boolean => source === 'built-in' || source === 'user';

const checkAgent = async (id: string, settings: AgentSettings, place: {readonly config: Config; readonly repo: string; readonly env: Environment}): Promise<readonly CheckLine[]> => {
	if (settings.type === 'demo') {
		return [good('agent', `${id} plays its script: no key, no network`)];
	}

	if (settings.type === 'acp') {
		return [{
			level: 'bad', name: 'agent', text: `${id} is of type ${settings.type}, which this version cannot drive yet`, mend: `set agents.${id}.command to a program of your own (type command)`,
		}];
	}

	const [program = ''] = settings.command;
	const found = findProgram(program, place.env);
	if (found === undefined) {
		return [{
			level: 'bad', name: 'agent', text: `${id}: ${program} is not there or not executable`, mend: `install it or mend agents.${id}.command`,
		}];
	}

	return settings.type === 'codex' && isOurs(settings)
		? checkCodex(id, {...place, settings, found})
		: [good('agent', `${id} starts ${found}${settings.access === 'full' ? ' with FULL ACCESS' : ''}`)];
};

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

const checkTrust = async ({repo, loaded, sources, env}: {readonly repo: string; readonly loaded: LoadedConfig; readonly sources: Sources; readonly env: Environment}): Promise<readonly CheckLine[]> => {
	const ask = await untrustedCommands(repo, loaded, sources.folder, env);
	return ask.length === 0
		? []
		: [{
			level: 'bad', name: 'trust', text: `${ask.length} commands of this repository wait for your yes`, mend: 'car trust',
		}];
};

/** What happens while nobody looks. */
const describeNight = ({config}: LoadedConfig): readonly CheckLine[] => {
	const {ticketFlow, approvals} = config;
	const deny = approvals.denyAfter === undefined ? 'wait for you without end' : `are denied after ${Math.round(approvals.denyAfter / 60_000)} min`;
	return [
		good('questions', ticketFlow.onQuestion === 'wait' ? 'a question rests the run until you answer' : 'a question leaves its ticket waiting, the next one runs'),
		good('approvals', `approvals nobody answers ${deny}`),
		good('limits', `${ticketFlow.maxTicketTurns} turns a ticket${ticketFlow.maxTotalTurns === undefined ? '' : `, ${ticketFlow.maxTotalTurns} in all`}`),
		good('commits', ticketFlow.commit === 'car' ? 'car commits each finished ticket' : 'agents commit'),
	];
};
