import type {FlowEvent, InboxItem, Tokens} from '../event/flow-event.js';
import {addTokens} from '../run/reduce-ticket.js';
import type {Proof, RunState} from '../run/run-state.js';
import {countWork, noWork, type TicketWork} from './count-work.js';
import {spendTime, type TimeSpent} from './spend-time.js';

/** What became of a ticket, seen from the morning after. */
export type Group = 'proven' | 'unchecked' | 'failed' | 'broken' | 'waiting' | 'begun' | 'not_started';

/** A ticket as it is now. */
export type ReportedTicket = {
	readonly path: string;
	readonly number: number;
	readonly title: string;
	readonly done: boolean;
	readonly proof: Proof | null;
	readonly state: 'open' | 'running' | 'waiting' | 'broken' | 'done';
};

export type TicketReport = ReportedTicket & TicketWork & {readonly group: Group};

/** A message of an agent that asked nothing. */
type ReportedNotice = {readonly runId: string; readonly dispatch: number; readonly title: string};

export type Report = {
	/** ISO; null: since the beginning. */
	readonly since: string | null;
	readonly until: string;
	/** Why the settings cannot be read; null when they can. */
	readonly configTrouble: string | null;
	/** The run says running and its worker is gone. */
	readonly isWorkerDead: boolean;
	readonly run: RunState | null;
	readonly turns: {readonly completed: number; readonly failed: number; readonly interrupted: number};
	/** Done tickets nothing happened to are only counted. */
	readonly tickets: readonly TicketReport[];
	readonly doneBefore: number;
	readonly inbox: readonly InboxItem[];
	readonly notices: readonly ReportedNotice[];
	readonly time: TimeSpent;
	readonly tokens: Tokens | null;
};

export type ReportSources = {
	/** Flow events of all runs, oldest first. */
	readonly events: readonly FlowEvent[];
	readonly run: RunState | null;
	/** A worker is alive now. */
	readonly isWorking: boolean;
	readonly configTrouble?: string | null;
	readonly tickets: readonly ReportedTicket[];
	readonly inbox: readonly InboxItem[];
	/** ISO; null: since the beginning. */
	readonly since: string | null;
	readonly now: string;
};

const groupOf = (ticket: ReportedTicket, work: TicketWork, isInTurn: boolean): Group => {
	if (ticket.state === 'broken' || ticket.state === 'waiting') {
		return ticket.state;
	}

	if (ticket.done) {
		return ticket.proof ?? 'unchecked';
	}

	if (ticket.proof === 'failed') {
		return 'failed';
	}

	return work.turns > 0 || isInTurn || ticket.state === 'running' ? 'begun' : 'not_started';
};

/** What happened since a moment, and what is open now. */
export const buildReport = ({events, run, isWorking, configTrouble = null, tickets, inbox, since, now}: ReportSources): Report => {
	const work = countWork(events, since);
	const inAll = countWork(events, null);
	const recent = events.filter(event => since === null || event.at >= since);
	const turns = recent.filter(event => event.type === 'turn_finished');
	const isOld = (ticket: ReportedTicket): boolean => ticket.state === 'done' && since !== null && work.get(ticket.path)?.isTouched !== true;
	return {
		since,
		until: now,
		configTrouble,
		isWorkerDead: run?.status === 'running' && !isWorking,
		run,
		turns: {
			completed: turns.filter(({outcome}) => outcome === 'completed').length,
			failed: turns.filter(({outcome}) => outcome === 'failed').length,
			interrupted: turns.filter(({outcome}) => outcome === 'interrupted').length,
		},
		tickets: tickets.filter(ticket => !isOld(ticket)).map(ticket => ({
			...ticket,
			...work.get(ticket.path) ?? noWork,
			group: groupOf(ticket, inAll.get(ticket.path) ?? noWork, run?.openTurn?.ticket === ticket.path),
		})),
		doneBefore: tickets.filter(ticket => isOld(ticket)).length,
		inbox,
		notices: recent.flatMap(event => event.type === 'dispatch_archived' && event.mode === 'notify' ? [{runId: event.run_id, dispatch: event.dispatch, title: event.title}] : []),
		time: spendTime(events, {since: since === null ? Number.NEGATIVE_INFINITY : Date.parse(since), until: Date.parse(now), isWorking}),
		tokens: turns.reduce<Report['tokens']>((sum, {tokens}) => addTokens(sum, tokens), null),
	};
};
