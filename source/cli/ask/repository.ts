import {existsSync} from 'node:fs';
import path from 'node:path';
import {UserError} from '../../domain/user-error.js';
import type {FlowClient} from '../../engine/client/flow-client.js';
import type {Context} from '../command.js';

/** The folder a command is called for: `--repo`, or the current one. */
export const startOf = (context: Pick<Context, 'repoOption' | 'folder'>): string => path.resolve(context.folder, context.repoOption ?? '.');

/** The repository a command is about: the one at or above its folder. Throws UserError (exit 2) where there is none. */
export const repositoryOf = async (context: Pick<Context, 'repoOption' | 'folder' | 'doors'>): Promise<string> => {
	const start = startOf(context);
	const found = await context.doors.findRepository(start);
	if (found === undefined) {
		throw existsSync(start)
			? new UserError(`${start} is in no git repository.`, 'car init --git-init makes one here; --repo PATH names another.', 2)
			: new UserError(`There is no folder ${start}.`, '--repo PATH names a git repository.', 2);
	}

	return found;
};

/** Opens the repository's client for one command and closes it again. */
export const withClient = async <T>(context: Context<unknown>, action: (client: FlowClient, repo: string) => Promise<T>): Promise<T> => {
	const repo = await repositoryOf(context);
	const client = await context.doors.openClient(repo, {foreground: false});
	try {
		return await action(client, repo);
	} finally {
		await client.close();
	}
};
