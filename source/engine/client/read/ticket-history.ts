import type {FlowEvent} from '../../../domain/event/flow-event.js';
import {fileTitle} from '../../../domain/words/short-words.js';
import type {
	CommitView, MessageView, ProofView, TicketHistory, TurnEntry,
} from '../flow-client.js';

/** The events of one run, with its id and number. */
export type RunEvents = {readonly runId: string; readonly number: number; readonly events: readonly FlowEvent[]};

const firstLine = (text: string | null): string => (text ?? '').trim().split('\n', 1)[0] ?? '';

const startedTurn = ({runId, number}: RunEvents, event: Extract<FlowEvent, {type: 'turn_started'}>): TurnEntry => ({
	runId, run: number, turn: event.turn, ticket: event.ticket, agent: event.agent, purpose: event.purpose, attempt: event.attempt, at: event.at, outcome: null, seconds: 0, tokens: null, diffStats: {files: 0, insertions: 0, deletions: 0}, lastWords: '',
});

/** All turns of a run in their order; another attempt of a turn is the same turn. */
export const turnsOf = (run: RunEvents): readonly TurnEntry[] => {
	const turns = new Map<number, TurnEntry>();
	for (const event of run.events) {
		if (event.type === 'turn_started') {
			turns.set(event.turn, {...startedTurn(run, event), at: turns.get(event.turn)?.at ?? event.at});
		} else if (event.type === 'turn_finished') {
			const turn = turns.get(event.turn);
			if (turn !== undefined) {
				turns.set(event.turn, {
					...turn, outcome: event.outcome, seconds: event.seconds, tokens: event.tokens, diffStats: event.diff_stats, lastWords: firstLine(event.error ?? event.message),
				});
			}
		}
	}

	return [...turns.values()];
};

type Reply = Extract<FlowEvent, {type: 'reply_received'}>;

/** Whether a turn that held the reply ended well afterwards. */
const receiptOf = (events: readonly FlowEvent[], reply: Reply): Pick<MessageView, 'receipt' | 'turn'> => {
	const deliveries = events.flatMap(event => event.type === 'reply_delivered' && event.reply === reply.reply ? [event.turn] : []);
	const answered = deliveries.find(turn => events.some(event => event.type === 'turn_finished' && event.turn === turn && event.outcome === 'completed'));
	const turn = answered ?? deliveries.at(-1) ?? null;
	if (turn === null) {
		return {receipt: 'queued', turn};
	}

	return {receipt: answered === undefined ? 'delivered' : 'answered', turn};
};

/** Every dispatch of a run that a human reads, and every reply, as one conversation. `isWanted` chooses by ticket. */
export const messagesOf = ({runId, events}: RunEvents, isWanted: (ticket: string | null) => boolean): readonly MessageView[] => events.flatMap((event): readonly MessageView[] => {
	if (event.type === 'dispatch_archived' && event.mode !== 'turn_summary' && isWanted(event.ticket)) {
		return [{
			runId, number: event.dispatch, kind: event.mode === 'pause' ? 'asks' : 'tells', title: event.title, at: event.at, turn: event.turn, receipt: null,
		}];
	}

	return event.type === 'reply_received' && isWanted(event.ticket)
		? [{
			runId, number: event.reply, kind: 'reply', title: event.to === null ? 'your message' : `your answer to ${event.to}`, at: event.at, ...receiptOf(events, event),
		}]
		: [];
});

/** A ticket as it is called now. */
export type NamedTicket = {readonly path: string; readonly title: string};

/**
 * Whose a path in a run's log is today. A ticket is known again by its title, as the worker knows it again: moved tickets change places, and a path of the log may be another's now.
 * Where the log has no title of its own for it, or no one ticket has that title today, the path counts, with what the log knows of renaming.
 */
const ownersIn = ({events}: RunEvents, tickets: readonly NamedTicket[]): ((path: string | null) => string | null) => {
	const owners = new Map<string, {path: string; title: string}>();
	for (const event of events) {
		if (event.type === 'ticket_selected') {
			const known = owners.get(event.ticket) ?? {path: event.ticket, title: ''};
			known.title = event.title ?? '';
			owners.set(event.ticket, known);
		} else if (event.type === 'ticket_renamed') {
			const known = owners.get(event.from) ?? {path: event.from, title: ''};
			known.path = event.ticket;
			owners.set(event.from, known).set(event.ticket, known);
		}
	}

	return path => {
		const known = owners.get(path ?? '');
		if (path === null || known === undefined) {
			return path;
		}

		const same = known.title === '' || known.title === fileTitle(path) ? [] : tickets.filter(ticket => ticket.title === known.title);
		return same.length === 1 ? same[0]?.path ?? null : known.path;
	};
};

/** What the logs know of the ticket that has this path now. */
export const historyOf = (runs: readonly RunEvents[], path: string, tickets: readonly NamedTicket[]): TicketHistory => {
	const turns: TurnEntry[] = [];
	const commits: CommitView[] = [];
	const proofs: ProofView[] = [];
	const messages: MessageView[] = [];
	for (const run of runs) {
		const ownerOf = ownersIn(run, tickets);
		const own = turnsOf(run).filter(turn => ownerOf(turn.ticket) === path);
		const numbers = new Set(own.map(turn => turn.turn));
		turns.push(...own);
		messages.push(...messagesOf(run, ticket => ownerOf(ticket) === path));
		for (const event of run.events) {
			if (event.type === 'committed' && numbers.has(event.turn)) {
				commits.push({
					hash: event.commit, kind: event.kind, run: run.number, turn: event.turn, at: event.at,
				});
			} else if (event.type === 'verify_finished' && ownerOf(event.ticket) === path) {
				proofs.push({
					run: run.number, turn: event.turn, at: event.at, isBaseline: event.baseline, results: event.results,
				});
			}
		}
	}

	return {
		turns, commits, proofs, messages,
	};
};
