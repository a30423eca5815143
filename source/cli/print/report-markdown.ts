import {ticketDigits} from '../../domain/words/short-words.js';
import type {Report} from '../../domain/report/report.js';
import {
	groups, runWords, spanOf, timeOf, tokensOf, turnsOf, workOf,
} from '../../domain/report/report-lines.js';

/** Titles come from people and agents: no character of them is markup. */
const literal = (text: string): string => text.replaceAll(/[\\`*_\[\]<>#\|]/gv, String.raw`\$&`).replaceAll(/\s+/gv, ' ');

const runLine = (report: Report): string => {
	const words = runWords(report);
	return words === null ? 'No run yet.' : `Run #${report.run?.number ?? 0} **${words.status}**${words.reason === null ? '' : `: ${literal(words.reason)}`}${report.isWorkerDead ? ' (next: car run)' : ''}`;
};

/** What `car report --md` prints. */
export const reportMarkdown = (report: Report): readonly string[] => [
	`# Report ${spanOf(report)}`,
	'',
	...report.configTrouble === null ? [] : [`**Warning**: ${literal(report.configTrouble)}`, ''],
	runLine(report),
	...groups.flatMap(({group, title}) => {
		const tickets = report.tickets.filter(ticket => ticket.group === group);
		return tickets.length === 0
			? []
			: ['', `## ${title} (${tickets.length})`, '', ...tickets.map(ticket => `- **TICKET-${ticketDigits(ticket.number)}** ${literal(ticket.title)}${workOf(ticket) === '' ? '' : `: ${workOf(ticket)}`}`)];
	}),
	...report.doneBefore === 0 ? [] : ['', `Done before: ${report.doneBefore}`],
	...report.inbox.length === 0 ? [] : ['', `## Inbox (${report.inbox.length})`, '', ...report.inbox.map(({id, title, next}) => `- ${literal(id)}: ${literal(title)} (next: ${literal(next)})`)],
	...report.notices.length === 0 ? [] : ['', '## Messages', '', ...report.notices.map(({title}) => `- ${literal(title)}`)],
	'',
	'## Cost',
	'',
	`- ${turnsOf(report)}`,
	...timeOf(report).map(line => `- ${line}`),
	...tokensOf(report) === '' ? [] : [`- ${tokensOf(report)}`],
];
