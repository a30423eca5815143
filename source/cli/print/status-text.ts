import {fileName, ticketName} from '../../domain/words/short-words.js';
import type {RepositorySnapshot, TicketView, WorkerView} from '../../engine/client/flow-client.js';
import {ticketAt} from '../../domain/flow/rests.js';
import type {RunState} from '../../domain/run/run-state.js';
import {lengthOf, momentOf} from '../../domain/words/times.js';
import {
	bad, faint, good, strong, warning, type Line, type Span,
} from '../output.js';
import {widthOf} from '../../domain/words/width.js';
import {fitted, wrapped} from './cells.js';
import {ticketLine} from './ticket-lines.js';

/** A phone's width: status is what one looks at over SSH from a train. */
const columns = 40;

const shownTickets = 20;

const statusSpan = (run: RunState, worker: WorkerView): Span => {
	if (run.status === 'running' && worker.life === 'dead') {
		return bad('WORKER DEAD');
	}

	const word = run.status.toUpperCase();
	switch (run.status) {
		case 'completed': {
			return good(word);
		}

		case 'failed': {
			return bad(word);
		}

		case 'paused': {
			return warning(word);
		}

		case 'running':
		case 'stopped': {
			return strong(word);
		}

		default: {
			return run.status satisfies never;
		}
	}
};

/** What is known of the worker, in words. */
export const workerLine = (worker: WorkerView): string => {
	switch (worker.life) {
		case 'absent': {
			return 'no worker, nothing runs';
		}

		case 'alive': {
			return `worker alive (pid ${worker.pid ?? '?'})`;
		}

		case 'silent': {
			return `worker silent for ${lengthOf(worker.silentSeconds ?? 0)} (pid ${worker.pid ?? '?'})`;
		}

		case 'dead': {
			return worker.lastWords === null ? 'worker dead' : `worker dead: ${worker.lastWords}`;
		}

		default: {
			return worker.life satisfies never;
		}
	}
};

/** Two texts at both ends of a line. */
const ends = (left: string, right: string): Line => {
	const name = fitted(left, columns - right.length - 1);
	return [strong(name), ' '.repeat(Math.max(1, columns - widthOf(name) - right.length)), right];
};

const runLines = (run: RunState, snapshot: RepositorySnapshot, now: Date): readonly Line[] => {
	const isDead = run.status === 'running' && snapshot.worker.life === 'dead';
	const next = isDead ? 'car run goes on' : run.next;
	const path = ticketAt(run);
	const ticket = path === null || (run.status !== 'running' && snapshot.tickets.every(view => view.path !== path)) ? '' : `, ${ticketName(path)}`;
	const done = snapshot.tickets.filter(({done}) => done).length;
	return [
		[statusSpan(run, snapshot.worker), ` since ${momentOf(run.since, now)}`],
		...run.reason === null || isDead ? [] : wrapped(run.reason, columns),
		...run.until === null ? [] : [`goes on by itself at ${momentOf(run.until, now)}`],
		...next === null || next === '' ? [] : wrapped(`next: ${next}`, columns),
		...wrapped(`turn ${run.turn}${ticket}, ${done}/${snapshot.tickets.length} done`, columns),
	];
};

/** The tickets that matter now: open ones first, and the last finished ones before them. */
const chosen = (tickets: readonly TicketView[]): readonly TicketView[] => {
	if (tickets.length <= shownTickets) {
		return tickets;
	}

	const first = tickets.findIndex(({state}) => state !== 'done');
	const start = first === -1 ? tickets.length - shownTickets : Math.min(Math.max(0, first - 3), tickets.length - shownTickets);
	return tickets.slice(start, start + shownTickets);
};

const ticketLines = (tickets: readonly TicketView[]): readonly Line[] => {
	if (tickets.length === 0) {
		return [];
	}

	const shown = chosen(tickets);
	const hidden = tickets.length - shown.length;
	return ['', ...shown.map(ticket => ticketLine(ticket, columns)), ...hidden === 0 ? [] : [[faint(`… ${hidden} more: car tickets`)]]];
};

const beginning = (snapshot: RepositorySnapshot): readonly Line[] => {
	if (!snapshot.initialised) {
		return ['not prepared yet', 'next: car init'];
	}

	return snapshot.tickets.length === 0
		? ['no tickets yet', ...wrapped('next: car tickets new "What to do"', columns)]
		: ['no run yet', 'next: car run'];
};

/** What `car status` prints, never wider than 40 columns. */
export const statusText = (snapshot: RepositorySnapshot, now: Date): readonly Line[] => {
	const {run} = snapshot;
	return [
		...snapshot.configTrouble === null ? [] : wrapped(`warning: ${snapshot.configTrouble}`, columns).map((line): Line => [warning(line)]),
		ends(fileName(snapshot.repo), run === null ? 'no run' : `run #${run.number}`),
		...run === null ? beginning(snapshot) : runLines(run, snapshot, now),
		...run === null ? [] : wrapped(workerLine(snapshot.worker), columns),
		...snapshot.fullAccess ? [[warning('full access: agents may do everything')]] : [],
		...snapshot.inbox.length === 0 ? [] : [[warning(`inbox: ${snapshot.inbox.length} for you (car inbox)`)]],
		...snapshot.folderProblems.length === 0 ? [] : wrapped(`${snapshot.folderProblems.length} misnamed in tickets/: car tickets lint`, columns),
		...ticketLines(snapshot.tickets),
		...snapshot.warnings.flatMap(text => wrapped(`warning: ${text}`, columns).map((line): Line => [warning(line)])),
	];
};
