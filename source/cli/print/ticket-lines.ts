import {ticketDigits} from '../../domain/words/short-words.js';
import type {TicketView} from '../../engine/client/flow-client.js';
import {
	bad, faint, good, strong, warning, type Line, type Span,
} from '../output.js';
import {fitted, padded} from './cells.js';

/** The word for a ticket's state, as every list says it. */
export const wordOf = (ticket: Pick<TicketView, 'state' | 'proof'>): string => ticket.state === 'done' ? ticket.proof ?? 'done' : ticket.state;

const markOf = (ticket: TicketView): string => {
	switch (ticket.state) {
		case 'done': {
			return 'x';
		}

		case 'running': {
			return '>';
		}

		case 'waiting': {
			return '?';
		}

		case 'broken': {
			return '!';
		}

		case 'open': {
			return ' ';
		}

		default: {
			return ticket.state satisfies never;
		}
	}
};

const wordSpan = (ticket: TicketView): Span => {
	const word = wordOf(ticket);
	switch (word) {
		case 'proven': {
			return good(word);
		}

		case 'running': {
			return strong(word);
		}

		case 'waiting': {
			return warning(word);
		}

		case 'broken':
		case 'failed': {
			return bad(word);
		}

		default: {
			return faint(word);
		}
	}
};

/** `[x] 007 Login form    proven`, in exactly so many columns at most. */
export const ticketLine = (ticket: TicketView, columns: number): Line => {
	const word = wordOf(ticket);
	const begin = `[${markOf(ticket)}] ${ticketDigits(ticket.number)} `;
	const room = columns - begin.length - word.length - 1;
	return [begin, padded(ticket.title, Math.max(4, room)), ' ', wordSpan(ticket)];
};

/** The problems of a broken ticket, each with its place and its mend. */
export const problemLines = (path: string, problems: TicketView['problems'], columns: number): readonly Line[] => problems.flatMap(({message, line, mend}): readonly Line[] => [
	[bad(`${path}${line === undefined ? '' : `:${line}`}`)],
	`  ${message}`,
	[faint(fitted(`  ${mend}`, Math.max(columns, 80)))],
]);

/** A ticket in JSON, in the order of the contract. */
export const ticketJson = ({path, number, title, agent, done, proof, state, problems}: TicketView) => ({
	path,
	number,
	title,
	agent,
	done,
	proof,
	state,
	problems: problems.map(({code, message, line, mend}) => ({
		code, message, line: line ?? null, mend,
	})),
});
