import {sanitiseLine} from '../../../domain/text/sanitise.js';
import type {TicketView} from '../../../engine/client/flow-client.js';
import type {AppState} from '../../state.js';
import {ticketDigits, tokenCount} from '../../../domain/words/short-words.js';
import {shortestLengthOf} from '../../../domain/words/times.js';
import {wrapText} from '../../../domain/words/wrap.js';
import {
	barRow, emptyRow, rowOf, spreadRow, type Row,
} from '../../theme.js';
import {selectedTicket, ticketsOf} from '../inbox/items.js';
import {screenParts} from '../screen-parts.js';
import {countsRow} from './progress.js';
import {lookOf, type Look} from './ticket-look.js';

/** Time and tokens it has cost, short. */
const costOf = ({turns, seconds, tokens}: TicketView): {readonly time: string; readonly tokens: string} => ({
	time: turns === 0 ? '' : shortestLengthOf(seconds), tokens: tokens === null || tokens === 0 ? '' : tokenCount(tokens),
});

/** What stands at the end of a row: a word for what needs a look, and what it cost, as far as there is room. */
const endOf = (ticket: TicketView, {word, style}: Look, width: number): Row => {
	const cost = costOf(ticket);
	const said: Row = word === '' ? emptyRow : rowOf(word, style);
	if (width >= 56) {
		return [...said, {text: cost.time.padStart(8) + cost.tokens.padStart(8), style: 'dim'}];
	}

	if (word !== '') {
		return width < 32 ? emptyRow : said;
	}

	const figures = width < 40 ? cost.time : [cost.time, cost.tokens].filter(part => part !== '').join(' ');
	return width < 32 || figures === '' ? emptyRow : rowOf(figures, 'dim');
};

const ticketRow = (state: AppState, ticket: TicketView, {width, isSelected}: {readonly width: number; readonly isSelected: boolean}): Row => {
	const look = lookOf(state, ticket);
	const row = spreadRow(
		[
			{text: isSelected ? '>' : ' ', style: 'plain'},
			{text: `${look.mark} `, style: look.style},
			{text: `${ticketDigits(ticket.number)} `, style: 'plain'},
			{text: sanitiseLine(ticket.title), style: ticket.done ? 'dim' : 'plain'},
		],
		endOf(ticket, look, width),
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
	return wrapText(text, width - 1).map(line => rowOf(` ${line}`));
};

/** The counts have a row of their own where the list is long enough to lose sight of it. */
const shortestWithCounts = 12;

/** The ticket list below its header, windowed around the selected one; how many stand how, and files that are no tickets, below. */
export const ticketRows = (state: AppState): readonly Row[] => {
	const {list, main} = screenParts(state);
	const {width, height} = list ?? main;
	const tickets = ticketsOf(state);
	const strays = (state.snapshot?.folderProblems ?? []).flatMap(problem => wrapText(`! ${sanitiseLine(problem.message)}`, width)).slice(0, 3);
	const hasCounts = tickets.length > 0 && height > shortestWithCounts;
	const room = Math.max(1, height - 1 - strays.length - (hasCounts ? 1 : 0));
	const selected = selectedTicket(state);
	const at = Math.max(0, tickets.findIndex(ticket => ticket.path === selected?.path));
	const top = Math.max(0, Math.min(at - Math.floor(room / 2), tickets.length - room));
	const rows = tickets.slice(top, top + room).map(ticket => ticketRow(state, ticket, {width, isSelected: ticket.path === selected?.path}));
	const gap = hasCounts ? Array.from({length: Math.max(0, room - rows.length)}, () => emptyRow) : [];
	return [
		...(tickets.length === 0 ? noTickets(state, width) : rows),
		...strays.map(line => rowOf(line, 'bad')),
		...gap,
		...(hasCounts ? [countsRow(state, width)] : []),
	];
};
