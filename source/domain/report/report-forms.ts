import {underscored} from '../text/dashed.js';
import type {Report} from './build-report.js';
import {emptyLine, reportFacts, type ReportLine} from './report-facts.js';

const entries = Object.entries(reportFacts);
const facts = entries.map(([, fact]) => fact);
const standing = facts.filter(({isCost}) => isCost !== true);
const costs = facts.filter(({isCost}) => isCost === true);

/** The report as lines: what `car report` prints and what the screen opens with are the same words. */
export const reportLines = (report: Report): readonly ReportLine[] => [
	...standing.flatMap(({text}) => text(report)),
	emptyLine,
	...costs.flatMap(({text}) => text(report)),
];

/** What `car report --md` prints. */
export const reportMarkdown = (report: Report): readonly string[] => [
	...standing.flatMap(({markdown}) => markdown(report)),
	'',
	'## Cost',
	'',
	...costs.flatMap(({markdown}) => markdown(report)),
];

/** The names in `car report --json`, in their order. */
export const reportNames: readonly string[] = ['schema', ...entries.flatMap(([field, {json}]) => json === null ? [] : [underscored(field)])];

/** What `car report --json` prints: seconds, hashes and repository paths; `group` says what became of a ticket. */
export const reportJson = (report: Report): unknown => ({
	schema: 1,
	...Object.fromEntries(entries.flatMap(([field, {json}]) => json === null ? [] : [[underscored(field), json(report)]])),
});

/** Whether a report says anything that happened in its time, and not only how things stand. */
export const hasNews = ({since, run, turns, tickets, inbox, notices}: Report): boolean => {
	const isNew = (at: string): boolean => since === null || at >= since;
	return turns.completed + turns.failed + turns.interrupted > 0
		|| tickets.some(({commits}) => commits.length > 0)
		|| notices.length > 0
		|| inbox.some(item => isNew(item.since))
		|| (run !== null && run.status !== 'running' && isNew(run.since));
};
