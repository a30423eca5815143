import {fileName} from '../../../domain/words/short-words.js';
import {UserError} from '../../../domain/user-error.js';
import {ticketNumberOf} from '../../../domain/ticket/ticket-name.js';
import type {TurnEntry} from '../flow-client.js';
import type {RepositoryView} from './repository-view.js';

/** What the work on a ticket changed: between the commits kept before and after it in the newest run that worked on it; up to now while it is not done. `turns` are all of the ticket, oldest first: commits are kept by the number it had then. Throws UserError when no run has begun it, or git does not know where it began. */
export const readDiff = async ({repo}: RepositoryView, turns: ReadonlyArray<Pick<TurnEntry, 'runId' | 'ticket'>>): Promise<string> => {
	const {diffText, readRef} = await import('../../../git/show-diff.js');
	for (const {runId, ticket} of turns.toReversed()) {
		const number = ticketNumberOf(fileName(ticket));
		const ref = `refs/car/${runId}/${number ?? ''}`;
		const before = await readRef(repo, `${ref}/before`);
		if (before !== undefined) {
			const after = await readRef(repo, `${ref}/after`);
			const text = await diffText(repo, before, after ?? null);
			const title = after === undefined ? 'since its beginning, with what is not committed yet' : 'from its beginning to its end';
			return `TICKET ${number ?? ''}, ${title}: ${before.slice(0, 9)}..${after?.slice(0, 9) ?? 'now'}\n\n${text === '' ? 'Nothing changed.' : text}`;
		}
	}

	if (turns.length > 0) {
		throw new UserError('The repository knows no commit that this ticket began at (it had none yet, or was made anew), so there is no diff.', 'git log shows what there is');
	}

	throw new UserError('No run has begun this ticket, so there is no diff.', 'r starts one');
};
