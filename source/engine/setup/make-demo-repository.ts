import {mkdir, mkdtemp, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {demoFiles} from '../../agents/demo/demo-repository.js';
import {initRepository, openRepository} from '../../git/repository.js';
import {loadConfig} from '../../store/folder/config-files.js';
import {initStateFolder} from '../../store/folder/state-folder.js';
import {trustCommands} from '../../store/folder/trust-file.js';
import {createTicketReader} from '../../store/ticket/ticket-files.js';
import type {Environment} from '../flow.js';
import {commandTexts} from '../trust/named-commands.js';

/** Writes the demo's project into a new temporary folder and commits it; answers the folder. */
export const makeDemoRepository = async (env: Environment): Promise<string> => {
	const folder = await mkdtemp(path.join(tmpdir(), 'car-demo-'));
	for (const file of demoFiles()) {
		const target = path.join(folder, file.path);
		await mkdir(path.dirname(target), {recursive: true, mode: 0o700});
		await writeFile(target, file.text);
	}

	await initRepository(folder);
	initStateFolder(folder, {defaultAgent: 'demo'});
	await openRepository(folder, {hooks: false, hookTimeoutSeconds: 60}).commitAll('Start the demo project', '');
	const loaded = loadConfig(folder, env);
	// The tickets' checks are ours, so no human need agree to them.
	trustCommands(folder, env, [...commandTexts(loaded, createTicketReader(folder).read(Object.keys(loaded.config.agents)))]);
	return folder;
};
