import process from 'node:process';
import {createInterface} from 'node:readline/promises';
import {UserError} from '../../domain/user-error.js';
import type {NamedCommand} from '../../domain/trust/judge-trust.js';
import type {Context} from '../command.js';
import {faint, strong, type Line} from '../output.js';

/** The commands, each below the place that names it. */
export const namedCommandLines = (commands: readonly NamedCommand[]): readonly Line[] => commands.flatMap(({where, command}, index) => [
	...where === commands[index - 1]?.where ? [] : [[faint(where)]],
	['  ', strong(command)],
]);

/** Asks a yes-or-no question on the terminal; anything but yes is no. */
export const askYes = async (question: string): Promise<boolean> => {
	const asking = createInterface({input: process.stdin, output: process.stdout});
	// Ctrl-C and Ctrl-D are a no.
	const closed = new Promise<string>(resolve => {
		asking.once('close', () => {
			resolve('');
		});
	});
	try {
		const answer = await Promise.race([asking.question(`${question} [y/N] `), closed]);
		return /^\s*(?:y|yes)\s*$/iv.test(answer);
	} finally {
		asking.close();
	}
};

/** Shows the commands and asks; a yes is kept. */
export const askTrust = async (context: Context<unknown>, repo: string, commands: readonly NamedCommand[]): Promise<boolean> => {
	context.out.line(`Files of ${repo} name commands that car would start:`);
	context.out.lines(namedCommandLines(commands));
	if (!await askYes('Start them when a run needs them?')) {
		return false;
	}

	const {agree} = await context.doors.setUp();
	agree(repo, context.env, commands);
	return true;
};

/** Makes sure that a human has said yes to what this repository starts: asks on a terminal, and refuses elsewhere (exit 2). */
export const requireTrust = async (context: Context<unknown>, repo: string): Promise<void> => {
	const commands = await context.doors.untrustedCommands(repo);
	if (commands.length === 0) {
		return;
	}

	if (!context.out.isInteractive) {
		throw new UserError(`Nobody has said yes to what ${repo} starts: ${commands.map(({command}) => command).join('; ')}`, 'car trust shows the commands and asks; car trust --yes agrees without asking.', 2);
	}

	if (!await askTrust(context, repo, commands)) {
		throw new UserError('Nothing was started: you did not say yes to the commands.', 'car trust asks again.', 2);
	}
};
