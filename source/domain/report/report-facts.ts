import type {Tone} from '../words/line.js';
import {itemJson} from '../words/inbox-words.js';
import {
	counted, grouped, ticketDigits, ticketName,
} from '../words/short-words.js';
import {lengthOf, momentOf} from '../words/times.js';
import type {Group, Report, TicketReport} from './build-report.js';
import type {TimeSpent} from './spend-time.js';
import {ticketJson, workOf} from './ticket-facts.js';

/** What a piece of a report means; whoever shows it knows how that looks. */
export type ReportTone = 'plain' | Tone;

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

/** What parts two groups of lines. */
export const emptyLine = line('');

/** All that is said of one field of a report, in every form there is. */
type ReportFact = {
	/** Whether it is of what the time cost, which is said last. */
	readonly isCost?: true;
	/** What the screen and `car report` show. */
	readonly text: (report: Report) => readonly ReportLine[];
	/** What `car report --md` prints. */
	readonly markdown: (report: Report) => readonly string[];
	/** Its value in `car report --json`, where its name is the field's; null: it is not there. */
	readonly json: ((report: Report) => unknown) | null;
};

/** For a form in which a fact says nothing, or which another fact says with its own. */
const silent = (): readonly never[] => [];

/** Titles come from people and agents: no character of them is markup. */
const literal = (text: string): string => text.replaceAll(/[\\`*_\[\]<>#\|]/gv, String.raw`\$&`).replaceAll(/\s+/gv, ' ');

/** The groups, in the order a human wants them: what needs looking at first comes after what is certain. */
const groups: Readonly<Record<Group, {readonly title: string; readonly tone: ReportTone}>> = {
	proven: {title: 'Proven', tone: 'good'},
	unchecked: {title: 'Done, unchecked', tone: 'warning'},
	failed: {title: 'Checks fail', tone: 'bad'},
	broken: {title: 'Broken tickets', tone: 'bad'},
	waiting: {title: 'Waiting for you', tone: 'warning'},
	begun: {title: 'Begun', tone: 'strong'},
	not_started: {title: 'Not started', tone: 'faint'},
};

/** What the time went to. */
const timeWords: Readonly<Record<keyof TimeSpent, string>> = {
	agents: 'agents worked', retries: 'tried again', checks: 'checks ran', human: 'waited for you', limits: 'waited for limits', other: 'everything else',
};

/** Where the time went, the longest first. */
const timeOf = ({time}: Report): readonly string[] => Object.entries(timeWords)
	.map(([purpose, words]) => ({words, seconds: time[purpose as keyof TimeSpent]}))
	.filter(({seconds}) => seconds >= 1)
	.toSorted((one, other) => other.seconds - one.seconds)
	.map(({words, seconds}) => `${words} ${lengthOf(seconds)}`);

/** How many turns there were and how they ended. */
const turnsOf = ({turns}: Report): string => {
	const all = turns.completed + turns.failed + turns.interrupted;
	const others = [
		...turns.failed === 0 ? [] : [`${turns.failed} failed`],
		...turns.interrupted === 0 ? [] : [`${turns.interrupted} interrupted`],
	].join(', ');
	return `${counted(all, 'turn')}${others === '' ? '' : ` (${others})`}`;
};

/** What the agents took in and gave out; empty when none has told. */
const tokensOf = ({tokens}: Report): string => tokens === null ? '' : `tokens: ${grouped(tokens.input)} in, ${grouped(tokens.output)} out`;

/** The time the report speaks of, in the time zone of whoever reads it. */
const spanOf = ({since, until}: Report): string => {
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
const runWords = ({run, isWorkerDead}: Report): {readonly status: string; readonly reason: string | null; readonly next: string | null} | null => {
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

const runMarkdown = (report: Report): string => {
	const words = runWords(report);
	return words === null ? 'No run yet.' : `Run #${report.run?.number ?? 0} **${words.status}**${words.reason === null ? '' : `: ${literal(words.reason)}`}${report.isWorkerDead ? ' (next: car run)' : ''}`;
};

/** Each group of tickets in which there are any. */
const ofGroups = <Item>({tickets}: Report, say: (group: (typeof groups)[Group], tickets: readonly TicketReport[]) => readonly Item[]): readonly Item[] => Object.entries(groups).flatMap(([name, group]) => {
	const its = tickets.filter(ticket => ticket.group === name);
	return its.length === 0 ? [] : say(group, its);
});

/** All a report says, a fact for each of its fields, in the order in which each form says it. */
export const reportFacts: {readonly [Field in keyof Report]: ReportFact} = {
	since: {
		text: report => [{spans: [{text: 'Report', tone: 'strong'}, {text: ` ${spanOf(report)}`, tone: 'plain'}], place: null}],
		markdown: report => [`# Report ${spanOf(report)}`, ''],
		json: ({since}) => since,
	},
	until: {text: silent, markdown: silent, json: ({until}) => until},
	configTrouble: {
		text: ({configTrouble}) => configTrouble === null ? [] : [line(`warning: ${configTrouble}`, 'warning')],
		markdown: ({configTrouble}) => configTrouble === null ? [] : [`**Warning**: ${literal(configTrouble)}`, ''],
		json: null,
	},
	isWorkerDead: {text: silent, markdown: silent, json: null},
	run: {
		text: runLines,
		markdown: report => [runMarkdown(report)],
		json: ({run}) => run && {
			id: run.runId, number: run.number, status: run.status, reason_code: run.reasonCode, reason: run.reason,
		},
	},
	turns: {
		isCost: true,
		text: report => [line([turnsOf(report), tokensOf(report)].filter(words => words !== '').join('; '))],
		markdown: report => [`- ${turnsOf(report)}`],
		json: ({turns}) => turns,
	},
	tickets: {
		text: report => ofGroups(report, ({title, tone}, its) => [emptyLine, line(`${title} (${its.length})`, tone), ...its.flatMap(ticket => ticketLines(ticket, report))]),
		markdown: report => ofGroups(report, ({title}, its) => ['', `## ${title} (${its.length})`, '', ...its.map(ticket => `- **TICKET-${ticketDigits(ticket.number)}** ${literal(ticket.title)}${workOf(ticket) === '' ? '' : `: ${workOf(ticket)}`}`)]),
		json: ({tickets}) => tickets.map(ticket => ticketJson(ticket)),
	},
	doneBefore: {
		text: ({doneBefore}) => doneBefore === 0 ? [] : [emptyLine, line(`${counted(doneBefore, 'ticket')} done before`, 'faint')],
		markdown: ({doneBefore}) => doneBefore === 0 ? [] : ['', `Done before: ${doneBefore}`],
		json: ({doneBefore}) => doneBefore,
	},
	inbox: {
		text: ({inbox}) => inbox.length === 0 ? [] : [emptyLine, line(`Inbox (${inbox.length})`, 'warning'), ...inbox.flatMap(({id, title, next}) => [line(`  ${id} ${title}`, 'plain', {type: 'item', id}), line(`      next: ${next}`, 'faint')])],
		markdown: ({inbox}) => inbox.length === 0 ? [] : ['', `## Inbox (${inbox.length})`, '', ...inbox.map(({id, title, next}) => `- ${literal(id)}: ${literal(title)} (next: ${literal(next)})`)],
		json: ({inbox}) => inbox.map(item => itemJson(item)),
	},
	notices: {
		text: ({notices}) => notices.length === 0 ? [] : [emptyLine, line('Messages', 'strong'), ...notices.map(({runId, dispatch, title}) => line(`  ${title}`, 'plain', {type: 'message', runId, dispatch}))],
		markdown: ({notices}) => notices.length === 0 ? [] : ['', '## Messages', '', ...notices.map(({title}) => `- ${literal(title)}`)],
		json: ({notices}) => notices,
	},
	time: {
		isCost: true,
		text: report => timeOf(report).length === 0 ? [] : [line(`Time: ${timeOf(report).join(', ')}`)],
		markdown: report => timeOf(report).map(words => `- ${words}`),
		json: ({time}) => time,
	},
	tokens: {
		isCost: true,
		text: silent,
		markdown: report => tokensOf(report) === '' ? [] : [`- ${tokensOf(report)}`],
		json: ({tokens}) => tokens,
	},
};
