import type {Group, Report, TicketReport} from '../domain/report/report.js';
import {
	bad, faint, good, strong, warning, type Line, type Span,
} from './output.js';
import {counted, lengthOf, momentOf} from './times.js';

/** The groups in the order a human wants them: what needs looking at first comes after what is certain. */
export const groups: ReadonlyArray<{readonly group: Group; readonly title: string; readonly style: (text: string) => Span}> = [
	{group: 'proven', title: 'Proven', style: good},
	{group: 'unchecked', title: 'Done, unchecked', style: warning},
	{group: 'failed', title: 'Checks fail', style: bad},
	{group: 'broken', title: 'Broken tickets', style: bad},
	{group: 'waiting', title: 'Waiting for you', style: warning},
	{group: 'begun', title: 'Begun', style: strong},
	{group: 'not_started', title: 'Not started', style: faint},
];

/** What was done for a ticket, in one line; empty when nothing was. */
export const workOf = ({turns, seconds, diffStats, tokens, commits}: TicketReport): string => [
	...turns === 0 ? [] : [counted(turns, 'turn'), lengthOf(seconds)],
	...diffStats.files === 0 ? [] : [`${counted(diffStats.files, 'file')} +${diffStats.insertions} -${diffStats.deletions}`],
	...tokens === null ? [] : [counted(tokens.total, 'token')],
	...commits.length === 0 ? [] : [`${commits.length === 1 ? 'commit' : 'commits'} ${commits.map(hash => hash.slice(0, 7)).join(' ')}`],
].join(', ');

/** Where the time went, the longest first. */
export const timeOf = ({time}: Report): readonly string[] => ([
	['agents worked', time.agents],
	['checks ran', time.checks],
	['waited for you', time.human],
	['waited for limits', time.limits],
	['everything else', time.other],
] as const).filter(([, seconds]) => seconds >= 0.5).toSorted(([, one], [, other]) => other - one).map(([name, seconds]) => `${name} ${lengthOf(seconds)}`);

/** How many turns there were and how they ended. */
export const turnsOf = ({turns}: Report): string => {
	const all = turns.completed + turns.failed + turns.interrupted;
	const others = [
		...turns.failed === 0 ? [] : [`${turns.failed} failed`],
		...turns.interrupted === 0 ? [] : [`${turns.interrupted} interrupted`],
	].join(', ');
	return `${counted(all, 'turn')}${others === '' ? '' : ` (${others})`}`;
};

export const spanOf = ({since, until}: Report): string => {
	const now = new Date(until);
	return `${since === null ? 'from the beginning' : `since ${momentOf(since, now)}`} until ${momentOf(until, now)}`;
};

const ticketLines = (ticket: TicketReport): readonly Line[] => {
	const work = workOf(ticket);
	return [
		`  ${String(ticket.number).padStart(3, '0')} ${ticket.title}`,
		...work === '' ? [] : [[faint(`      ${work}`)]],
	];
};

/** What `car report` prints. */
export const reportText = (report: Report): readonly Line[] => [
	[strong('Report'), ` ${spanOf(report)}`],
	...report.run === null
		? ['No run yet: car run starts one.']
		: [
			[strong(`Run #${report.run.number} ${report.run.status}`), report.run.reason === null ? '' : `: ${report.run.reason}`],
			...report.run.next === null || report.run.status === 'completed' ? [] : [`  next: ${report.run.next}`],
		],
	...groups.flatMap(({group, title, style}): readonly Line[] => {
		const tickets = report.tickets.filter(ticket => ticket.group === group);
		return tickets.length === 0 ? [] : ['', [style(`${title} (${tickets.length})`)], ...tickets.flatMap(ticket => ticketLines(ticket))];
	}),
	...report.doneBefore === 0 ? [] : ['', [faint(`${counted(report.doneBefore, 'ticket')} done before`)]],
	...report.inbox.length === 0 ? [] : ['', [warning(`Inbox (${report.inbox.length})`)], ...report.inbox.flatMap(({id, title, next}): readonly Line[] => [`  ${id} ${title}`, [faint(`      next: ${next}`)]])],
	...report.notices.length === 0 ? [] : ['', [strong('Messages')], ...report.notices.map(title => `  ${title}`)],
	'',
	`${turnsOf(report)}${report.tokens === null ? '' : `; tokens: ${report.tokens.input.toLocaleString('en-US')} in, ${report.tokens.output.toLocaleString('en-US')} out`}`,
	...timeOf(report).length === 0 ? [] : [`Time: ${timeOf(report).join(', ')}`],
];
