import {agentKinds} from '../../agents/kinds.js';
import {
	bad, good, warning, type CheckLine,
} from '../../domain/check-line.js';
import type {RunState} from '../../domain/run/run-state.js';
import {isBroken, isDone, type TicketFolder} from '../../domain/ticket/ticket.js';
import {openRepository} from '../../git/repository.js';
import {describeConfigProblem, type LoadedConfig} from '../../store/folder/config-files.js';
import type {Environment} from '../flow/flow.js';
import {untrustedCommands} from '../trust/named-commands.js';

/** What a client has read already. */
type Sources = {readonly run: RunState | null; readonly folder: TicketFolder};

type Place = {
	readonly repo: string;
	readonly loaded: LoadedConfig;
	readonly sources: Sources;
	readonly env: Environment;
};

/** What a run would meet, in the order it is told; each check with its words and what mends it. */
const checks = {
	configuration: ({loaded}) => loaded.problems.map(problem => bad('configuration', describeConfigProblem(problem), 'mend the file it names')),

	async tree({repo, loaded, sources}) {
		const git = openRepository(repo, loaded.config.git);
		const status = await git.status();
		const where = status.branch ?? (status.head === null ? 'no commit yet' : `detached at ${status.head.slice(0, 8)}`);
		const inTheMiddle = status.state !== 'normal' && status.state !== 'detached' && status.state !== 'unborn';
		const isNewRun = sources.run === null || sources.run.status === 'completed';
		const names = status.dirty.slice(0, 3).map(file => file.path).join(', ');
		const dirty = `${status.dirty.length} uncommitted: ${names}${status.dirty.length > 3 ? ', …' : ''}`;
		const {name, email} = await git.identity();
		return [
			inTheMiddle ? bad('git', `${where}, in the middle of a ${status.state}`, 'finish or abort it: nothing is committed before') : good('git', `on ${where}`),
			...status.dirty.length === 0 ? [] : [isNewRun ? bad('tree', dirty, 'commit or stash them, or car run --dirty') : warning('tree', dirty, 'they will be in the next commit')],
			...name !== null && email !== null ? [] : [warning('identity', 'git knows no name or e-mail for commits; car <car@localhost> will sign them', 'git config user.name "You"; git config user.email you@example.org')],
		];
	},

	tickets({sources: {folder: {entries, strays}}}) {
		if (entries.length === 0) {
			return [bad('tickets', 'there are none', 'car tickets new "What to do"')];
		}

		const wrong = [
			...entries.filter(entry => isBroken(entry) && !isDone(entry)).map(({name, problems: [problem]}) => bad('tickets', `${name}: ${problem?.message ?? 'broken'}`, problem?.mend)),
			...strays.map(({problem}) => bad('tickets', problem.message, problem.mend)),
		];
		return wrong.length > 0 ? wrong : [good('tickets', `${entries.filter(entry => !isDone(entry)).length} open of ${entries.length}`)];
	},

	async agents({repo, loaded: {config}, sources: {folder}, env}) {
		const needed = new Set(folder.entries.filter(entry => !isDone(entry)).flatMap(entry => entry.ticket?.agent ?? []));
		needed.delete('user');
		const lines = await Promise.all([...needed].map(async (id): Promise<readonly CheckLine[]> => {
			const settings = config.agents[id];
			return settings === undefined
				? [bad('agent', `${id} is not known`, `name a known one (${Object.keys(config.agents).join(', ')})`)]
				: agentKinds[settings.type].check({
					id, settings, config, repo, env,
				});
		}));
		return lines.flat();
	},

	async trust({repo, loaded, sources, env}) {
		const ask = await untrustedCommands(repo, loaded, sources.folder, env);
		return ask.length === 0 ? [] : [bad('trust', `${ask.length} commands of this repository wait for your yes`, 'car trust')];
	},

	/** What happens while nobody looks. */
	night({loaded: {config: {ticketFlow, approvals}}}) {
		const deny = approvals.denyAfter === undefined ? 'wait for you without end' : `are denied after ${Math.round(approvals.denyAfter / 60_000)} min`;
		return [
			good('questions', ticketFlow.onQuestion === 'wait' ? 'a question rests the run until you answer' : 'a question leaves its ticket waiting, the next one runs'),
			good('approvals', `approvals nobody answers ${deny}`),
			good('limits', `${ticketFlow.maxTicketTurns} turns a ticket${ticketFlow.maxTotalTurns === undefined ? '' : `, ${ticketFlow.maxTotalTurns} in all`}`),
			good('commits', ticketFlow.commit === 'car' ? 'car commits each finished ticket' : 'agents commit'),
		];
	},
} as const satisfies Record<string, (place: Place) => readonly CheckLine[] | Promise<readonly CheckLine[]>>;

/** What a run would meet, said before anything starts. */
export const checkRun = async (place: Place): Promise<readonly CheckLine[]> => {
	const found = await Promise.all(Object.values(checks).map(async check => check(place)));
	return found.flat();
};
