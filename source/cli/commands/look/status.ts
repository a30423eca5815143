import {answer, jsonFlag} from '../../answer.js';
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
	flags: jsonFlag,
	run: async context => withClient(context, async client => {
		const snapshot = await client.snapshot();
		return answer(context, () => statusJson(snapshot), () => statusText(snapshot, new Date()));
	}),
});
