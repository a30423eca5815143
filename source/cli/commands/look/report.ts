import {existsSync} from 'node:fs';
import {buildReport} from '../../../domain/report/build-report.js';
import {readEvents} from '../../../store/run/event-log-file.js';
import {layoutOf} from '../../../store/folder/layout.js';
import {readReportMark, writeReportMark} from '../../../store/run/report-mark.js';
import {listRuns} from '../../../store/run/run-folders.js';
import {UserError} from '../../../domain/user-error.js';
import {defineCommand} from '../../command.js';
import {exitCodeOf, exitCodes} from '../../exit-codes.js';
import {faint} from '../../output.js';
import {reportJson} from '../../print/report-json.js';
import {reportMarkdown} from '../../print/report-markdown.js';
import {reportText} from '../../print/report-text.js';
import {withClient} from '../../ask/repository.js';
import {isWorking} from '../../rest.js';
import {sinceOf} from './report-since.js';

export const command = defineCommand({
	help: `
car report: what happened since the last report

Usage
  car report [--since TIME] [--md | --json]

  --since TIME  8h, 90m, 2d, 2026-11-22 or 2026-11-22T06:30
  --md          as markdown
  --json        {schema, since, until, run, turns, tickets, done_before,
                inbox, notices, time, tokens}

Only car report without these closes the report: the next one begins there.

Exit codes
  0 completed or running  1 failed  3 a human is needed  4 stopped`,
	flags: {since: {type: 'string'}, md: {type: 'boolean'}, json: {type: 'boolean'}},
	run: async context => withClient(context, async (client, repo) => {
		const now = new Date();
		const layout = layoutOf(repo);
		const {since: wanted, md, json} = context.flags;
		if (md && json) {
			throw new UserError('Only one of --md and --json can be the form.', 'car report --json', 2);
		}

		const since = wanted === undefined ? readReportMark(layout) : sinceOf(wanted, now);
		const snapshot = await client.snapshot();
		const report = buildReport({
			events: listRuns(layout).flatMap(({runId}) => readEvents(layout.run(runId).events).events),
			run: snapshot.run,
			isWorking: isWorking(snapshot),
			configTrouble: snapshot.configTrouble,
			tickets: snapshot.tickets,
			inbox: snapshot.inbox,
			since,
			now: now.toISOString(),
		});
		if (json) {
			context.out.json(reportJson(report));
		} else {
			context.out.lines(md ? reportMarkdown(report) : reportText(report));
		}

		if (wanted === undefined && !md && !json && existsSync(layout.state)) {
			if (since !== null) {
				context.out.line([faint(`The next report begins now; car report --since ${since.slice(0, 16)}Z shows this one again.`)]);
			}

			writeReportMark(layout, now.toISOString());
		}

		const {run} = snapshot;
		if (run === null) {
			return exitCodes.completed;
		}

		return run.status === 'running' && snapshot.worker.life === 'dead' ? exitCodes.needsHuman : exitCodeOf(run, false);
	}),
});
