import {type NamedCommand, judgeTrust} from '../domain/trust/judge-trust.js';
import type {TicketFolder} from '../domain/ticket/ticket.js';
import {openRepository} from '../git/repository.js';
import type {LoadedConfig} from '../store/config-files.js';
import {readTrust} from '../store/trust-file.js';
import type {Environment} from './flow.js';

/** Every command that files of this repository name, with where it stands and whether it came with a commit. */
export const namedCommands = async (repo: string, loaded: LoadedConfig, folder: TicketFolder): Promise<readonly NamedCommand[]> => {
	const checks = folder.entries.flatMap(entry => (entry.ticket?.verify ?? []).map(command => ({command, path: entry.path, key: 'verify'})));
	const settings = loaded.commands.map(({command, file, key}) => ({command, path: file, key}));
	const named = [...settings, ...checks];
	if (named.length === 0) {
		return [];
	}

	const tracked = await openRepository(repo, loaded.config.git).trackedFiles([...new Set(named.map(({path}) => path))]);
	return named.map(({command, path, key}) => ({command, where: `${path}: ${key}`, tracked: tracked.has(path)}));
};

/** Those of them that a human must still agree to; nothing of the repository is started before. */
export const untrustedCommands = async (repo: string, loaded: LoadedConfig, folder: TicketFolder, env: Environment): Promise<readonly NamedCommand[]> =>
	judgeTrust(await namedCommands(repo, loaded, folder), readTrust(repo, env)).ask;
