import {defineCommand} from '../../command.js';
import {withClient} from '../../ask/repository.js';
import {statusJson} from '../../print/status-json.js';
import {statusText} from '../../print/status-text.js';

export const command = defineCommand({
	help: `
car status: where the run stands, in 40 columns

Usage
  car status [--json]

  --json  {schema: 1, repo, run, worker, tickets, inbox}`,
	flags: {json: {type: 'boolean'}},
	run: async context => withClient(context, async client => {
		const snapshot = await client.snapshot();
		if (context.flags.json) {
			context.out.json(statusJson(snapshot));
		} else {
			context.out.lines(statusText(snapshot, new Date()));
		}

		return 0;
	}),
});
