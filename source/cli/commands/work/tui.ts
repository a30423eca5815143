import {UserError} from '../../../domain/user-error.js';
import {askTrust} from '../../ask/ask-trust.js';
import {defineCommand} from '../../command.js';
import {repositoryOf} from '../../ask/repository.js';

export const command = defineCommand({
	help: `
car tui: tickets, log and inbox on one screen; ? there lists the keys.
Leaving it (q) leaves the run going.

Usage
  car tui`,
	flags: {},
	async run(context) {
		const repo = await repositoryOf(context);
		if (!context.out.isInteractive) {
			throw new UserError('The full screen needs a terminal, and stdin or stdout is none.', 'Without one: car status, car log, car inbox, car run.', 2);
		}

		if (context.env.TERM === 'dumb') {
			throw new UserError('The full screen needs a terminal that can move its cursor, and TERM is dumb.', 'Without one: car status, car log --follow, car inbox, car run.', 2);
		}

		const commands = await context.doors.untrustedCommands(repo);
		if (commands.length > 0 && !await askTrust(context, repo, commands)) {
			context.out.line('Nothing will be started until you say yes: car trust asks again.');
		}

		return context.doors.runTui([repo]);
	},
});
