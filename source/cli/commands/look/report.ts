import {reportJson, reportMarkdown, reportNames} from '../../../domain/report/report-forms.js';
import {wrapLine} from '../../../domain/words/wrap.js';
import {UserError} from '../../../domain/user-error.js';
import {jsonFlag} from '../../answer.js';
import {defineCommand} from '../../command.js';
import {exitCodeOf, exitCodes} from '../../exit-codes.js';
import {faint} from '../../output.js';
import {reportText} from '../../print/report-text.js';
import {withClient} from '../../ask/repository.js';
import {sinceOf} from './report-since.js';

export const command = defineCommand({
	help: `
car report: what happened since the last report

Usage
  car report [--since TIME] [--md | --json]

  --since TIME  8h, 90m, 2d, 2026-11-22 or 2026-11-22T06:30
  --md          as markdown
  --json        ${wrapLine(`{${reportNames.join(', ')}}`, 60).join(`\n${' '.repeat(16)}`)}

Only car report without these closes the report: the next one begins there.

Exit codes
  0 completed or running  1 failed  3 a human is needed  4 stopped`,
	flags: {since: {type: 'string'}, md: {type: 'boolean'}, ...jsonFlag},
	run: async context => withClient(context, async client => {
		const {since: wanted, md, json} = context.flags;
		if (md && json) {
			throw new UserError('Only one of --md and --json can be the form.', 'car report --json', 2);
		}

		const report = await client.history.report(wanted === undefined ? undefined : sinceOf(wanted, new Date()));
		if (json) {
			context.out.json(reportJson(report));
		} else {
			context.out.lines(md ? reportMarkdown(report) : reportText(report));
		}

		const {since, until, run} = report;
		if (wanted === undefined && !md && !json) {
			if (since !== null) {
				context.out.line([faint(`The next report begins now; car report --since ${since.slice(0, 16)}Z shows this one again.`)]);
			}

			await client.history.closeReport(until);
		}

		if (run === null) {
			return exitCodes.completed;
		}

		return report.isWorkerDead ? exitCodes.needsHuman : exitCodeOf(run, false);
	}),
});
