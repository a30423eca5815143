import {defineCommand} from '../../command.js';
import {checkLines, hasBad} from '../../print/check-lines.js';
import {examine} from '../../check/examine.js';

export const command = defineCommand({
	help: `
car doctor: check what a run needs, each check with its mend

Usage
  car doctor [--json]

  --json  {ok, checks: [{name, level: good|warning|bad, text, mend}]}; exit 1
          if any is bad`,
	flags: {json: {type: 'boolean'}},
	async run(context) {
		const checks = await examine(context);
		if (context.flags.json) {
			context.out.json({
				ok: !hasBad(checks), checks: checks.map(({name, level, text, mend}) => ({
					name, level, text, mend,
				})),
			});
		} else {
			context.out.lines(checkLines(checks));
		}

		return hasBad(checks) ? 1 : 0;
	},
});
