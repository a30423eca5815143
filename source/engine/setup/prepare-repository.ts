import {readFileSync} from 'node:fs';
import path from 'node:path';
import {builtInAgents} from '../../domain/config/built-in.js';
import {stateFolderName} from '../../domain/state-folder-name.js';
import {UserError} from '../../domain/user-error.js';
import {initRepository} from '../../git/repository.js';
import {makeFolder} from '../../store/file/durable-write.js';
import {loadConfig} from '../../store/folder/config-files.js';
import {layoutOf, repositoryPath} from '../../store/folder/layout.js';
import {initStateFolder} from '../../store/folder/state-folder.js';
import {trustCommands} from '../../store/folder/trust-file.js';
import {createTicket} from '../../store/ticket/ticket-edits.js';
import {createTicketReader} from '../../store/ticket/ticket-files.js';
import {findProgram} from '../check/check-run.js';
import type {Environment} from '../flow.js';

/** Makes a folder that is a git repository. */
export const makeRepository = async (folder: string): Promise<void> => {
	makeFolder(folder);
	await initRepository(folder);
};

/** Makes what `car` needs in a repository, and says what it found there. Nothing is overwritten. */
export const prepareRepository = (repo: string, env: Environment) => {
	const agents = [...builtInAgents]
		.filter(([, {command}]) => command[0] !== undefined && findProgram(command[0], env) !== undefined)
		.map(([id]) => id);
	const {made} = initStateFolder(repo, {defaultAgent: agents[0] ?? 'codex'});
	if (made.includes(`${stateFolderName}/`)) {
		// What was there before, or comes with a commit, is not ours to trust.
		trustCommands(repo, env, []);
	}

	return {
		made, agents, defaultAgent: loadConfig(repo, env).config.ticketFlow.defaultAgent, hasTickets: countTickets(repo) > 0,
	};
};

const countTickets = (repo: string): number => createTicketReader(repo).read([]).entries.length;

const bootstrapText = `Read \`${stateFolderName}/workspace/spec.md\` and split it into tickets.

- Write each as \`${stateFolderName}/tickets/TICKET-NNN-slug.md\`, numbered from 2 on in the order they should be done. Their frontmatter has
  \`title\`, \`agent\` (the same as this one, or \`user\` for what only a human can do) and \`done: false\`; \`after: [N]\` where one needs another first.
- A ticket is what one can review in one sitting: say what is to be done, where, and how one sees that it is done. Where a command can tell, put it under \`verify\`.
- Write decisions the specification leaves open into \`${stateFolderName}/workspace/decisions.md\`; ask by DISPATCH.md what you must not decide yourself.
- Change nothing else, and mark this ticket done when the whole specification is covered.
`;

/** Writes the one ticket that has an agent split the specification; answers its path. Throws UserError when there is nothing to split, or something else to do already. */
export const writeBootstrap = (repo: string, agent: string): string => {
	const spec = path.join(layoutOf(repo).workspace, 'spec.md');
	if (readFileSync(spec, 'utf8').trim() === '') {
		throw new UserError(`${repositoryPath(repo, spec)} is empty, so there is nothing to make tickets from.`, 'car edit spec opens it; then car init --from-spec.');
	}

	const tickets = countTickets(repo);
	if (tickets > 0) {
		throw new UserError(`There are tickets already (${tickets}), so none was written.`, 'car tickets new "Split the specification" writes one by hand.');
	}

	return createTicket(repo, {title: 'Split the specification into tickets', agent, body: bootstrapText});
};
