import {
	counted, grouped, ticketDigits, ticketName,
} from '../words/short-words.js';
import {lengthOf, momentOf} from '../words/times.js';
import type {Group, Report, TicketReport} from './report.js';

/** What a piece of a report means; whoever shows it knows how that looks. */
export type ReportTone = 'plain' | 'strong' | 'faint' | 'good' | 'warning' | 'bad';

/** Where a line of the report leads. */
export type ReportPlace
	= | {readonly type: 'ticket'; readonly path: string}
		| {readonly type: 'item'; readonly id: string}
		| {readonly type: 'message'; readonly runId: string; readonly dispatch: number}
		| {readonly type: 'run'; readonly runId: string};

/** One line, indented by spaces where it belongs to the one above. */
export type ReportLine = {
	readonly spans: ReadonlyArray<{readonly text: string; readonly tone: ReportTone}>;
	readonly place: ReportPlace | null;
};

const line = (text: string, tone: ReportTone = 'plain', place: ReportPlace | null = null): ReportLine => ({spans: text === '' ? [] : [{text, tone}], place});

const emptyLine = line('');

/** The groups in the order a human wants them: what needs looking at first comes after what is certain. */
export const groups: ReadonlyArray<{readonly group: Group; readonly title: string; readonly tone: ReportTone}> = [
	{group: 'proven', title: 'Proven', tone: 'good'},
	{group: 'unchecked', title: 'Done, unchecked', tone: 'warning'},
	{group: 'failed', title: 'Checks fail', tone: 'bad'},
	{group: 'broken', title: 'Broken tickets', tone: 'bad'},
	{group: 'waiting', title: 'Waiting for you', tone: 'warning'},
	{group: 'begun', title: 'Begun', tone: 'strong'},
	{group: 'not_started', title: 'Not started', tone: 'faint'},
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
	['tried again', time.retries],
	['checks ran', time.checks],
	['waited for you', time.human],
	['waited for limits', time.limits],
	['everything else', time.other],
] as const).filter(([, seconds]) => seconds >= 1).toSorted(([, one], [, other]) => other - one).map(([name, seconds]) => `${name} ${lengthOf(seconds)}`);

/** How many turns there were and how they ended. */
export const turnsOf = ({turns}: Report): string => {
	const all = turns.completed + turns.failed + turns.interrupted;
	const others = [
		...turns.failed === 0 ? [] : [`${turns.failed} failed`],
		...turns.interrupted === 0 ? [] : [`${turns.interrupted} interrupted`],
	].join(', ');
	return `${counted(all, 'turn')}${others === '' ? '' : ` (${others})`}`;
};

/** What the agents took in and gave out; empty when none has told. */
export const tokensOf = ({tokens}: Report): string => tokens === null ? '' : `tokens: ${grouped(tokens.input)} in, ${grouped(tokens.output)} out`;

/** The time the report speaks of, in the time zone of whoever reads it. */
export const spanOf = ({since, until}: Report): string => {
	const now = new Date(until);
	return `${since === null ? 'from the beginning' : `since ${momentOf(since, now)}`} until ${momentOf(until, now)}`;
};

const ticketLines = (ticket: TicketReport, {run, isWorkerDead}: Report): readonly ReportLine[] => {
	const isBroken = isWorkerDead && run?.openTurn?.ticket === ticket.path;
	const work = [...isBroken ? ['its turn broke off'] : [], ...workOf(ticket) === '' ? [] : [workOf(ticket)]].join(', ');
	return [
		line(`  ${ticketDigits(ticket.number)} ${ticket.title}`, 'plain', {type: 'ticket', path: ticket.path}),
		...work === '' ? [] : [line(`      ${work}`, 'faint')],
	];
};

/** How the newest run stands, and what goes on; null before the first. */
export const runWords = ({run, isWorkerDead}: Report): {readonly status: string; readonly reason: string | null; readonly next: string | null} | null => {
	if (run === null) {
		return null;
	}

	if (isWorkerDead) {
		const {openTurn} = run;
		return {status: 'broke off', reason: openTurn === null ? 'its worker died' : `its worker died in turn ${openTurn.turn} of ${ticketName(openTurn.ticket)}`, next: 'car run goes on'};
	}

	return {status: run.status, reason: run.reason, next: run.status === 'completed' ? null : run.next};
};

const runLines = (report: Report): readonly ReportLine[] => {
	const words = runWords(report);
	const {run} = report;
	return run === null || words === null
		? [line('No run yet: car run starts one.')]
		: [
			{
				spans: [{text: `Run #${run.number} ${words.status}`, tone: report.isWorkerDead ? 'bad' : 'strong'}, ...words.reason === null ? [] : [{text: `: ${words.reason}`, tone: 'plain' as const}]],
				place: {type: 'run', runId: run.runId},
			},
			...words.next === null ? [] : [line(`  next: ${words.next}`)],
		];
};

/** The report as lines: what `car report` prints and what the screen opens with are the same words. */
export const reportLines = (report: Report): readonly ReportLine[] => [
	{spans: [{text: 'Report', tone: 'strong'}, {text: ` ${spanOf(report)}`, tone: 'plain'}], place: null},
	...report.configTrouble === null ? [] : [line(`warning: ${report.configTrouble}`, 'warning')],
	...runLines(report),
	...groups.flatMap(({group, title, tone}): readonly ReportLine[] => {
		const tickets = report.tickets.filter(ticket => ticket.group === group);
		return tickets.length === 0 ? [] : [emptyLine, line(`${title} (${tickets.length})`, tone), ...tickets.flatMap(ticket => ticketLines(ticket, report))];
	}),
	...report.doneBefore === 0 ? [] : [emptyLine, line(`${counted(report.doneBefore, 'ticket')} done before`, 'faint')],
	...report.inbox.length === 0 ? [] : [emptyLine, line(`Inbox (${report.inbox.length})`, 'warning'), ...report.inbox.flatMap(({id, title, next}) => [line(`  ${id} ${title}`, 'plain', {type: 'item', id}), line(`      next: ${next}`, 'faint')])],
	...report.notices.length === 0 ? [] : [emptyLine, line('Messages', 'strong'), ...report.notices.map(({runId, dispatch, title}) => line(`  ${title}`, 'plain', {type: 'message', runId, dispatch}))],
	emptyLine,
	line(`${turnsOf(report)}${tokensOf(report) === '' ? '' : `; ${tokensOf(report)}`}`),
	...timeOf(report).length === 0 ? [] : [line(`Time: ${timeOf(report).join(', ')}`)],
];

/** Whether a report says anything that happened in its time, and not only how things stand. */
export const hasNews = ({since, run, turns, tickets, inbox, notices}: Report): boolean => {
	const isNew = (at: string): boolean => since === null || at >= since;
	return turns.completed + turns.failed + turns.interrupted > 0
		|| tickets.some(({commits}) => commits.length > 0)
		|| notices.length > 0
		|| inbox.some(item => isNew(item.since))
		|| (run !== null && run.status !== 'running' && isNew(run.since));
};
