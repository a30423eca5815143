import {type NamedCommand, judgeTrust} from '../../domain/trust/judge-trust.js';
import type {TicketFolder} from '../../domain/ticket/ticket.js';
import {openRepository} from '../../git/repository.js';
import type {LoadedConfig} from '../../store/folder/config-files.js';
import {readTrust} from '../../store/folder/trust-file.js';
import type {Environment} from '../flow/flow.js';

type Named = Omit<NamedCommand, 'tracked'> & {readonly path: string};

const commandsIn = (loaded: LoadedConfig, folder: TicketFolder): readonly Named[] => [
	...loaded.commands.map(({command, file, key}) => ({command, path: file, where: `${file}: ${key}`})),
	...folder.entries.flatMap(entry => (entry.ticket?.verify ?? []).map(command => ({command, path: entry.path, where: `${entry.path}: verify`}))),
];

const withOrigin = async (repo: string, loaded: LoadedConfig, named: readonly Named[]): Promise<readonly NamedCommand[]> => {
	if (named.length === 0) {
		return [];
	}

	const tracked = await openRepository(repo, loaded.config.git).trackedFiles([...new Set(named.map(({path}) => path))]);
	return named.map(({command, path, where}) => ({command, where, tracked: tracked.has(path)}));
};

/** Every command that files of this repository name, with where it stands and whether it came with a commit. */
export const namedCommands = async (repo: string, loaded: LoadedConfig, folder: TicketFolder): Promise<readonly NamedCommand[]> =>
	withOrigin(repo, loaded, commandsIn(loaded, folder));

/** Texts of all of them, without asking git. */
export const commandTexts = (loaded: LoadedConfig, folder: TicketFolder): ReadonlySet<string> => new Set(commandsIn(loaded, folder).map(({command}) => command));

/**
 * Sorts the commands of a repository by trust: `ask` a human must still agree to, and nothing is started before; `fresh` may be started and is not written down yet.
 * Git is asked only about what is not.
 */
export const judgeCommands = async (repo: string, loaded: LoadedConfig, folder: TicketFolder, env: Environment): Promise<{readonly ask: readonly NamedCommand[]; readonly fresh: readonly NamedCommand[]}> => {
	const record = readTrust(repo, env);
	const unknown = await withOrigin(repo, loaded, commandsIn(loaded, folder).filter(({command}) => record?.isTrusted(command) !== true));
	const {ask} = judgeTrust(unknown, record);
	return {ask, fresh: unknown.filter(command => !ask.includes(command))};
};

/** Those that a human must still agree to. */
export const untrustedCommands = async (repo: string, loaded: LoadedConfig, folder: TicketFolder, env: Environment): Promise<readonly NamedCommand[]> => {
	const {ask} = await judgeCommands(repo, loaded, folder, env);
	return ask;
};
