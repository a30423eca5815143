import {builtInAgents} from '../../../domain/config/built-in.js';
import {defineCommand, type Context} from '../../command.js';
import {faint, warning} from '../../output.js';
import {repositoryOf, startOf} from '../../ask/repository.js';

const repositoryFor = async (context: Context<{readonly gitInit: boolean}>): Promise<string> => {
	const start = startOf(context);
	if (context.flags.gitInit && await context.doors.findRepository(start) === undefined) {
		const {makeRepository} = await context.doors.setUp();
		await makeRepository(start);
		context.out.line(`${start} is a git repository now.`);
	}

	return repositoryOf(context);
};

const sayAgents = (context: Context<unknown>, found: readonly string[]): void => {
	if (found.length > 0) {
		context.out.line(`Agents found: ${found.join(', ')}.`);
		return;
	}

	context.out.line([warning('No agent was found'), ` (looked for ${[...builtInAgents.values()].flatMap(({command}) => command[0] ?? []).join(', ')}).`]);
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
		const {prepareRepository, writeBootstrap} = await context.doors.setUp();
		const {made, agents, defaultAgent, hasTickets} = prepareRepository(repo, context.env);
		out.line(made.length === 0 ? `${repo} was prepared already; nothing was changed.` : `${repo} is prepared.`);
		for (const name of made) {
			out.line(`  made ${name}`);
		}

		sayAgents(context, agents);
		if (context.flags.fromSpec) {
			out.line(`${writeBootstrap(repo, defaultAgent)} is written for ${defaultAgent}.`);
		}

		out.line(hasTickets || context.flags.fromSpec ? 'Next: car run --check says what would happen, car run starts.' : 'Next: car tickets new "What to do" writes a ticket, car run starts.');
		return 0;
	},
});
