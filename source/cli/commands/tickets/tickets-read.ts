import {UserError} from '../../../domain/user-error.js';
import {counted} from '../../../domain/words/short-words.js';
import {lengthOf} from '../../../domain/words/times.js';
import {answer} from '../../answer.js';
import {faint, strong, type Line} from '../../output.js';
import {withClient} from '../../ask/repository.js';
import {
	problemJson, problemLines, ticketJson, ticketLine, wordOf,
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
		return answer(context, () => tickets.map(ticket => ticketJson(ticket)), () => [
			...tickets.map(ticket => ticketLine(ticket, context.out.columns)),
			tickets.length === 0
				? 'No tickets yet: car tickets new "What to do" writes the first.'
				: [faint(`${counted(tickets.length, 'ticket')}, ${tickets.filter(({done}) => done).length} done`)],
		]);
	});
};

/** `car tickets lint`: everything that is wrong, with the file, the line and what to do; exit 1 if anything is. */
export const lintTickets = async ({context, words}: TicketsCall): Promise<number> => {
	noMore(words, 'lint');
	return withClient(context, async client => {
		const {tickets, folderProblems} = await client.snapshot();
		const {columns} = context.out;
		const count = folderProblems.length + tickets.reduce((sum, {problems}) => sum + problems.length, 0);
		answer(context, () => ({
			ok: count === 0,
			tickets: tickets.length,
			problems: [{path: null, problems: folderProblems}, ...tickets].flatMap(({path, problems}) => problems.map(problem => ({path, ...problemJson(problem)}))),
		}), () => [
			...problemLines('tickets/', folderProblems, columns),
			...tickets.flatMap(({path, problems}) => problemLines(path, problems, columns)),
			`${counted(tickets.length, 'ticket')}, ${count === 0 ? 'no problem' : counted(count, 'problem')}.`,
		]);
		return count === 0 ? 0 : 1;
	});
};

/** `car tickets show N`: the file, what is known of it, and what is wrong with it. */
export const showTicket = async ({context, words}: TicketsCall): Promise<number> => withClient(context, async client => {
	const {tickets} = await client.snapshot();
	const chosen = chosenTickets(tickets, words);
	return answer(context, () => chosen.map(ticket => ({
		...ticketJson(ticket), turns: ticket.turns, seconds: ticket.seconds, tokens: ticket.tokens, text: ticket.text,
	})), () => chosen.flatMap((ticket): readonly Line[] => {
		const cost = ticket.turns === 0 ? '' : `, ${counted(ticket.turns, 'turn')}, ${lengthOf(ticket.seconds)}${ticket.tokens === null ? '' : `, ${counted(ticket.tokens, 'token')}`}`;
		return [
			[strong(ticket.path), `  ${wordOf(ticket)}${cost}`],
			...problemLines(ticket.path, ticket.problems, context.out.columns),
			'',
			...ticket.text.replace(/\n$/v, '').split('\n'),
		];
	}));
});
