import {UserError} from '../../domain/user-error.js';
import {ticketNumberOf} from '../../domain/ticket/ticket-name.js';
import type {RepositoryView} from './repository-view.js';

/** What the work on a ticket changed: between the commits kept before and after it in the newest of the runs that worked on it (ids, oldest first); up to now while it is not done. Throws UserError when no run has begun it. */
export const readDiff = async ({repo}: RepositoryView, ticket: string, runIds: readonly string[]): Promise<string> => {
	const {diffText, readRef} = await import('../../git/show-diff.js');
	const number = ticketNumberOf(ticket.slice(ticket.lastIndexOf('/') + 1));
	for (const runId of runIds.toReversed()) {
		const ref = `refs/car/${runId}/${number ?? ''}`;
		const before = await readRef(repo, `${ref}/before`);
		if (before !== undefined) {
			const after = await readRef(repo, `${ref}/after`);
			const text = await diffText(repo, before, after ?? null);
			const title = after === undefined ? 'since its beginning, with what is not committed yet' : 'from its beginning to its end';
			return `TICKET ${number ?? ''}, ${title}: ${before.slice(0, 9)}..${after?.slice(0, 9) ?? 'now'}\n\n${text === '' ? 'Nothing changed.' : text}`;
		}
	}

	throw new UserError('No run has begun this ticket, so there is no diff.', 'r starts one');
};
