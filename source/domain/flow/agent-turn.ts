import type {TicketEntry} from '../ticket/ticket.js';
import type {RunState, TicketProgress} from '../run/run-state.js';
import type {Decision, Rest, StartTurn} from './decision.js';
import type {Facts} from './facts.js';
import {restMaxTotalTurns, restMaxTurns, restPausedByYou} from './rests.js';

type TurnDetails = Partial<StartTurn> & Pick<StartTurn, 'purpose'>;

/** A turn without the questions before it. */
export const startTurn = (entry: TicketEntry, progress: TicketProgress, details: TurnDetails): StartTurn => ({
	type: 'start_turn',
	ticket: entry.path,
	entry,
	// An agent that broke its own ticket is known from the log.
	agent: entry.problems.length === 0 && entry.ticket !== undefined ? entry.ticket.agent : progress.agent,
	lintErrors: [],
	dispatchErrors: [],
	noProgress: false,
	commit: undefined,
	...details,
});

/** The rest that a used-up limit means; every turn counts, whatever it is for. */
export const restAtLimit = (state: RunState, facts: Facts, entry: TicketEntry, progress: TicketProgress): Rest | undefined => {
	const {maxTicketTurns, maxTotalTurns} = facts.settings;
	if (maxTotalTurns !== undefined && state.turnsSinceGo >= maxTotalTurns) {
		return restMaxTotalTurns(maxTotalTurns);
	}

	return progress.turns >= maxTicketTurns ? restMaxTurns(entry, maxTicketTurns) : undefined;
};

/** A turn in which the agent puts something right, unless a limit is reached or the human wants to rest. */
export const mendingTurn = (state: RunState, facts: Facts, entry: TicketEntry, progress: TicketProgress, details: TurnDetails): Decision =>
	restAtLimit(state, facts, entry, progress) ?? (facts.wishes.pause ? restPausedByYou() : startTurn(entry, progress, details));
