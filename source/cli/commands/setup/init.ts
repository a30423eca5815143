import path from 'node:path';
import {readFileSync} from 'node:fs';
import {stateFolderName} from '../../../domain/state-folder-name.js';
import {UserError} from '../../../domain/user-error.js';
import {installedAgents} from '../../../engine/check/examine-agents.js';
import {initRepository} from '../../../git/repository.js';
import {loadConfig} from '../../../store/folder/config-files.js';
import {makeFolder} from '../../../store/file/durable-write.js';
import {layoutOf, repositoryPath} from '../../../store/folder/layout.js';
import {findRepository, initStateFolder} from '../../../store/folder/state-folder.js';
import {createTicket} from '../../../store/ticket/ticket-edits.js';
import {createTicketReader} from '../../../store/ticket/ticket-files.js';
import {trustCommands} from '../../../store/folder/trust-file.js';
import {defineCommand, type Context} from '../../command.js';
import {faint, warning} from '../../output.js';
import {repositoryOf, startOf} from '../../ask/repository.js';

const repositoryFor = async (context: Context<{readonly gitInit: boolean}>): Promise<string> => {
	const start = startOf(context);
	if (context.flags.gitInit && findRepository(start) === undefined) {
		makeFolder(start);
		await initRepository(start);
		context.out.line(`${start} is a git repository now.`);
	}

	return repositoryOf(context);
};

const bootstrapText = `Read \`${stateFolderName}/workspace/spec.md\` and split it into tickets.

- Write each as \`${stateFolderName}/tickets/TICKET-NNN-slug.md\`, numbered from 2 on in the order they should be done. Their frontmatter has
  \`title\`, \`agent\` (the same as this one, or \`user\` for what only a human can do) and \`done: false\`; \`after: [N]\` where one needs another first.
- A ticket is what one can review in one sitting: say what is to be done, where, and how one sees that it is done. Where a command can tell, put it under \`verify\`.
- Write decisions the specification leaves open into \`${stateFolderName}/workspace/decisions.md\`; ask by DISPATCH.md what you must not decide yourself.
- Change nothing else, and mark this ticket done when the whole specification is covered.
`;

/** Writes the one ticket that has an agent split the specification. Throws UserError when there is nothing to split, or something else to do already. */
const writeBootstrap = (repo: string, agent: string): string => {
	const layout = layoutOf(repo);
	const spec = path.join(layout.workspace, 'spec.md');
	if (readFileSync(spec, 'utf8').trim() === '') {
		throw new UserError(`${repositoryPath(repo, spec)} is empty, so there is nothing to make tickets from.`, 'car edit spec opens it; then car init --from-spec.');
	}

	const {entries} = createTicketReader(repo).read([]);
	if (entries.length > 0) {
		throw new UserError(`There are tickets already (${entries.length}), so none was written.`, 'car tickets new "Split the specification" writes one by hand.');
	}

	return createTicket(repo, {title: 'Split the specification into tickets', agent, body: bootstrapText});
};

const sayAgents = (context: Context<unknown>, found: readonly string[]): void => {
	if (found.length > 0) {
		context.out.line(`Agents found: ${found.join(', ')}.`);
		return;
	}

	context.out.line([warning('No agent was found'), ' (looked for codex, opencode, claude-agent-acp, gemini).']);
	context.out.line([faint('  Install one, or name a program of your own in the configuration; car demo needs none.')]);
};

export const command = defineCommand({
	help: `
car init: prepare this repository; nothing that is there is overwritten

Usage
  car init [--git-init] [--from-spec]

  --git-init   make the git repository too
  --from-spec  write one ticket that has an agent split workspace/spec.md`,
	flags: {gitInit: {type: 'boolean'}, fromSpec: {type: 'boolean'}},
	async run(context) {
		const {out} = context;
		const repo = await repositoryFor(context);
		const found = installedAgents(context.env);
		const {made} = initStateFolder(repo, {defaultAgent: found[0] ?? 'codex'});
		if (made.includes(`${stateFolderName}/`)) {
			// What was there before, or comes with a commit, is not ours to trust.
			trustCommands(repo, context.env, []);
		}

		out.line(made.length === 0 ? `${repo} was prepared already; nothing was changed.` : `${repo} is prepared.`);
		for (const name of made) {
			out.line(`  made ${name}`);
		}

		sayAgents(context, found);
		const {config} = loadConfig(repo, context.env);
		if (context.flags.fromSpec) {
			out.line(`${writeBootstrap(repo, config.ticketFlow.defaultAgent)} is written for ${config.ticketFlow.defaultAgent}.`);
			out.line('Next: car run --check says what would happen, car run starts.');
			return 0;
		}

		const hasTickets = createTicketReader(repo).read([]).entries.length > 0;
		out.line(hasTickets ? 'Next: car run --check says what would happen, car run starts.' : 'Next: car tickets new "What to do" writes a ticket, car run starts.');
		return 0;
	},
});
