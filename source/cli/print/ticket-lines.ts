import {jsonFields} from '../../domain/ticket/ticket-fields.js';
import type {Tone} from '../../domain/words/line.js';
import {ticketDigits} from '../../domain/words/short-words.js';
import type {TicketView} from '../../engine/client/flow-client.js';
import {bad, faint, type Line} from '../output.js';
import {fitted, padded} from './cells.js';

/** The word for a ticket's state, as every list says it. */
export const wordOf = (ticket: Pick<TicketView, 'state' | 'proof'>): string => ticket.state === 'done' ? ticket.proof ?? 'done' : ticket.state;

const marks: Readonly<Record<TicketView['state'], string>> = {
	done: 'x', running: '>', waiting: '?', broken: '!', open: ' ',
};

const tones: Readonly<Partial<Record<string, Tone>>> = {
	proven: 'good', running: 'strong', waiting: 'warning', broken: 'bad', failed: 'bad',
};

/** `[x] 007 Login form    proven`, in exactly so many columns at most. */
export const ticketLine = (ticket: TicketView, columns: number): Line => {
	const word = wordOf(ticket);
	const begin = `[${marks[ticket.state]}] ${ticketDigits(ticket.number)} `;
	const room = columns - begin.length - word.length - 1;
	return [begin, padded(ticket.title, Math.max(4, room)), ' ', {text: word, tone: tones[word] ?? 'faint'}];
};

/** The problems of a broken ticket, each with its place and its mend. */
export const problemLines = (path: string, problems: TicketView['problems'], columns: number): readonly Line[] => problems.flatMap(({message, line, mend}): readonly Line[] => [
	[bad(`${path}${line === undefined ? '' : `:${line}`}`)],
	`  ${message}`,
	[faint(fitted(`  ${mend}`, Math.max(columns, 80)))],
]);

/** A problem in JSON. */
export const problemJson = ({code, message, line, mend}: TicketView['problems'][number]) => ({
	code, message, line: line ?? null, mend,
});

/** A ticket in JSON, in the order of the contract. */
export const ticketJson = ({path, number, title, proof, state, problems, ...fields}: TicketView) => ({
	path,
	number,
	title,
	...jsonFields(fields),
	proof,
	state,
	problems: problems.map(problem => problemJson(problem)),
});
