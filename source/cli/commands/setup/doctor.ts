import {answer, jsonFlag} from '../../answer.js';
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
	flags: jsonFlag,
	async run(context) {
		const checks = await examine(context);
		answer(context, () => ({
			ok: !hasBad(checks), checks: checks.map(({name, level, text, mend}) => ({
				name, level, text, mend,
			})),
		}), () => checkLines(checks));
		return hasBad(checks) ? 1 : 0;
	},
});
