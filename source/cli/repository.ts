import path from 'node:path';
import {findRepository} from '../store/state-folder.js';
import type {FlowClient} from '../engine/client/flow-client.js';
import type {Context} from './command.js';

const startOf = (context: Pick<Context, 'repoOption' | 'folder'>): string => path.resolve(context.folder, context.repoOption ?? '.');

/** The repository a command is about: `--repo`, or the one around the current folder. Throws UserError (exit 2) where there is none. */
export const repositoryOf = async (context: Pick<Context, 'repoOption' | 'folder'>): Promise<string> => findRepository(startOf(context));

export const isInRepository = async (folder: string): Promise<boolean> => {
	try {
		await findRepository(path.resolve(folder));
		return true;
	} catch {
		return false;
	}
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
