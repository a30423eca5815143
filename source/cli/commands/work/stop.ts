import {defineCommand} from '../../command.js';
import {isWorking, sayNothingRuns, waitForRest} from '../../rest.js';
import {withClient} from '../../ask/repository.js';

export const command = defineCommand({
	help: `
car stop: end the turn now and rest; car run goes on where it stopped

Usage
  car stop`,
	flags: {},
	run: async context => withClient(context, async client => {
		if (!isWorking(await client.snapshot())) {
			return sayNothingRuns(context.out);
		}

		await client.send({type: 'stop'});
		return waitForRest(client, context.out);
	}),
});
