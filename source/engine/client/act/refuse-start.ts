import {openRepository} from '../../../git/repository.js';
import {describeConfigProblem} from '../../../store/folder/config-files.js';
import {trustCommands} from '../../../store/folder/trust-file.js';
import {holdUnknownCommands} from '../../trust/hold-new-commands.js';
import {isTurnLost} from '../../turn/lost-turn.js';
import {judgeCommands} from '../../trust/named-commands.js';
import type {RunAnswer} from '../flow-client.js';
import type {RepositoryView} from '../read/repository-view.js';

export type Refusal = Extract<RunAnswer, {type: 'refused'}>;

/** Nothing of a repository is started before its configuration is right and a human agreed to its commands. Undefined: it may start. */
export const refuseStart = async (view: RepositoryView): Promise<Refusal | undefined> => {
	const {problems} = view.config();
	const [problem] = problems;
	if (problem !== undefined) {
		return {
			type: 'refused', exitCode: 2, message: describeConfigProblem(problem), hint: 'mend the configuration, then try again', details: problems.slice(1).map(each => describeConfigProblem(each)),
		};
	}

	const loaded = view.config();
	const {folder, run} = view.sources(view.newest());
	const {env} = view.world;
	if (run !== null && isTurnLost(run)) {
		// The agent of a dead worker may have written them, and the next worker would read its configuration before it recovers.
		holdUnknownCommands(view.repo, {loaded, folder, env});
	}

	const {ask, fresh} = await judgeCommands(view.repo, loaded, folder, env);
	if (ask.length === 0) {
		// What may run now is known from now on: the next look need not ask git where it came from.
		if (fresh.length > 0) {
			trustCommands(view.repo, env, fresh.map(({command}) => command));
		}

		return undefined;
	}

	return {
		type: 'refused',
		exitCode: 2,
		message: 'This repository names commands that nobody has agreed to yet',
		hint: 'car trust shows them and asks',
		details: ask.map(({command, where}) => `${where}: ${command}`),
	};
};

/** A new run would commit what a human left in the tree. */
export const refuseDirtyTree = async (view: RepositoryView): Promise<Refusal | undefined> => {
	const {dirty} = await openRepository(view.repo, view.config().config.git).status();
	return dirty.length === 0
		? undefined
		: {
			type: 'refused',
			exitCode: 2,
			message: `The working tree has ${dirty.length} uncommitted ${dirty.length === 1 ? 'file' : 'files'}`,
			hint: 'commit or stash them, or start with --dirty (they will be in the first commit)',
			details: dirty.slice(0, 20).map(file => `${file.code} ${file.path}`),
		};
};
