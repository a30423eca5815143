import {UserError} from '../../../domain/user-error.js';
import {defineCommand} from '../../command.js';
import {wholeNumber} from '../../ask/numbers.js';
import {repositoryOf} from '../../ask/repository.js';

export const command = defineCommand({
	help: `
car flow worker: the body of a run, started by car run; not for hands

Usage
  car flow worker --run ID`,
	flags: {
		run: {type: 'string'},
		once: {type: 'boolean'},
		answer: {type: 'boolean', default: true},
		recover: {type: 'boolean'},
		maxTurns: {type: 'string'},
		fullAccess: {type: 'boolean'},
	},
	words: 1,
	async run(context) {
		const {run, once, answer, recover, maxTurns, fullAccess} = context.flags;
		if (context.input[0] !== 'worker' || run === undefined) {
			throw new UserError('This is for the program itself.', 'car run starts a worker.', 2);
		}

		return context.doors.runWorker(await repositoryOf(context), {
			runId: run,
			once,
			noAnswer: !answer,
			recover,
			maxTurns: maxTurns === undefined ? undefined : wholeNumber(maxTurns, '--max-turns'),
			fullAccess,
		});
	},
});
