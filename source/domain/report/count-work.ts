import type {
	DiffStats, FlowEvent, FlowEventOf, Tokens,
} from '../event/flow-event.js';
import {addTokens} from '../run/reduce-ticket.js';

/** What the log says about one ticket in the time of the report. */
export type TicketWork = {
	readonly turns: number;
	/** Seconds of agent work. */
	readonly seconds: number;
	readonly diffStats: DiffStats;
	readonly tokens: Tokens | null;
	/** Hashes, oldest first. */
	readonly commits: readonly string[];
	/** Anything at all happened to it. */
	readonly isTouched: boolean;
};

export const noWork: TicketWork = {
	turns: 0, seconds: 0, diffStats: {files: 0, insertions: 0, deletions: 0}, tokens: null, commits: [], isTouched: false,
};

const plus = (one: DiffStats, other: DiffStats): DiffStats => ({
	// The same file in two turns is one file; nobody can tell from the counts, so the larger is the least that is true.
	files: Math.max(one.files, other.files),
	insertions: one.insertions + other.insertions,
	deletions: one.deletions + other.deletions,
});

/** Turns that began at one commit each tell the whole difference from it: only the last of them counts. */
type Counting = {readonly head: string | null | undefined; readonly settled: DiffStats};

const finished = (work: TicketWork, counting: Counting | undefined, event: FlowEventOf<'turn_finished'>): {readonly work: TicketWork; readonly counting: Counting} => {
	const isSameHead = counting !== undefined && event.head_before !== undefined && counting.head === event.head_before;
	const settled = isSameHead ? counting.settled : work.diffStats;
	return {
		work: {
			...work,
			turns: work.turns + 1,
			seconds: work.seconds + event.seconds,
			diffStats: plus(settled, event.diff_stats),
			tokens: addTokens(work.tokens, event.tokens),
			isTouched: true,
		},
		counting: {head: event.head_before, settled},
	};
};

const isAboutTicket = (event: FlowEvent): event is FlowEventOf<'turn_started' | 'verify_finished' | 'ticket_selected'> =>
	event.type === 'turn_started' || event.type === 'verify_finished' || event.type === 'ticket_selected';

const moveKey = <Value>(map: Map<string, Value>, from: string, to: string): void => {
	const value = map.get(from);
	if (value !== undefined) {
		map.delete(from);
		map.set(to, value);
	}
};

/** What happened to each ticket (by its path) from `since` on (ISO; null: from the beginning). Turns belong to a ticket by their start, which may lie before. */
export const countWork = (events: readonly FlowEvent[], since: string | null): ReadonlyMap<string, TicketWork> => {
	const work = new Map<string, TicketWork>();
	const ticketOfTurn = new Map<string, string>();
	const counting = new Map<string, Counting>();
	const change = (ticket: string | undefined, edit: (work: TicketWork) => TicketWork) => {
		if (ticket !== undefined) {
			work.set(ticket, edit(work.get(ticket) ?? noWork));
		}
	};

	/** A turn that began under the old name may still have its commit before it. */
	const rename = (from: string, to: string) => {
		moveKey(work, from, to);
		moveKey(counting, from, to);
		for (const [turn] of [...ticketOfTurn].filter(([, ticket]) => ticket === from)) {
			ticketOfTurn.set(turn, to);
		}
	};

	for (const event of events) {
		if (event.type === 'turn_started') {
			ticketOfTurn.set(`${event.run_id} ${event.turn}`, event.ticket);
		}

		if (event.type === 'ticket_renamed') {
			rename(event.from, event.ticket);
		}

		if (since !== null && event.at < since) {
			continue;
		}

		if (event.type === 'turn_finished') {
			const ticket = ticketOfTurn.get(`${event.run_id} ${event.turn}`);
			change(ticket, before => {
				const next = finished(before, counting.get(ticket ?? ''), event);
				counting.set(ticket ?? '', next.counting);
				return next.work;
			});
		} else if (event.type === 'committed') {
			change(ticketOfTurn.get(`${event.run_id} ${event.turn}`), before => ({...before, commits: [...before.commits, event.commit], isTouched: true}));
		} else if (isAboutTicket(event)) {
			change(event.ticket, before => ({...before, isTouched: true}));
		}
	}

	return work;
};
