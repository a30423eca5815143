import type {Decision, Rest} from '../domain/flow/decision.js';
import {isDone, type TicketFolder} from '../domain/ticket/ticket.js';
import {readCommands} from '../store/message/mailbox-files.js';
import {takeDispatch, takeSummary} from './mail/archive-outbox.js';
import {checkpoint, commitTicket} from './turn/commit-work.js';
import {type Flow, lookAtTree} from './flow/flow.js';
import {keepTicket} from './turn/keep-ticket.js';
import {closeItems, openItem, takeRest} from './flow/open-items.js';
import {pruneOldTurns} from './turn/prune-old-turns.js';
import {runTurn} from './turn/run-turn.js';
import {replyCame} from './mail/take-hand-written.js';
import {verifyTicket} from './turn/verify-ticket.js';

/** Each look costs a call for every file of every turn. */
const turnsBetweenPruning = 10;

type Deed<One extends Decision> = (flow: Flow, decision: One, folder: TicketFolder) => Promise<void>;

type Work = Exclude<Decision, Rest>;

/** What each decision means, a rest apart. */
const deeds: {readonly [Type in Work['type']]: Deed<Extract<Work, {type: Type}>>} = {
	async look_at_tree(flow) {
		await lookAtTree(flow);
	},
	async archive_dispatch(flow, {dispatch}) {
		takeDispatch(flow, dispatch);
	},
	async archive_summary(flow) {
		takeSummary(flow);
	},
	async open_item(flow, {item}) {
		openItem(flow, item);
	},
	async select(flow, {entry}, folder) {
		await leaveCurrent(flow, folder);
		await keepTicket(flow, entry, 'before');
		flow.append({
			type: 'ticket_selected',
			ticket: entry.path,
			number: entry.number,
			agent: entry.ticket?.agent ?? '',
			verify: entry.ticket?.verify ?? flow.config.ticketFlow.verify,
			title: entry.title,
		});
	},
	async rename(flow, {to, from}) {
		flow.append({type: 'ticket_renamed', ticket: to, from});
	},
	checkpoint,
	verify: verifyTicket,
	async commit_ticket(flow, {entry}) {
		await commitTicket(flow, entry);
	},
	async start_turn(flow, decision, folder) {
		closeItems(flow, item => item.kind === 'user_ticket');
		await runTurn(flow, decision, folder);
		if (flow.state().turn % turnsBetweenPruning === 0) {
			pruneOldTurns(flow);
		}
	},
};

/** Does what was decided and writes it down. Returns true when the run rests. */
export const perform = async (flow: Flow, decision: Decision, folder: TicketFolder): Promise<boolean> => {
	if (decision.type !== 'rest') {
		await (deeds[decision.type] as Deed<Work>)(flow, decision, folder);
		return false;
	}

	if (decision.status === 'completed') {
		await leaveCurrent(flow, folder);
		// A run that is over reads nothing any more: what came meanwhile is taken first.
		if (readCommands(flow.run).length > 0 || replyCame(flow)) {
			return false;
		}
	}

	takeRest(flow, decision);
	return true;
};

const leaveCurrent = async (flow: Flow, folder: TicketFolder): Promise<void> => {
	const current = folder.entries.find(entry => entry.path === flow.state().current);
	if (current !== undefined && isDone(current)) {
		await keepTicket(flow, current, 'after');
	}
};
