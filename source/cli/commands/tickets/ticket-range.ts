import {UserError} from '../../../domain/user-error.js';

type Span = {readonly first: number; readonly last: number};

const spanOf = (word: string): Span => {
	const {first, last} = /^(?:ticket-)?(?<first>\d{1,9})(?:-(?<last>\d{1,9}))?$/i.exec(word)?.groups ?? {};
	if (first === undefined) {
		throw new UserError(`${JSON.stringify(word)} is no ticket number.`, 'Write 7, or 7-12 for a range; several are parted by spaces or commas.', 2);
	}

	const span = {first: Number(first), last: Number(last ?? first)};
	if (span.last < span.first) {
		throw new UserError(`The range ${word} runs backwards.`, `Write ${span.last}-${span.first}.`, 2);
	}

	return span;
};

/** The tickets that words like `7`, `7-12` and `3,5` name, in the order of their numbers. A range may have gaps, but each word must name at least one ticket. Throws UserError otherwise, and for a number that two tickets have. */
export const chosenTickets = <T extends {readonly number: number; readonly path: string}>(tickets: readonly T[], words: readonly string[]): readonly T[] => {
	const spans = words.flatMap(word => word.split(',').filter(part => part !== '').map(part => ({part, span: spanOf(part)})));
	if (spans.length === 0) {
		throw new UserError('Which ticket?', 'Name its number: 7, or 7-12 for a range.', 2);
	}

	for (const {part, span} of spans) {
		if (!tickets.some(({number}) => number >= span.first && number <= span.last)) {
			throw new UserError(`There is no ticket ${part}.`, tickets.length === 0 ? 'There are no tickets yet: car tickets new "What to do"' : `The tickets are numbered ${tickets[0]?.number ?? ''} to ${tickets.at(-1)?.number ?? ''}: car tickets lists them.`);
		}
	}

	const chosen = tickets.filter(({number}) => spans.some(({span}) => number >= span.first && number <= span.last));
	const twin = chosen.find((ticket, index) => chosen[index + 1]?.number === ticket.number);
	if (twin !== undefined) {
		throw new UserError(`Two tickets have the number ${twin.number}, so it names none of them.`, 'Give one of them another number: car tickets lint names the files.');
	}

	return chosen;
};
