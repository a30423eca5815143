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

/**
 * Places whose tickets can keep their number while the rest fits in between, as many as possible.
 * Two may both stay when the later number is at least as far on as the later place, so with `number - place` this is the longest run that never falls. `least` is the smallest number there may be.
 */
const placesToKeep = (order: readonly number[], least: number, moved: number | undefined): readonly number[] => {
	const previous = new Map<number, number>();
	const ends: number[] = [];
	const room = (place: number): number => (order[place] ?? 0) - place;
	for (const [place, number] of order.entries()) {
		if (number === moved || room(place) < least) {
			continue;
		}

		let low = 0;
		let high = ends.length;
		while (low < high) {
			const middle = Math.floor((low + high) / 2);
			if (room(ends[middle] ?? 0) <= room(place)) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}

		const before = ends[low - 1];
		if (before !== undefined) {
			previous.set(place, before);
		}

		ends[low] = place;
	}

	const kept: number[] = [];
	for (let place = ends.at(-1); place !== undefined; place = previous.get(place)) {
		kept.unshift(place);
	}

	return kept;
};

/** New numbers that put the tickets into `order`: the fewest possible, and of equally few those that leave all but the moved one alone. */
const smallestShift = (order: readonly number[], moved: number): Shift => {
	const least = order.includes(0) ? 0 : 1;
	const free = placesToKeep(order, least, undefined);
	const without = placesToKeep(order, least, moved);
	const kept = new Set(without.length === free.length ? without : free);
	const shift = new Map<number, number>();
	let next: number | undefined;
	// From the end, so that a ticket goes as near as can be to the one it comes before.
	for (let place = order.length - 1; place >= 0; place--) {
		const number = order[place] ?? 0;
		if (kept.has(place)) {
			next = number;
			continue;
		}

		if (next === undefined) {
			const last = [...kept].reduce((most, at) => Math.max(most, at), -1);
			next = (order[last] ?? least - 1) + (order.length - last);
		}

		next--;
		shift.set(number, next);
	}

	return shift;
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
 * Plans moving ticket `from` to just before ticket `before`, or behind all others, with as few new numbers as possible and every `after` following along. An empty plan when it stands there already.
 * Throws UserError for a number that does not exist, for numbers used twice, and when a ticket is so broken that its `after` cannot be read.
 */
export const planMove = (entries: readonly TicketEntry[], from: number, before: number | 'end'): MovePlan => {
	checkFolder(entries);
	const numbers = entries.map(({number}) => number).toSorted((one, other) => one - other);
	for (const number of before === 'end' ? [from] : [from, before]) {
		if (!numbers.includes(number)) {
			refuse(`There is no ticket ${number}.`, numbers.length === 0 ? 'There are no tickets yet.' : `The tickets are numbered ${numbers[0]} to ${numbers.at(-1)}.`);
		}
	}

	if (from === before) {
		refuse(`Ticket ${from} cannot be moved before itself.`, 'Name another ticket after --before.');
	}

	const order = numbers.filter(number => number !== from);
	order.splice(before === 'end' ? order.length : order.indexOf(before), 0, from);
	const shift = smallestShift(order, from);
	const renames = entries.flatMap(({path, name, number}) => {
		const to = shift.get(number);
		return to === undefined || to === number ? [] : [{from: path, to: path.slice(0, path.length - name.length) + renumbered(name, to)}];
	});
	const afterEdits = entries.flatMap(({path, ticket}) =>
		ticket?.after.some(number => shift.has(number)) === true ? [{path, after: ticket.after.map(number => shift.get(number) ?? number)}] : []);
	return {renames, afterEdits};
};
