import type {DiffStats, FlowEvent, FlowEventOf} from '../event/flow-event.js';

/** What a turn said at its end and what it changed, as it lies among the messages of the agent. */
export type TurnSummary = {
	readonly message: string;
	/** Repository path. */
	readonly ticket: string;
	readonly agent: string;
	readonly turn: number;
	readonly diffStats: DiffStats;
};

/** The summaries of a log, by the number each has in the history. All they hold is told by the turn's beginning and end. */
export const summariesIn = (events: readonly FlowEvent[]): ReadonlyMap<number, TurnSummary> => {
	const agents = new Map<number, string>();
	const ends = new Map<number, FlowEventOf<'turn_finished'>>();
	const summaries = new Map<number, TurnSummary>();
	for (const event of events) {
		if (event.type === 'turn_started') {
			agents.set(event.turn, event.agent);
		} else if (event.type === 'turn_finished') {
			ends.set(event.turn, event);
		} else if (event.type === 'dispatch_archived' && event.mode === 'turn_summary') {
			const {dispatch, turn, ticket} = event;
			const end = ends.get(turn);
			if (end !== undefined) {
				summaries.set(dispatch, {
					message: end.message, ticket: ticket ?? '', agent: agents.get(turn) ?? '', turn, diffStats: end.diff_stats,
				});
			}
		}
	}

	return summaries;
};
