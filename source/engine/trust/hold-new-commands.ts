import type {TicketFolder} from '../../domain/ticket/ticket.js';
import {loadConfig, type LoadedConfig} from '../../store/folder/config-files.js';
import {ifAllowed} from '../../store/file/if-there.js';
import {holdCommands, trustCommands} from '../../store/folder/trust-file.js';
import type {Environment, Flow} from '../flow/flow.js';
import {commandTexts, judgeCommands} from './named-commands.js';

/**
 * Every command that tickets and configuration name before a turn. Those of the human that may be started are written down, outside the repository:
 * should this worker die, the next one holds whatever is not known by then, and the human's would be among them.
 */
export const knowCommands = async (flow: Flow, folder: TicketFolder): Promise<ReadonlySet<string>> => {
	const {repo, world: {env}} = flow;
	const loaded = loadConfig(repo, env);
	const {fresh} = await judgeCommands(repo, loaded, folder, env);
	if (fresh.length > 0) {
		// At worst the human is asked about them after a crash.
		ifAllowed(() => {
			trustCommands(repo, env, fresh.map(({command}) => command));
		});
	}

	return commandTexts(loaded, folder);
};

/** Commands that appeared while an agent worked may be the agent's: they are started only after a human agreed to them. Throws when that cannot be written down: the turn must not be told as ended then. */
export const holdNewCommands = (flow: Flow, before: ReadonlySet<string>): void => {
	flow.forgetTickets();
	const after = commandTexts(loadConfig(flow.repo, flow.world.env), flow.readTickets());
	const added = [...after].filter(command => !before.has(command));
	flow.space.hold(() => {
		holdCommands(flow.repo, flow.world.env, added);
	});
};

/** The same for a turn that a dead worker left open: what was named before it is what a human agreed to, and what was written down when it began. */
export const holdUnknownCommands = (repo: string, {loaded, folder, env}: {readonly loaded: LoadedConfig; readonly folder: TicketFolder; readonly env: Environment}): void => {
	holdCommands(repo, env, [...commandTexts(loaded, folder)]);
};
