import {readRunOptions, runOptionFlags} from '../../../domain/run/run-options.js';
import {UserError} from '../../../domain/user-error.js';
import {defineCommand} from '../../command.js';
import {repositoryOf} from '../../ask/repository.js';

export const command = defineCommand({
	help: `
car flow worker: the body of a run, started by car run; not for hands

Usage
  car flow worker --run ID`,
	flags: {...runOptionFlags, run: {type: 'string'}},
	words: 1,
	async run(context) {
		const {run, ...options} = context.flags;
		if (context.input[0] !== 'worker' || run === undefined) {
			throw new UserError('This is for the program itself.', 'car run starts a worker.', 2);
		}

		return context.doors.runWorker(await repositoryOf(context), {...readRunOptions(options), runId: run});
	},
});
