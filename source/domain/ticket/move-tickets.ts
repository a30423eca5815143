import {UserError} from '../user-error.js';
import type {TicketEntry} from './ticket.js';
import {renumbered} from './ticket-name.js';

export type MovePlan = {
	/** Repository paths. The order does not matter; a target may be another one's source. */
	readonly renames: ReadonlyArray<{readonly from: string; readonly to: string}>;
	/** Lists that must name the new numbers; `path` is the path before the renames. */
	readonly afterEdits: ReadonlyArray<{readonly path: string; readonly after: readonly number[]}>;
};

type Shift = ReadonlyMap<number, number>;

/** Moves `from` onto `place` and pushes what stands there by one step at a time, until a number is free. */
const push = (taken: ReadonlySet<number>, from: number, place: number, step: 1 | -1): Shift | undefined => {
	const shift = new Map<number, number>([[from, place]]);
	for (let at = place; taken.has(at) && at !== from; at += step) {
		if (at + step < 1) {
			return undefined;
		}

		shift.set(at, at + step);
	}

	return shift;
};

const smallestShift = (numbers: readonly number[], from: number, before: number): Shift => {
	const taken = new Set(numbers);
	const others = numbers.filter(number => number !== from);
	const previous = others[others.indexOf(before) - 1] ?? 0;
	if (previous < from && from < before) {
		return new Map();
	}

	// A free number between the neighbours is the least; the nearest to `before` reads best.
	if (previous < before - 1) {
		return new Map([[from, before - 1]]);
	}

	const right = push(taken, from, before, 1);
	const left = previous > 0 ? push(taken, from, previous, -1) : undefined;
	return left !== undefined && (right === undefined || left.size < right.size) ? left : (right ?? new Map());
};

const refuse = (message: string, hint: string): never => {
	throw new UserError(message, hint);
};

const checkFolder = (entries: readonly TicketEntry[]): void => {
	const seen = new Set<number>();
	for (const {name, number, ticket, problems} of entries) {
		if (seen.has(number)) {
			refuse(`Two tickets have the number ${number}, so there is no order to change.`, 'Give one of them another number first: car tickets lint names them.');
		}

		seen.add(number);
		if (ticket === undefined || problems.some(({code}) => code === 'bad_type')) {
			refuse(`${name} is broken: which tickets it comes after cannot be read, so nothing was moved.`, 'Mend it first: car tickets lint says how.');
		}
	}
};

/**
 * Plans moving ticket `from` to just before ticket `before`, with as few new numbers as possible and every `after` following along. An empty plan when it stands there already.
 * Throws UserError for a number that does not exist, for numbers used twice, and when a ticket is so broken that its `after` cannot be read.
 */
export const planMove = (entries: readonly TicketEntry[], from: number, before: number): MovePlan => {
	checkFolder(entries);
	const numbers = entries.map(({number}) => number).toSorted((one, other) => one - other);
	for (const number of [from, before]) {
		if (!numbers.includes(number)) {
			refuse(`There is no ticket ${number}.`, numbers.length === 0 ? 'There are no tickets yet.' : `The tickets are numbered ${numbers[0]} to ${numbers.at(-1)}.`);
		}
	}

	if (from === before) {
		refuse(`Ticket ${from} cannot be moved before itself.`, 'Name another ticket after --before.');
	}

	const shift = smallestShift(numbers, from, before);
	const renames = entries.flatMap(({path, name, number}) => {
		const to = shift.get(number);
		return to === undefined || to === number ? [] : [{from: path, to: path.slice(0, path.length - name.length) + renumbered(name, to)}];
	});
	const afterEdits = entries.flatMap(({path, ticket}) =>
		ticket?.after.some(number => shift.has(number)) === true ? [{path, after: ticket.after.map(number => shift.get(number) ?? number)}] : []);
	return {renames, afterEdits};
};
