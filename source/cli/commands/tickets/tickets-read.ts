import {UserError} from '../../../domain/user-error.js';
import {counted} from '../../../domain/words/short-words.js';
import {lengthOf} from '../../../domain/words/times.js';
import {faint, strong} from '../../output.js';
import {withClient} from '../../ask/repository.js';
import {
	problemLines, ticketJson, ticketLine, wordOf,
} from '../../print/ticket-lines.js';
import {chosenTickets} from './ticket-range.js';
import type {TicketsCall} from './tickets-edit.js';

const noMore = (words: readonly string[], name: string): void => {
	if (words.length > 0) {
		throw new UserError(`car tickets ${name} does not know what to do with ${JSON.stringify(words[0])}.`, 'car tickets --help shows what it takes.', 2);
	}
};

/** `car tickets list`. */
export const listTickets = async ({context, words}: TicketsCall): Promise<number> => {
	noMore(words, 'list');
	return withClient(context, async client => {
		const {tickets} = await client.snapshot();
		const {out} = context;
		if (context.flags.json) {
			out.json(tickets.map(ticket => ticketJson(ticket)));
			return 0;
		}

		out.lines(tickets.map(ticket => ticketLine(ticket, out.columns)));
		out.line(tickets.length === 0
			? 'No tickets yet: car tickets new "What to do" writes the first.'
			: [faint(`${counted(tickets.length, 'ticket')}, ${tickets.filter(({done}) => done).length} done`)]);
		return 0;
	});
};

/** `car tickets lint`: everything that is wrong, with the file, the line and what to do; exit 1 if anything is. */
export const lintTickets = async ({context, words}: TicketsCall): Promise<number> => {
	noMore(words, 'lint');
	return withClient(context, async client => {
		const {tickets, folderProblems} = await client.snapshot();
		const {out} = context;
		const count = folderProblems.length + tickets.reduce((sum, {problems}) => sum + problems.length, 0);
		if (context.flags.json) {
			const problems = [
				...folderProblems.map(problem => ({path: null, ...problem})),
				...tickets.flatMap(ticket => ticket.problems.map(problem => ({path: ticket.path, ...problem}))),
			];
			out.json({
				ok: count === 0,
				tickets: tickets.length,
				problems: problems.map(({path, code, message, line, mend}) => ({
					path, code, message, line: line ?? null, mend,
				})),
			});
		} else {
			out.lines(problemLines('tickets/', folderProblems, out.columns));
			out.lines(tickets.flatMap(({path, problems}) => problemLines(path, problems, out.columns)));
			out.line(`${counted(tickets.length, 'ticket')}, ${count === 0 ? 'no problem' : counted(count, 'problem')}.`);
		}

		return count === 0 ? 0 : 1;
	});
};

/** `car tickets show N`: the file, what is known of it, and what is wrong with it. */
export const showTicket = async ({context, words}: TicketsCall): Promise<number> => withClient(context, async client => {
	const {tickets} = await client.snapshot();
	const {out} = context;
	const chosen = chosenTickets(tickets, words);
	if (context.flags.json) {
		out.json(chosen.map(ticket => ({
			...ticketJson(ticket), turns: ticket.turns, seconds: ticket.seconds, tokens: ticket.tokens, text: ticket.text,
		})));
		return 0;
	}

	for (const ticket of chosen) {
		const cost = ticket.turns === 0 ? '' : `, ${counted(ticket.turns, 'turn')}, ${lengthOf(ticket.seconds)}${ticket.tokens === null ? '' : `, ${counted(ticket.tokens, 'token')}`}`;
		out.line([strong(ticket.path), `  ${wordOf(ticket)}${cost}`]);
		out.lines(problemLines(ticket.path, ticket.problems, out.columns));
		out.line('');
		out.lines(ticket.text.replace(/\n$/v, '').split('\n'));
	}

	return 0;
});
