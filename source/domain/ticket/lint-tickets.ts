import type {StrayFile, TicketEntry, TicketProblem} from './ticket.js';

const shownAtMost = 12;

const duplicatesOf = (entries: readonly TicketEntry[]): ReadonlyMap<number, readonly TicketEntry[]> => {
	const seen = new Map<number, TicketEntry>();
	const duplicates = new Map<number, TicketEntry[]>();
	for (const entry of entries) {
		const first = seen.get(entry.number);
		if (first === undefined) {
			seen.set(entry.number, entry);
			continue;
		}

		const group = duplicates.get(entry.number) ?? [first];
		group.push(entry);
		duplicates.set(entry.number, group);
	}

	return duplicates;
};

/** Numbers that come after one another in a ring; the key is a member, the value the ring from its smallest number. Iterative, because a chain may be as long as the folder. */
const circlesOf = (after: ReadonlyMap<number, readonly number[]>): ReadonlyMap<number, readonly number[]> => {
	const circles = new Map<number, readonly number[]>();
	const finished = new Set<number>();
	for (const root of after.keys()) {
		const path: Array<{readonly number: number; next: number}> = [];
		const places = new Map<number, number>();
		const enter = (number: number): void => {
			places.set(number, path.length);
			path.push({number, next: 0});
		};

		if (!finished.has(root)) {
			enter(root);
		}

		for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
			const target = after.get(step.number)?.[step.next++];
			if (target === undefined) {
				finished.add(step.number);
				places.delete(step.number);
				path.pop();
				continue;
			}

			const place = places.get(target);
			if (place !== undefined) {
				const ring = path.slice(place).map(({number}) => number);
				const smallest = ring.indexOf(ring.reduce((least, number) => Math.min(least, number)));
				const turned = [...ring.slice(smallest), ...ring.slice(0, smallest)];
				for (const number of ring) {
					circles.set(number, circles.get(number) ?? turned);
				}
			} else if (after.has(target) && !finished.has(target)) {
				enter(target);
			}
		}
	}

	return circles;
};

const sayRing = (ring: readonly number[]): string =>
	ring.length > shownAtMost ? `${ring.slice(0, shownAtMost).join(' → ')} → … (${ring.length} tickets)` : [...ring, ring[0]].join(' → ');

/**
 * Adds the findings that concern more than one ticket: two with one number, `after` naming a number that does not exist, `after` going round in a circle.
 * Entries without such a finding are returned as the very same objects, the others as copies.
 */
export const lintFolder = (entries: readonly TicketEntry[], strays: readonly StrayFile[]): {readonly entries: readonly TicketEntry[]; readonly strays: readonly StrayFile[]} => {
	const duplicates = duplicatesOf(entries);
	const after = new Map<number, readonly number[]>();
	for (const {number, ticket} of entries) {
		if (ticket !== undefined && ticket.after.length > 0) {
			after.set(number, [...(after.get(number) ?? []), ...ticket.after]);
		}
	}

	if (duplicates.size === 0 && after.size === 0) {
		return {entries, strays};
	}

	const numbers = new Set(entries.map(({number}) => number));
	const circles = circlesOf(after);
	const findingsOf = (entry: TicketEntry): TicketProblem[] => {
		const findings: TicketProblem[] = [];
		const twins = duplicates.get(entry.number);
		if (twins !== undefined) {
			findings.push({
				code: 'duplicate_number', message: `${twins.length} tickets have the number ${entry.number}: ${twins.map(({name}) => name).join(', ')}.`, mend: 'Give all but one of them another number.',
			});
		}

		const unknown = [...new Set(entry.ticket?.after)].filter(number => !numbers.has(number));
		if (unknown.length > 0) {
			findings.push({
				code: 'unknown_after', message: `\`after\` names ${unknown.join(', ')}, but there is no ticket of that number.`, mend: 'Correct the number, or remove it from `after`.',
			});
		}

		const circle = entry.ticket !== undefined && entry.ticket.after.length > 0 ? circles.get(entry.number) : undefined;
		if (circle !== undefined) {
			findings.push({
				code: 'after_circle', message: `\`after\` goes round in a circle: ${sayRing(circle)}.`, mend: 'Remove one of these numbers from `after`, so that one ticket can be first.',
			});
		}

		return findings;
	};

	return {
		entries: entries.map(entry => {
			const findings = findingsOf(entry);
			return findings.length === 0 ? entry : {...entry, problems: [...entry.problems, ...findings]};
		}),
		strays,
	};
};
