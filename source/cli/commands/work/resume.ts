import {defineCommand} from '../../command.js';
import {performRun} from './perform-run.js';
import {goingOnFlags} from './run-options.js';

export const command = defineCommand({
	help: `
car resume: car run --detach

Usage
  car resume [--once] [--dirty] [--no-answer] [--recover] [--max-turns N]
             [--full-access] [--json]

car run --help says what the flags do.`,
	flags: goingOnFlags,
	run: async context => performRun({
		...context,
		flags: {
			...context.flags, foreground: false, detach: true, check: false,
		},
	}),
});
