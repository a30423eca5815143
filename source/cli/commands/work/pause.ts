import {defineCommand} from '../../command.js';
import {isWorking, sayNothingRuns, waitForRest} from '../../rest.js';
import {withClient} from '../../ask/repository.js';

export const command = defineCommand({
	help: `
car pause: rest after this turn

Usage
  car pause [--now]

  --now  interrupt the turn instead of waiting for its end`,
	flags: {now: {type: 'boolean'}},
	run: async context => withClient(context, async client => {
		if (!isWorking(await client.snapshot())) {
			return sayNothingRuns(context.out);
		}

		await client.send({type: context.flags.now ? 'interrupt_turn' : 'pause_after_turn'});
		if (context.flags.now) {
			return waitForRest(client, context.out);
		}

		context.out.line('The run rests after this turn. car pause --now does not wait for it; car run goes on.');
		return 0;
	}),
});
