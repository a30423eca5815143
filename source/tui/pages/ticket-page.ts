import {counted, tokenCount} from '../../domain/words/short-words.js';
import {clockOf, shortLengthOf} from '../../domain/words/times.js';
import {wrapLine} from '../../domain/words/wrap.js';
import {sanitise, sanitiseLine} from '../../domain/text/sanitise.js';
import type {
	CommitView, MessageView, ProofView, TicketHistory, TicketView,
} from '../../engine/client/flow-client.js';
import {ticketAbout} from '../select/inbox/items.js';
import {lookOf} from '../select/tickets/ticket-look.js';
import type {AppState} from '../state.js';
import {splitTicket} from '../text/ticket-text.js';
import {rowOf} from '../theme.js';
import {byDay} from './lines/by-day.js';
import {receiptOf} from './lines/message-lines.js';
import {
	emptyLine, headingLine, linkLine, plainLine, wrapped, type PageLine,
} from './lines/page-line.js';
import {baseName} from './lines/text-lines.js';
import {turnLine} from './lines/turn-line.js';
import {today, type PageRecord} from './page-record.js';

const problemLines = (ticket: TicketView, width: number): readonly PageLine[] => ticket.problems.length === 0
	? []
	: [
		...ticket.problems.flatMap(problem => [
			...wrapped(`! ${problem.line === undefined ? '' : `line ${problem.line}: `}${problem.message}`, width, {style: 'bad'}),
			...wrapped(`  mend: ${problem.mend}`, width, {style: 'accent'}),
		]),
		...wrapped('  e opens it in the editor', width, {style: 'accent'}),
		emptyLine,
	];

/** How it stands, who works on it, what it has cost. */
const standing = (state: AppState, ticket: TicketView, width: number): readonly PageLine[] => {
	const {mark, word, style} = lookOf(state, ticket);
	const proof = ticket.done ? ticket.proof ?? 'unchecked' : '';
	// Of a ticket that cannot be read nobody knows who works on it.
	const nobody = ticket.problems.length > 0 ? '' : 'no agent';
	const who = `${ticket.agent === '' ? nobody : sanitiseLine(ticket.agent)}${ticket.model === null ? '' : ` ${sanitiseLine(ticket.model)}`}`;
	const cost = ticket.turns === 0
		? 'no turn yet'
		: [counted(ticket.turns, 'turn'), shortLengthOf(ticket.seconds), ...ticket.tokens === null ? [] : [`${tokenCount(ticket.tokens)} tokens`]].join(', ');
	const how = [ticket.done ? `done, ${proof}` : (word === '' ? 'open' : word), who, cost].filter(part => part !== '').join('  ');
	return wrapLine(`${mark} ${how}`, width).map(line => plainLine(rowOf(line, style === 'plain' ? 'strong' : style)));
};

const kindWords = {asks: 'asks you', tells: 'tells you', reply: 'you'} as const;

/** A message in one row. */
const messageLine = (message: MessageView, width: number): PageLine => linkLine(
	[
		{text: `  ${clockOf(message.at)} ${kindWords[message.kind]}: `, style: message.kind === 'asks' ? 'warn' : 'plain'},
		{text: sanitiseLine(message.title), style: 'plain'},
	],
	rowOf(receiptOf(message), 'dim'),
	width,
	{
		type: 'page', request: {
			type: 'message', runId: message.runId, kind: message.kind, number: message.number,
		},
	},
);

const commitLine = ({hash, kind, turn, at}: CommitView, width: number): PageLine => linkLine(
	rowOf(`  ${clockOf(at)} ${sanitiseLine(hash.slice(0, 9))} ${kind === 'ticket' ? 'finished the ticket' : 'checkpoint'}, turn ${turn}`),
	[],
	width,
	{type: 'page', request: {type: 'commit', hash}},
);

const proofLines = ({isBaseline, turn, at, results}: ProofView, width: number): readonly PageLine[] => results.flatMap(({command, exit_code: code, before, seconds, tail}) => {
	const isGood = code === 0;
	const old = !isBaseline && !isGood && before !== null && before !== 0 ? ', failed before the ticket too' : '';
	const when = isBaseline ? 'before the first turn' : `after turn ${turn}`;
	return [
		...wrapped(`  ${clockOf(at)} ${isGood ? 'ok' : (isBaseline ? 'failed already' : 'FAILS')}: ${command}: ${code === null ? 'was ended' : `exit ${code}`}${old}, ${when}, ${shortLengthOf(seconds)}`, width, {style: isGood ? 'good' : (isBaseline ? 'plain' : 'bad'), indent: 8}),
		...isGood || isBaseline ? [] : sanitise(tail).trimEnd().split('\n').slice(-5).flatMap(line => wrapped(`        ${line}`, width, {style: 'dim'})),
	];
});

const part = (title: string, lines: readonly PageLine[]): readonly PageLine[] => lines.length === 0 ? [] : [emptyLine, headingLine(title), ...lines];

const historyLines = (state: AppState, {turns, messages, commits, proofs}: TicketHistory, width: number): readonly PageLine[] => [
	...part('Messages (m shows them in full)', byDay(messages, state.now, message => [messageLine(message, width)])),
	...part('Turns (Enter reads one in the log)', byDay(turns, state.now, turn => turnLine(state, turn, {width, ticket: ''}))),
	...part('Commits (d shows all it changed)', byDay(commits, state.now, commit => [commitLine(commit, width)])),
	...part('Proof', byDay(proofs, state.now, proof => proofLines(proof, width))),
];

const plainText = (text: string, width: number, isBlamed: (line: number) => boolean = () => false): readonly PageLine[] =>
	sanitise(text).trimEnd().split('\n').flatMap((line, index) => wrapLine(line, width).map(row => plainLine(rowOf(row, isBlamed(index + 1) ? 'bad' : 'plain'))));

/** A sound ticket is read from its first word on, and its fields come last; of a broken one every line stands where it stands. */
const soundLines = (state: AppState, ticket: TicketView, history: readonly PageLine[], width: number): readonly PageLine[] => {
	const {fields, body} = splitTicket(ticket.text);
	const isTitled = body.replace(/^#+ /u, '').startsWith(ticket.title);
	return [
		...standing(state, ticket, width),
		emptyLine,
		...isTitled ? [] : [...wrapped(ticket.title, width, {style: 'strong'}), ...body === '' ? [] : [emptyLine]],
		...body === '' ? [] : plainText(body, width),
		...history,
		...part('Fields (e edits them)', plainText(fields, width)),
	];
};

/** A whole ticket: what to mend, how it stands, its text as it is, and what was said and done about it. */
export const ticketPage: PageRecord<'ticket'> = {
	focus: 'ticket',
	isBeside: true,
	title: ({path}) => baseName(path),
	load: async ({client}, {path}) => ({type: 'ticket', history: await client.history.ticket(path)}),
	isRefreshed: true,
	opened: ({path}) => ({ticket: path}),
	inputs: (state, request) => [today(state), ticketAbout(state, request), state.snapshot?.run?.status, state.snapshot?.run?.openTurn, state.snapshot?.worker.life, state.snapshot?.inbox, state.trash, state.ascii],
	lines({state, request, data, width}) {
		const ticket = ticketAbout(state, request);
		const history = data === null ? [] : historyLines(state, data.history, width);
		if (ticket === undefined) {
			return [
				...wrapped('This ticket is not on the disk any more. esc closes.', width, {style: 'strong'}),
				...state.trash.length > 0 ? wrapped('u brings the last deleted one back.', width) : [],
				...history,
			];
		}

		const blamed = new Set(ticket.problems.map(problem => problem.line));
		return ticket.problems.length === 0
			? soundLines(state, ticket, history, width)
			: [...problemLines(ticket, width), ...standing(state, ticket, width), emptyLine, ...plainText(ticket.text, width, line => blamed.has(line)), ...history];
	},
};
