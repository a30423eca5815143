import type {InboxKind} from '../../domain/event/flow-event.js';
import {sanitiseLine} from '../../domain/text/sanitise.js';
import type {TicketView} from '../../engine/client/flow-client.js';
import type {AppState} from '../state.js';
import {wrapText} from '../text/wrap.js';
import {
	barRow, emptyRow, glyphsOf, rowOf, spreadRow, type Row, type Style,
} from '../theme.js';
import {
	isRunning, itemsOf, selectedTicket, ticketsOf,
} from './items.js';
import {layoutOf} from './layout.js';

type Look = {readonly mark: string; readonly word: string; readonly style: Style};

/** Why a ticket waits for a human, in a word or two. */
const waitingWords: Readonly<Record<InboxKind, string>> = {
	question: 'asks you',
	approval: 'asks leave',
	user_ticket: 'yours',
	broken: 'broken',
	commit: 'no commit',
	verify: 'not proven',
	loop: 'stuck',
	limit: 'turn limit',
	outcome: 'outcome?',
	agent: 'failed',
	tampering: 'tampering',
};

/** How a ticket stands: a sign of its own for each, and a word for what needs a look. */
const lookOf = (state: AppState, ticket: TicketView): Look => {
	const glyphs = glyphsOf(state.ascii);
	if (ticket.state === 'broken' || (ticket.problems.length > 0 && !ticket.done)) {
		return {mark: glyphs.broken, word: 'broken', style: 'bad'};
	}

	if (ticket.state === 'waiting') {
		const item = itemsOf(state).find(one => one.ticket === ticket.path);
		return {mark: glyphs.waiting, word: item === undefined ? 'waits' : waitingWords[item.kind], style: 'warn'};
	}

	if (isRunning(state, ticket)) {
		return {mark: glyphs.running, word: 'running', style: 'accent'};
	}

	if (!ticket.done) {
		return {mark: glyphs.open, word: ticket.agent === 'user' ? 'yours' : '', style: 'plain'};
	}

	switch (ticket.proof) {
		case 'proven': {
			return {mark: glyphs.proven, word: '', style: 'good'};
		}

		case 'failed': {
			return {mark: glyphs.unproven, word: 'failed', style: 'bad'};
		}

		case 'unchecked':
		case null: {
			return {mark: glyphs.unchecked, word: '', style: 'plain'};
		}

		default: {
			return ticket.proof satisfies never;
		}
	}
};

const ticketRow = (state: AppState, ticket: TicketView, {width, isSelected}: {readonly width: number; readonly isSelected: boolean}): Row => {
	const {mark, word, style} = lookOf(state, ticket);
	const row = spreadRow(
		[
			{text: isSelected ? '>' : ' ', style: 'plain'},
			{text: `${mark} `, style},
			{text: `${String(ticket.number).padStart(3, '0')} `, style: 'plain'},
			{text: sanitiseLine(ticket.title), style: ticket.done ? 'dim' : 'plain'},
		],
		word === '' || width < 32 ? emptyRow : rowOf(word, style),
		width,
	);
	return isSelected && state.pane === 'tickets' ? barRow(row, width, 'focus') : row;
};

const noTickets = (state: AppState, width: number): readonly Row[] => {
	const {snapshot} = state;
	if (snapshot === null) {
		return [rowOf('Reading ...', 'dim')];
	}

	const text = snapshot.initialised
		? 'No tickets yet.\nPress a to add one, then r to run it.'
		: 'This repository is not set up.\nLeave with q and run: car init';
	return wrapText(text, width).map(line => rowOf(line));
};

/** The ticket list below its header, windowed around the selected one; files that are no tickets are named below. */
export const ticketRows = (state: AppState): readonly Row[] => {
	const {list, main} = layoutOf(state);
	const {width, height} = list ?? main;
	const tickets = ticketsOf(state);
	const strays = (state.snapshot?.folderProblems ?? []).flatMap(problem => wrapText(`! ${sanitiseLine(problem.message)}`, width)).slice(0, 3);
	const room = Math.max(1, height - 1 - strays.length);
	const selected = selectedTicket(state);
	const at = Math.max(0, tickets.findIndex(ticket => ticket.path === selected?.path));
	const top = Math.max(0, Math.min(at - Math.floor(room / 2), tickets.length - room));
	const rows = tickets.slice(top, top + room).map(ticket => ticketRow(state, ticket, {width, isSelected: ticket.path === selected?.path}));
	return [...(tickets.length === 0 ? noTickets(state, width) : rows), ...strays.map(line => rowOf(line, 'bad'))];
};
