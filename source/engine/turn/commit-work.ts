import type {TicketEntry} from '../../domain/ticket/ticket.js';
import {ticketName} from '../../domain/words/short-words.js';
import type {Flow} from '../flow.js';

/** Marks a commit as the worker's, so that recovery knows it. */
export const trailerOf = (flow: Flow): string => `Car-Turn: ${flow.runId}/${flow.state().turn}`;

/** Commits unfinished work after a turn. */
export const checkpoint = async (flow: Flow): Promise<void> => {
	const {settling, turn} = flow.state();
	const agent = settling === null ? 'car' : flow.state().tickets[settling.ticket]?.agent ?? 'car';
	await commit(flow, 'checkpoint', `CAR checkpoint: run=${flow.runId} turn=${turn} agent=${agent}`);
};

/** Commits a finished and proven ticket. */
export const commitTicket = async (flow: Flow, entry: TicketEntry): Promise<void> => {
	await commit(flow, 'ticket', `${ticketName(entry.path)}: ${flow.redact(entry.title)}`);
};

const commit = async (flow: Flow, kind: 'ticket' | 'checkpoint', message: string): Promise<void> => {
	const {turn} = flow.state();
	let answer = await flow.git.commitAll(message, trailerOf(flow));
	if (!answer.ok && isOutOfSpace(answer.error)) {
		await flow.space.wait();
		answer = await flow.git.commitAll(message, trailerOf(flow));
	}

	flow.tree = undefined;
	if (answer.ok) {
		flow.append({
			type: 'committed', commit: answer.commit, kind, turn,
		});
	} else {
		flow.append({
			type: 'commit_refused', kind, error: flow.redact(answer.error), turn, ...(answer.code === 'state' || answer.code === 'lock' ? {hindrance: answer.code} : {}),
		});
	}
};

/** As git and what it starts say it; nobody refused anything then. */
const isOutOfSpace = (error: string): boolean => /No space left on device|Disk quota exceeded/u.test(error);
