import type {FlowEvent, FlowEventOf, InboxItem} from '../event/flow-event.js';
import {keepsSettling} from './keep-settling.js';
import {askedAfter, nothingAsked} from './reduce-asked.js';
import {committed, refusedCommit} from './reduce-commits.js';
import type {RunState, TicketProgress} from './run-state.js';
import {
	changeTicket, finishedTurn, renamedTicket, selectedTicket, startedTurn, undoneTurn, verifiedTicket,
} from './reduce-ticket.js';

const startedRun = (event: FlowEventOf<'run_started'>): RunState => ({
	runId: event.run_id,
	number: event.number,
	version: event.version,
	head: event.head,
	doneBefore: event.done ?? null,
	startedAt: event.at,
	finishedAt: null,
	status: 'running',
	since: event.at,
	reasonCode: null,
	reason: null,
	reasonDetails: [],
	next: null,
	until: null,
	limit: null,
	seq: event.seq,
	turn: 0,
	turnsSinceGo: 0,
	asked: nothingAsked,
	current: null,
	openTurn: null,
	settling: null,
	tickets: {},
	questions: [],
	replies: [],
	answeredSinceRest: false,
	lastDispatch: 0,
	items: [],
	commands: {},
	workingSeconds: 0,
	tokens: null,
});

/** The human went on: limits and guards start afresh, and what was refused is looked at again. Retries an agent has used up stay used up. */
const afresh = (progress: TicketProgress): TicketProgress => ({
	...progress,
	turns: 0,
	idleTurns: 0,
	verified: progress.proof === 'failed' ? null : progress.verified,
	commitError: null,
	committedAfter: null,
});

const changedState = (state: RunState, event: FlowEventOf<'run_state_changed'>): RunState => {
	const changed: RunState = {
		...state,
		status: event.status,
		since: event.at,
		reasonCode: event.reason_code,
		reason: event.reason,
		reasonDetails: event.reason_details,
		next: event.next,
		until: event.until,
		limit: event.reason_code === 'waiting_limit' ? {since: state.limit?.since ?? event.at, seq: event.seq, waits: (state.limit?.waits ?? 0) + 1} : (event.status === 'running' && event.went_on !== true ? state.limit : null),
		finishedAt: ['completed', 'failed', 'stopped'].includes(event.status) ? event.at : null,
		settling: keepsSettling(state, event) ? state.settling : null,
		questions: event.no_answer === true ? [] : state.questions,
		answeredSinceRest: false,
	};
	const goOn = (): RunState => ({
		...changed,
		turnsSinceGo: 0,
		tickets: Object.fromEntries(Object.entries(changed.tickets).map(([path, progress]) => [path, afresh(progress)])),
	});
	return event.went_on === true ? goOn() : changed;
};

const archivedDispatch = (state: RunState, event: FlowEventOf<'dispatch_archived'>): RunState => {
	const isSummary = event.mode === 'turn_summary';
	const settling = state.settling?.turn === event.turn
		? {...state.settling, ...(isSummary ? {summarised: true} : {dispatched: true})}
		: state.settling;
	const archived: RunState = {
		...state,
		settling,
		lastDispatch: Math.max(state.lastDispatch, event.dispatch),
		questions: event.mode === 'pause'
			? [...state.questions, {
				dispatch: event.dispatch, ticket: event.ticket, title: event.title, at: event.at,
			}]
			: state.questions,
	};
	return isSummary || event.ticket === null ? archived : changeTicket(archived, event.ticket, progress => ({...progress, idleTurns: 0}));
};

const receivedReply = (state: RunState, event: FlowEventOf<'reply_received'>): RunState => ({
	...state,
	replies: [...state.replies, {
		number: event.reply,
		commandId: event.command_id,
		to: event.to,
		ticket: event.ticket,
		deliveredIn: null,
		answered: false,
	}],
	questions: state.questions.filter(question => String(question.dispatch) !== event.to),
	answeredSinceRest: true,
	commands: answered(state, event.command_id ?? undefined).commands,
});

/** A reply that joined the running turn is held by it as those of its prompt are. */
const deliveredReply = (state: RunState, event: FlowEventOf<'reply_delivered'>): RunState => {
	const open = state.openTurn;
	const joins = open?.turn === event.turn && !open.replies.includes(event.reply);
	return {
		...state,
		replies: state.replies.map(reply => reply.number === event.reply ? {...reply, deliveredIn: event.turn} : reply),
		openTurn: joins ? {...open, replies: [...open.replies, event.reply]} : open,
	};
};

const answered = (state: RunState, id: string | undefined): RunState => id === undefined ? state : {...state, commands: {...state.commands, [id]: 'done'}};

const recovered = (state: RunState, event: FlowEventOf<'recovered'>): RunState => {
	if (event.turn !== undefined && event.turn === state.openTurn?.turn) {
		return undoneTurn(state);
	}

	// A turn that a dying worker broke off is nobody's wish to rest.
	return {...state, settling: state.settling?.outcome === 'interrupted' ? null : state.settling};
};

const itemOf = ({id, kind, ticket, title, since, next, details}: FlowEventOf<'item_opened'>): InboxItem => ({
	id, kind, ticket, title, since, next, ...details === undefined ? {} : {details},
});

/** What each kind of event changes. */
const folds: {readonly [Type in FlowEvent['type']]: (state: RunState, event: FlowEventOf<Type>) => RunState} = {
	run_started: (_, event) => startedRun(event),
	run_state_changed: changedState,
	ticket_selected: selectedTicket,
	ticket_renamed: renamedTicket,
	turn_started: startedTurn,
	turn_finished: (state, event) => finishedTurn(answered(state, event.command_id), event),
	dispatch_archived: archivedDispatch,
	reply_received: receivedReply,
	reply_delivered: deliveredReply,
	committed,
	commit_refused: refusedCommit,
	verify_finished: verifiedTicket,
	item_opened: (state, event) => ({...state, items: [...state.items.filter(item => item.id !== event.id), itemOf(event)]}),
	item_closed: (state, event) => ({...state, items: state.items.filter(item => item.id !== event.id)}),
	command_refused: (state, event) => ({...state, commands: {...state.commands, [event.command_id]: event.reason}}),
	command_done: (state, event) => answered(state, event.command_id),
	recovered,
};

const applied = (state: RunState, event: FlowEvent): RunState => (folds[event.type] as (state: RunState, event: FlowEvent) => RunState)(state, event);

/** The fold: the only way the state of a run changes. Used by the worker, by every surface and by the tests alike. */
export const reduceRun = (state: RunState | undefined, event: FlowEvent): RunState => {
	// A log that lost its first line still tells what came after it.
	const before = state ?? startedRun({
		type: 'run_started', seq: event.seq, at: event.at, run_id: event.run_id, version: '', config: null, head: null, number: 0,
	});
	return {...applied(before, event), asked: askedAfter(before, event), seq: event.seq};
};

export const foldRun = (events: readonly FlowEvent[]): RunState | null => {
	let state: RunState | undefined;
	for (const event of events) {
		state = reduceRun(state, event);
	}

	return state ?? null;
};
