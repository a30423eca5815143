import path from 'node:path';
import type {TicketEntry} from '../../domain/ticket/ticket.js';
import {makeFolder, writeWhole} from '../../store/file/durable-write.js';
import {type Flow, lookAtTree} from '../flow/flow.js';

/** Keeps where a ticket began or ended: a ref on the commit, and its text as it was. Doing it twice changes nothing. */
export const keepTicket = async (flow: Flow, entry: TicketEntry, moment: 'before' | 'after'): Promise<void> => {
	const folder = path.join(flow.run.tickets, String(entry.number));
	makeFolder(folder);
	writeWhole(path.join(folder, `${moment}.md`), entry.text);
	const {head} = await lookAtTree(flow);
	if (head !== null) {
		await flow.git.setRef(`refs/car/${flow.runId}/${entry.number}/${moment}`, head);
	}
};
