import {fileTitle} from '../words/short-words.js';
import type {TicketEntry, TicketFolder} from '../ticket/ticket.js';
import type {RunState} from './run-state.js';

export type TicketRename = {readonly from: string; readonly to: string};

/**
 * Tickets the log knows under a name that is gone, and the name each has now: the only new file with its title, or with its number when neither has a title of its own.
 * What was asked, answered and spent belongs to the ticket, not to its file name.
 */
export const findRenames = (state: RunState, folder: TicketFolder): readonly TicketRename[] => {
	const present = new Set(folder.entries.map(entry => entry.path));
	const gone = Object.entries(state.tickets).filter(([path]) => !present.has(path));
	if (gone.length === 0) {
		return [];
	}

	const added = folder.entries.filter(entry => !(entry.path in state.tickets));
	return gone.flatMap(([path, progress]) => {
		const isUntitled = progress.title === fileTitle(path);
		const isSame = (entry: TicketEntry): boolean => isUntitled
			? entry.number === progress.number && entry.title === fileTitle(entry.path)
			: entry.title === progress.title;
		const [found, ...others] = added.filter(entry => isSame(entry));
		return found === undefined || others.length > 0 ? [] : [{from: path, to: found.path}];
	});
};
