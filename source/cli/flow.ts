import {UserError} from '../domain/user-error.js';
import {defineCommand} from './command.js';
import {repositoryOf} from './repository.js';

export const command = defineCommand({
	help: `
car flow worker: the body of a run, started by car run; not for hands

Usage
  car flow worker --run ID`,
	flags: {
		run: {type: 'string'},
		once: {type: 'boolean'},
		noAnswer: {type: 'boolean'},
		recover: {type: 'boolean'},
		maxTurns: {type: 'string'},
		fullAccess: {type: 'boolean'},
	},
	words: 1,
	async run(context) {
		const {run} = context.flags;
		if (context.input[0] !== 'worker' || run === undefined) {
			throw new UserError('This is for the program itself.', 'car run starts a worker.', 2);
		}

		return context.doors.runWorker(await repositoryOf(context), {
			runId: run,
			once: context.flags.once,
			noAnswer: context.flags.noAnswer,
			recover: context.flags.recover,
			maxTurns: context.flags.maxTurns === undefined ? undefined : Number(context.flags.maxTurns),
			fullAccess: context.flags.fullAccess,
		});
	},
});
