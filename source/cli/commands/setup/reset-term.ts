import {spawnSync} from 'node:child_process';
import {closeSync, openSync} from 'node:fs';
import process from 'node:process';
import {leaveSequence} from '../../../domain/text/terminal-modes.js';
import {UserError} from '../../../domain/user-error.js';
import {defineCommand} from '../../command.js';

/** When Node ends it brings every terminal it was started on back into the mode it found, which is the broken one: these must be other files by then. */
const letGoOfTerminal = (): void => {
	for (const descriptor of [0, 1, 2]) {
		closeSync(descriptor);
		// The lowest free number is the one just closed.
		openSync('/dev/null', 'r+');
	}
};

export const command = defineCommand({
	help: `
car reset-term: mend a terminal in which the full screen was killed

The screen gives the terminal back on every way out but kill -9. After that
it shows no cursor, no line ends and nothing of what you type. Type this all
the same and press Enter (or Ctrl-J).

Usage
  car reset-term`,
	flags: {},
	async run(context) {
		if (!context.out.isInteractive) {
			throw new UserError('There is no terminal to mend: stdin or stdout is none.', 'Call it in the terminal that is broken.', 2);
		}

		process.stdout.write(leaveSequence);
		const {error, status} = spawnSync('stty', ['sane'], {stdio: 'inherit'});
		if (error !== undefined || status !== 0) {
			throw new UserError('The mode of the terminal could not be set: stty did not run.', 'Close the terminal and open a new one.');
		}

		letGoOfTerminal();
		context.out.line('The terminal is mended. Runs are not touched: car status shows them.');
		return 0;
	},
});
