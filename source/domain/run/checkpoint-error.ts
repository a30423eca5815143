import type {TurnPurpose} from '../event/flow-event.js';
import type {RunState} from './run-state.js';

/** The checkpoint trouble that a turn must know of: it stays until a commit goes well, or a turn for the ticket left nothing to commit. */
export const checkpointErrorFor = (state: RunState, path: string, purpose: TurnPurpose): string | null => {
	const before = state.settling;
	const nothingWasLeft = purpose === 'work' && before?.ticket === path && before.outcome === 'completed' && !before.checkpointed;
	return nothingWasLeft ? null : state.tickets[path]?.checkpointError ?? null;
};
