import {answer, jsonFlag} from '../../answer.js';
import {defineCommand} from '../../command.js';
import {withClient} from '../../ask/repository.js';
import {usageText} from '../../print/usage-text.js';

export const command = defineCommand({
	help: `
car usage: tokens by ticket, model and day, and what agents say of their limits

Usage
  car usage [--turns] [--json]

  --turns  each turn besides
  --json   {total, turns: [{run, turn, ticket, agent, model, day, tokens}],
           uncounted, limits: [{agent, at, limits: [{name, used_percent,
           resets_at}]}]}

Counted from the logs of all runs of this repository; agents that do not tell
what a turn cost are not in it.`,
	flags: {turns: {type: 'boolean'}, ...jsonFlag},
	run: async context => withClient(context, async client => {
		const usage = await client.history.usage();
		return answer(context, () => usage, () => usageText(usage, {now: new Date(), columns: Math.min(context.out.columns, 100), byTurn: context.flags.turns}));
	}),
});
