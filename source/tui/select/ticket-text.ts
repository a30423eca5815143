import {sanitise, sanitiseLine} from '../../domain/text/sanitise.js';
import type {TicketView} from '../../engine/client/flow-client.js';
import type {AppState} from '../state.js';
import {wrapLine} from '../text/wrap.js';
import {emptyRow, rowOf, type Row} from '../theme.js';
import {ticketsOf} from './items.js';
import {layoutOf} from './layout.js';

const cache = new WeakMap<TicketView, {readonly width: number; readonly rows: readonly Row[]}>();

/** A whole ticket in rows: its problems with line and mend first, then the file as it is. */
export const ticketTextRows = (ticket: TicketView, width: number): readonly Row[] => {
	const known = cache.get(ticket);
	if (known?.width === width) {
		return known.rows;
	}

	const problems = ticket.problems.flatMap(problem => [
		...wrapLine(`! ${problem.line === undefined ? '' : `line ${problem.line}: `}${sanitiseLine(problem.message)}`, width).map(line => rowOf(line, 'bad')),
		...wrapLine(`  mend: ${sanitiseLine(problem.mend)}`, width).map(line => rowOf(line, 'accent')),
	]);
	const blamed = new Set(ticket.problems.map(problem => problem.line));
	const text = sanitise(ticket.text).split('\n').flatMap((line, index) =>
		wrapLine(line, width).map(row => rowOf(row, blamed.has(index + 1) ? 'bad' : 'plain')));
	const rows = [...problems, ...(problems.length > 0 ? [emptyRow] : []), ...text];
	cache.set(ticket, {width, rows});
	return rows;
};

/** The ticket that is open for reading; undefined when none is, or when its file is gone. */
export const openTicket = (state: AppState): TicketView | undefined =>
	ticketsOf(state).find(ticket => ticket.path === state.ticketView?.path);

/** How far the open ticket can be scrolled. */
export const lastTicketTop = (state: AppState): number => {
	const ticket = openTicket(state);
	const {main} = layoutOf(state);
	return ticket === undefined ? 0 : Math.max(0, ticketTextRows(ticket, main.width).length - (main.height - 1));
};
