import {UserError} from '../../domain/user-error.js';
import type {CheckLine} from '../../engine/client/flow-client.js';
import type {Context} from '../command.js';
import {repositoryOf} from '../ask/repository.js';
import {examineAgents} from './examine-agents.js';
import {
	examineDisk, examineLogout, examineNotifications, examineTerminal, examineTrust, examineWatchers,
} from './examine-machine.js';

/** A check that itself cannot be made is a finding too. */
const safely = async (name: string, check: () => Promise<readonly CheckLine[]>): Promise<readonly CheckLine[]> => {
	try {
		return await check();
	} catch (error) {
		const mend = error instanceof UserError ? error.hint : '';
		return [{
			name, level: 'bad', text: error instanceof Error ? error.message : String(error), mend,
		}];
	}
};

const examineRun = async (context: Context<unknown>, repo: string): Promise<readonly CheckLine[]> => {
	const client = await context.doors.openClient(repo, {foreground: false});
	try {
		const {worker, initialised} = await client.snapshot();
		const prepared: CheckLine = initialised
			? {
				name: 'folder', level: 'good', text: '.codex-autorunner is there', mend: '',
			}
			: {
				name: 'folder', level: 'bad', text: '.codex-autorunner is not there', mend: 'car init makes it',
			};
		const life: CheckLine = worker.life === 'dead'
			? {
				name: 'worker', level: 'warning', text: `it died${worker.lastWords === null ? '' : `: ${worker.lastWords}`}`, mend: 'car run goes on where it was',
			}
			: {
				name: 'worker', level: 'good', text: worker.life === 'absent' ? 'none, nothing runs' : `${worker.life}, pid ${worker.pid ?? '?'}`, mend: '',
			};
		return [prepared, ...await client.check(), life];
	} finally {
		await client.close();
	}
};

/** Every check of `car doctor`: what a run would meet, the agents, and the machine. Throws UserError (exit 2) outside a repository. */
export const examine = async (context: Context<unknown>): Promise<readonly CheckLine[]> => examineRepository(context, await repositoryOf(context));

/** The same for a repository that is known. */
export const examineRepository = async (context: Context<unknown>, repo: string): Promise<readonly CheckLine[]> => {
	const {config} = await context.doors.loadSettings(repo);
	const groups = await Promise.all([
		safely('run', async () => examineRun(context, repo)),
		safely('agents', async () => examineAgents(config, repo, context.env)),
		safely('trust', async () => examineTrust(await context.doors.trustWarning())),
		safely('disk', async () => examineDisk(repo)),
		safely('watchers', async () => examineWatchers()),
		safely('terminal', async () => examineTerminal(context)),
		safely('notifications', async () => examineNotifications(config, context.env)),
		safely('logout', async () => examineLogout(context.env)),
	]);
	return groups.flat();
};
