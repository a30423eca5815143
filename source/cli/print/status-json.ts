import type {RepositorySnapshot} from '../../engine/client/flow-client.js';
import type {RunState} from '../../domain/run/run-state.js';
import {itemJson} from '../../domain/words/inbox-words.js';
import {ticketJson} from './ticket-lines.js';

const runJson = (run: RunState) => ({
	id: run.runId,
	number: run.number,
	status: run.status,
	reason_code: run.reasonCode,
	reason: run.reason,
	reason_details: run.reasonDetails,
	next: run.next,
	until: run.until,
	// Nothing is current any more in a run that has ended.
	current_ticket: run.status === 'completed' ? null : run.current,
	turn: run.turn,
	ticket_turns: run.status === 'completed' || run.current === null ? 0 : run.tickets[run.current]?.turns ?? 0,
	started_at: run.startedAt,
	finished_at: run.finishedAt,
});

/** What `car status --json` prints; names and order are the contract's. */
export const statusJson = (snapshot: RepositorySnapshot) => ({
	schema: 1,
	repo: snapshot.repo,
	run: snapshot.run === null ? null : runJson(snapshot.run),
	worker: {life: snapshot.worker.life, pid: snapshot.worker.pid, since: snapshot.worker.since},
	tickets: {
		total: snapshot.tickets.length,
		done: snapshot.tickets.filter(ticket => ticket.done).length,
		proven: snapshot.tickets.filter(ticket => ticket.proof === 'proven').length,
		broken: snapshot.tickets.filter(ticket => ticket.state === 'broken').length,
		items: snapshot.tickets.map(ticket => ticketJson(ticket)),
	},
	inbox: {
		open: snapshot.inbox.length,
		items: snapshot.inbox.map(item => itemJson(item)),
	},
});
