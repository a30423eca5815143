import {UserError} from '../../../domain/user-error.js';
import {askTrust, namedCommandLines} from '../../ask/ask-trust.js';
import {defineCommand} from '../../command.js';
import {repositoryOf} from '../../ask/repository.js';

export const command = defineCommand({
	help: `
car trust: say yes to the commands that files of this repository name

Usage
  car trust [--yes]

  --yes  agree without being asked`,
	flags: {yes: {type: 'boolean'}},
	async run(context) {
		const repo = await repositoryOf(context);
		const commands = await context.doors.untrustedCommands(repo);
		if (commands.length === 0) {
			context.out.line('Nothing here waits for your yes.');
			return 0;
		}

		if (context.flags.yes) {
			context.out.lines(namedCommandLines(commands));
			const {agree} = await context.doors.setUp();
			agree(repo, context.env, commands);
		} else if (!context.out.isInteractive) {
			context.out.lines(namedCommandLines(commands));
			throw new UserError('Nobody can be asked here: stdin or stdout is no terminal.', 'If these commands are what you want: car trust --yes', 2);
		} else if (!await askTrust(context, repo, commands)) {
			context.out.line('Nothing was changed.');
			return 1;
		}

		context.out.line('Agreed. A command that is changed or added later asks again.');
		return 0;
	},
});
