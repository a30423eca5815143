import type {Decision} from '../domain/flow/decision.js';
import {isDone, type TicketFolder} from '../domain/ticket/ticket.js';
import {readCommands} from '../store/message/mailbox-files.js';
import {takeDispatch, takeSummary} from './mail/archive-outbox.js';
import {checkpoint, commitTicket} from './turn/commit-work.js';
import {type Flow, lookAtTree} from './flow.js';
import {keepTicket} from './turn/keep-ticket.js';
import {closeItems, openItem, takeRest} from './open-items.js';
import {pruneOldTurns} from './turn/prune-old-turns.js';
import {runTurn} from './turn/run-turn.js';
import {replyCame} from './mail/take-hand-written.js';
import {verifyTicket} from './turn/verify-ticket.js';

/** Each look costs a call for every file of every turn. */
const turnsBetweenPruning = 10;

/** Does what was decided and writes it down. Returns true when the run rests. */
export const perform = async (flow: Flow, decision: Decision, folder: TicketFolder): Promise<boolean> => {
	switch (decision.type) {
		case 'look_at_tree': {
			await lookAtTree(flow);
			return false;
		}

		case 'archive_dispatch': {
			takeDispatch(flow, decision.dispatch);
			return false;
		}

		case 'archive_summary': {
			takeSummary(flow);
			return false;
		}

		case 'open_item': {
			openItem(flow, decision.item);
			return false;
		}

		case 'select': {
			await leaveCurrent(flow, folder);
			await keepTicket(flow, decision.entry, 'before');
			flow.append({
				type: 'ticket_selected',
				ticket: decision.entry.path,
				number: decision.entry.number,
				agent: decision.entry.ticket?.agent ?? '',
				verify: decision.entry.ticket?.verify ?? flow.config.ticketFlow.verify,
				title: decision.entry.title,
			});
			return false;
		}

		case 'rename': {
			flow.append({type: 'ticket_renamed', ticket: decision.to, from: decision.from});
			return false;
		}

		case 'checkpoint': {
			await checkpoint(flow);
			return false;
		}

		case 'verify': {
			await verifyTicket(flow, decision);
			return false;
		}

		case 'commit_ticket': {
			await commitTicket(flow, decision.entry);
			return false;
		}

		case 'start_turn': {
			closeItems(flow, item => item.kind === 'user_ticket');
			await runTurn(flow, decision, folder);
			if (flow.state().turn % turnsBetweenPruning === 0) {
				pruneOldTurns(flow);
			}

			return false;
		}

		case 'rest': {
			if (decision.status === 'completed') {
				await leaveCurrent(flow, folder);
				// A run that is over reads nothing any more: what came meanwhile is taken first.
				if (readCommands(flow.run).length > 0 || replyCame(flow)) {
					return false;
				}
			}

			takeRest(flow, decision);
			return true;
		}

		default: {
			return decision satisfies never;
		}
	}
};

const leaveCurrent = async (flow: Flow, folder: TicketFolder): Promise<void> => {
	const current = folder.entries.find(entry => entry.path === flow.state().current);
	if (current !== undefined && isDone(current)) {
		await keepTicket(flow, current, 'after');
	}
};
