import process from 'node:process';
import {examineRepository as examineIn} from '../../engine/check/examine.js';
import type {CheckLine} from '../../engine/client/flow-client.js';
import type {Context} from '../command.js';
import {repositoryOf} from '../ask/repository.js';

/** Every check of `car doctor`. Throws UserError (exit 2) outside a repository. */
export const examine = async (context: Context<unknown>): Promise<readonly CheckLine[]> => examineRepository(context, await repositoryOf(context));

/** The same for a repository that is known. */
export const examineRepository = async ({doors, env, out}: Context<unknown>, repo: string): Promise<readonly CheckLine[]> => examineIn(repo, {
	env,
	terminal: out.isInteractive ? {columns: process.stdout.columns, rows: process.stdout.rows} : undefined,
	openClient: async () => doors.openClient(repo, {foreground: false}),
});
