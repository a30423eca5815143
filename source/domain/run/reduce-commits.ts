import type {FlowEventOf} from '../event/flow-event.js';
import {changeTicket} from './reduce-ticket.js';
import type {RunState, TicketProgress} from './run-state.js';

/** Notes of the turn and of the current ticket that a commit was made or tried. */
const note = (state: RunState, turn: number, change: (progress: TicketProgress) => TicketProgress): RunState => {
	const settling = state.settling?.turn === turn ? {...state.settling, checkpointed: true} : state.settling;
	const noted = {...state, settling};
	return state.current === null ? noted : changeTicket(noted, state.current, change);
};

/** The fold of a commit that was made. */
export const committed = (state: RunState, event: FlowEventOf<'committed'>): RunState => note(state, event.turn, progress => ({
	...progress,
	commits: [...progress.commits, event.commit],
	committedAfter: event.kind === 'ticket' ? event.turn : progress.committedAfter,
	checkpointError: null,
	commitError: null,
}));

/** The fold of a commit that was not made, and why. What only the human can change is no checkpoint trouble for the agent's prompt. */
export const refusedCommit = (state: RunState, event: FlowEventOf<'commit_refused'>): RunState => note(state, event.turn, progress => {
	if (event.kind === 'ticket') {
		return {...progress, commitError: event.error, commitHindrance: event.hindrance ?? null};
	}

	return event.hindrance === undefined ? {...progress, checkpointError: event.error} : progress;
});
