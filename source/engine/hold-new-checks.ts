import type {TicketFolder} from '../domain/ticket/ticket.js';
import {holdCommands} from '../store/trust-file.js';
import type {Flow} from './flow.js';

const checksOf = (folder: TicketFolder): Set<string> => new Set(folder.entries.flatMap(entry => entry.ticket?.verify ?? []));

/** Checks that appeared in tickets while an agent worked may be the agent's: they run only after a human agreed to them. */
export const holdNewChecks = (flow: Flow, before: TicketFolder, after: TicketFolder): void => {
	if (before === after) {
		return;
	}

	const known = checksOf(before);
	const added = [...checksOf(after)].filter(command => !known.has(command));
	if (added.length > 0) {
		holdCommands(flow.repo, flow.world.env, added);
	}
};
