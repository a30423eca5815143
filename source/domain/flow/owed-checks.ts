import {isDone} from '../ticket/ticket.js';
import type {RunState} from '../run/run-state.js';
import type {Facts} from './facts.js';

/**
 * Repository paths of the tickets whose `done` nobody has checked: they became done while another ticket was current, by a human or by an agent.
 * What was done when the run began is not this run's to check.
 */
export const owedChecks = (state: RunState, facts: Facts): ReadonlySet<string> => {
	if (state.doneBefore === null) {
		return new Set();
	}

	const doneBefore = new Set(state.doneBefore);
	const owing = facts.folder.entries.filter(entry => {
		const commands = entry.ticket?.verify ?? facts.settings.verify;
		if (!isDone(entry) || entry.problems.length > 0 || entry.ticket?.agent === 'user' || commands.length === 0) {
			return false;
		}

		const progress = state.tickets[entry.path];
		return progress === undefined ? !doneBefore.has(entry.number) : (progress.verify ?? []).length > 0 && progress.verified === null;
	});
	return new Set(owing.map(entry => entry.path));
};
