import type {FlowEventOf, Tokens, VerifyResult} from '../event/flow-event.js';
import {checkpointErrorFor} from './checkpoint-error.js';
import type {Proof, RunState, TicketProgress} from './run-state.js';

export const addTokens = (one: Tokens | null, other: Tokens | null): Tokens | null => {
	if (one === null || other === null) {
		return one ?? other;
	}

	return {input: one.input + other.input, output: one.output + other.output, total: one.total + other.total};
};

const untouched = (number: number, agent: string): TicketProgress => ({
	number,
	title: '',
	agent,
	model: null,
	reasoning: null,
	brokenByAgent: false,
	turns: 0,
	turnsInAll: 0,
	lastTurn: null,
	conversations: {},
	lintRetries: 0,
	commitRetries: 0,
	verifyRetries: 0,
	dispatchRetries: 0,
	idleTurns: 0,
	lastMessage: null,
	verify: null,
	baseline: null,
	verified: null,
	proof: null,
	checkpointError: null,
	commitError: null,
	commitHindrance: null,
	committedAfter: null,
	seconds: 0,
	tokens: null,
	commits: [],
});

/** Replaces what is known of one ticket; a ticket the log has not spoken of yet is made first. */
export const changeTicket = (state: RunState, path: string, change: (progress: TicketProgress) => TicketProgress): RunState => {
	const progress = state.tickets[path] ?? untouched(0, '');
	return {...state, tickets: {...state.tickets, [path]: change(progress)}};
};

/** A new failure is a command that fails now and did not fail before the first turn. */
export const newFailures = (results: readonly VerifyResult[]): readonly VerifyResult[] =>
	results.filter(result => result.exit_code !== 0 && (result.before === null || result.before === 0));

/** What the results of all checks of a ticket together say. */
export const proofOf = (results: readonly VerifyResult[]): Proof => {
	const passed = results.every(result => result.exit_code === 0) ? 'proven' : 'unchecked';
	return newFailures(results).length > 0 ? 'failed' : passed;
};

/** A ticket that was left for good starts from the beginning when somebody opens it again; what is known of its proof and cost stays. */
const finish = (progress: TicketProgress): TicketProgress => ({
	...untouched(progress.number, progress.agent),
	title: progress.title,
	turnsInAll: progress.turnsInAll,
	lastTurn: progress.lastTurn,
	proof: progress.proof,
	verified: progress.verified,
	seconds: progress.seconds,
	tokens: progress.tokens,
	commits: progress.commits,
});

export const selectedTicket = (state: RunState, event: FlowEventOf<'ticket_selected'>): RunState => {
	const left = state.current;
	const asks = state.questions.some(question => question.ticket === left);
	const settled = left === null || left === event.ticket || asks || !(left in state.tickets) ? state : changeTicket(state, left, finish);
	return changeTicket({...settled, current: event.ticket, settling: null}, event.ticket, progress => ({
		...progress,
		number: event.number,
		title: event.title ?? '',
		agent: event.agent,
		verify: progress.verify ?? event.verify,
	}));
};

/** Everything the log knows of the ticket goes with it; it is selected anew under its new name. */
export const renamedTicket = (state: RunState, {from, ticket}: FlowEventOf<'ticket_renamed'>): RunState => {
	const {[from]: progress, ...others} = state.tickets;
	const rename = <Thing extends {readonly ticket: string | null}>(thing: Thing): Thing => thing.ticket === from ? {...thing, ticket} : thing;
	return {
		...state,
		tickets: progress === undefined ? others : {...others, [ticket]: progress},
		questions: state.questions.map(question => rename(question)),
		replies: state.replies.map(reply => rename(reply)),
		items: state.items.map(item => rename(item)),
	};
};

export const startedTurn = (state: RunState, event: FlowEventOf<'turn_started'>): RunState => {
	const first = event.attempt === 1 ? 1 : 0;
	const started: RunState = {
		...state,
		turn: event.turn,
		turnsSinceGo: state.turnsSinceGo + first,
		settling: null,
		openTurn: {
			turn: event.turn,
			ticket: event.ticket,
			agent: event.agent,
			attempt: event.attempt,
			conversationId: event.conversation_id,
			purpose: event.purpose,
			replies: event.replies,
			at: event.at,
			seq: event.seq,
			before: event.attempt === 1 ? state.tickets[event.ticket] : state.openTurn?.before,
		},
	};
	return changeTicket(started, event.ticket, progress => ({
		...progress,
		agent: event.agent,
		model: event.model ?? null,
		reasoning: event.reasoning ?? null,
		brokenByAgent: false,
		turns: progress.turns + first,
		turnsInAll: progress.turnsInAll + first,
		lastTurn: event.turn,
		...retriesAfter(progress, event.purpose, first),
		verified: null,
		proof: null,
		checkpointError: checkpointErrorFor(state, event.ticket, event.purpose),
		commitError: null,
	}));
};

/** Each purpose counts its own turns; a turn for the ticket itself means that everything before was put right. */
const retriesAfter = (progress: TicketProgress, purpose: FlowEventOf<'turn_started'>['purpose'], first: number): Partial<TicketProgress> => {
	switch (purpose) {
		case 'work': {
			return {
				lintRetries: 0, commitRetries: 0, verifyRetries: 0, dispatchRetries: 0,
			};
		}

		case 'lint': {
			return {lintRetries: progress.lintRetries + first};
		}

		case 'commit': {
			return {commitRetries: progress.commitRetries + first};
		}

		case 'verify': {
			return {verifyRetries: progress.verifyRetries + first};
		}

		case 'dispatch': {
			return {dispatchRetries: progress.dispatchRetries + first};
		}

		default: {
			return purpose satisfies never;
		}
	}
};

/** The worker died before anything was sent to the agent: the turn never was. */
export const undoneTurn = (state: RunState): RunState => {
	const open = state.openTurn;
	if (open?.before === undefined) {
		return {...state, openTurn: null};
	}

	const {before} = open;
	const undone = {
		...state, openTurn: null, turn: state.turn - 1, turnsSinceGo: Math.max(0, state.turnsSinceGo - 1),
	};
	return changeTicket(undone, open.ticket, () => before);
};

export const finishedTurn = (state: RunState, event: FlowEventOf<'turn_finished'>): RunState => {
	const open = state.openTurn;
	const ticket = open?.ticket ?? state.current;
	if (ticket === null) {
		return {...state, openTurn: null};
	}

	const purpose = open?.purpose ?? 'work';
	const isWell = event.outcome === 'completed';
	const held = new Set(isWell ? open?.replies : []);
	const finished: RunState = {
		...state,
		openTurn: null,
		// A worker that was told to end leaves the wait to the next one.
		limit: state.reasonCode === 'waiting_limit' ? state.limit : null,
		settling: {
			turn: event.turn,
			ticket,
			purpose,
			outcome: event.outcome,
			message: event.message,
			error: event.error,
			changed: event.changed,
			diffStats: event.diff_stats,
			dispatched: false,
			summarised: false,
			checkpointed: false,
		},
		replies: state.replies.map(reply => held.has(reply.number) ? {...reply, answered: true} : reply),
		workingSeconds: state.workingSeconds + event.seconds,
		tokens: addTokens(state.tokens, event.tokens),
	};
	return changeTicket(finished, ticket, progress => ({
		...progress,
		...givenBack(open?.before, event),
		conversations: event.conversation_id === null || open === null ? progress.conversations : {...progress.conversations, [open.agent]: event.conversation_id},
		lastMessage: isWell || event.message !== '' ? event.message : progress.lastMessage,
		brokenByAgent: event.broke_ticket ?? true,
		idleTurns: idleTurnsAfter(progress.idleTurns, event, isWell && purpose === 'work'),
		seconds: progress.seconds + event.seconds,
		tokens: addTokens(progress.tokens, event.tokens),
	}));
};

/** The human says that the turn never did its work: it has used up no retry. */
const givenBack = (before: TicketProgress | undefined, event: FlowEventOf<'turn_finished'>): Partial<TicketProgress> => {
	if (before === undefined || event.command_id === undefined || event.outcome !== 'interrupted') {
		return {};
	}

	const {lintRetries, commitRetries, verifyRetries, dispatchRetries} = before;
	return {
		lintRetries, commitRetries, verifyRetries, dispatchRetries,
	};
};

const idleTurnsAfter = (idle: number, event: FlowEventOf<'turn_finished'>, counts: boolean): number => event.changed ? 0 : idle + (counts ? 1 : 0);

export const verifiedTicket = (state: RunState, event: FlowEventOf<'verify_finished'>): RunState =>
	changeTicket(state, event.ticket, progress => event.baseline
		? {...progress, baseline: event.results}
		: {...progress, verified: event.results, proof: proofOf(event.results)});
