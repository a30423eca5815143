import type {FlowEvent, FlowEventOf, Tokens} from '../event/flow-event.js';
import {fileTitle} from '../words/short-words.js';
import {addTokens, proofOf} from './reduce-ticket.js';
import type {Proof, RunState} from './run-state.js';

/** What runs that are over did for a ticket. */
export type EarlierWork = {
	/** As the ticket had it when it was selected last; empty when the log does not say. */
	readonly title: string;
	readonly agent: string;
	readonly turns: number;
	/** Seconds of agent work. */
	readonly seconds: number;
	readonly tokens: Tokens | null;
	readonly proof: Proof | null;
};

const none: EarlierWork = {
	title: '', agent: '', turns: 0, seconds: 0, tokens: null, proof: null,
};

export type EarlierFold = {
	readonly take: (event: FlowEvent) => void;
	/** By the path that each ticket had at the end of the run. */
	readonly work: ReadonlyMap<string, EarlierWork>;
};

/** Folds what a run did for its tickets, and nothing else: the whole state costs a copy of all its tickets with each event. */
export const foldEarlierWork = (): EarlierFold => {
	const work = new Map<string, EarlierWork>();
	let open: {readonly turn: number; readonly ticket: string; readonly before: EarlierWork} | undefined;
	const change = (ticket: string, edit: (work: EarlierWork) => EarlierWork): void => {
		work.set(ticket, edit(work.get(ticket) ?? none));
	};

	const start = (event: FlowEventOf<'turn_started'>): void => {
		const before = work.get(event.ticket) ?? none;
		const isAgain = open?.turn === event.turn;
		open = isAgain ? open : {turn: event.turn, ticket: event.ticket, before};
		work.set(event.ticket, {
			...before, agent: event.agent, turns: before.turns + (isAgain ? 0 : 1), proof: null,
		});
	};

	const rename = ({from, ticket}: FlowEventOf<'ticket_renamed'>): void => {
		const known = work.get(from);
		if (known !== undefined) {
			work.delete(from);
			work.set(ticket, known);
		}

		open = open?.ticket === from ? {...open, ticket} : open;
	};

	const take = (event: FlowEvent): void => {
		switch (event.type) {
			case 'ticket_selected': {
				change(event.ticket, known => ({...known, title: event.title ?? '', agent: event.agent}));

				break;
			}

			case 'ticket_renamed': {
				rename(event);

				break;
			}

			case 'turn_started': {
				start(event);

				break;
			}

			default: {
				if (event.type === 'turn_finished' && open?.turn === event.turn) {
					change(open.ticket, known => ({...known, seconds: known.seconds + event.seconds, tokens: addTokens(known.tokens, event.tokens)}));
					open = undefined;
				} else if (event.type === 'verify_finished' && !event.baseline) {
					change(event.ticket, known => ({...known, proof: proofOf(event.results)}));
				} else if (event.type === 'recovered' && open !== undefined && event.turn === open.turn) {
					// The turn never was: nothing of it had been sent.
					work.set(open.ticket, open.before);
					open = undefined;
				}
			}
		}
	};

	return {take, work};
};

const isWorked = ({turns, proof}: EarlierWork): boolean => turns > 0 || proof !== null;

/** One ticket's work in two runs: costs add up, and the newer run that worked on it says whether it is proven. */
const plus = (older: EarlierWork | undefined, newer: EarlierWork): EarlierWork => older === undefined
	? newer
	: {
		...newer, turns: older.turns + newer.turns, seconds: older.seconds + newer.seconds, tokens: addTokens(older.tokens, newer.tokens),
	};

/** A ticket as it is called now. */
type NamedTicket = {readonly path: string; readonly title: string};

/** What all earlier runs, oldest first, did for the tickets of today, by today's path. A ticket is known again by its title, as its history knows it: a path of the log may be another's now. Where no one ticket has that title, the path counts. */
export const earlierWorkOf = (runs: ReadonlyArray<ReadonlyMap<string, EarlierWork>>, tickets: readonly NamedTicket[]): ReadonlyMap<string, EarlierWork> => {
	const work = new Map<string, EarlierWork>();
	const onlyPathOf = new Map<string, string | null>();
	for (const {path, title} of tickets) {
		onlyPathOf.set(title, onlyPathOf.has(title) ? null : path);
	}

	for (const run of runs) {
		for (const [path, one] of run) {
			if (isWorked(one)) {
				const isUntitled = one.title === '' || one.title === fileTitle(path);
				const owner = (isUntitled ? undefined : onlyPathOf.get(one.title)) ?? path;
				work.set(owner, plus(work.get(owner), one));
			}
		}
	}

	return work;
};

/** What is known of a ticket over all runs, the newest one included; undefined when none worked on it. */
export const workInAll = (run: RunState | null, path: string, earlier: EarlierWork | undefined): EarlierWork | undefined => {
	const progress = run?.tickets[path];
	const now = progress === undefined
		? undefined
		: {
			title: progress.title, agent: progress.agent, turns: progress.turnsInAll, seconds: progress.seconds, tokens: progress.tokens, proof: progress.proof,
		};
	return now === undefined || !isWorked(now) ? earlier ?? now : plus(earlier, now);
};
