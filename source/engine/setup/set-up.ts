import {existsSync} from 'node:fs';
import path from 'node:path';
import type {Config} from '../../domain/config/config.js';
import type {NamedCommand} from '../../domain/trust/judge-trust.js';
import {makeFolder, writeWhole} from '../../store/file/durable-write.js';
import {trustCommands} from '../../store/folder/trust-file.js';
import type {Environment} from '../flow.js';
import {notifyHuman} from '../start/notify-human.js';

export {makeDemoRepository} from './make-demo-repository.js';
export {makeRepository, prepareRepository, writeBootstrap} from './prepare-repository.js';

/** Makes a document (a repository path) that is not there yet, and answers its absolute path. */
export const makeDocument = (repo: string, document: string): string => {
	const file = path.join(repo, document);
	makeFolder(path.dirname(file));
	if (!existsSync(file)) {
		writeWhole(file, '');
	}

	return file;
};

/** Writes down that a human said yes to these commands. */
export const agree = (repo: string, env: Environment, commands: readonly NamedCommand[]): void => {
	trustCommands(repo, env, commands.map(({command}) => command));
};

/** Runs `notify.command` as an inbox item would; answers what went wrong, if anything did. */
export const tryNotification = async (repo: string, env: Environment, config: Config): Promise<string | undefined> => notifyHuman(config, env, {
	event: 'item_opened', repo, title: 'A test of notify.command', item: {id: 'test', ticket: null},
});
