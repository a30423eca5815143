import type {TicketView} from '../../../engine/client/flow-client.js';
import type {AppState} from '../../state.js';
import {glyphsOf, type Row, type Span} from '../../theme.js';
import {asksApproval, isRunning, ticketsOf} from '../inbox/items.js';

/** How many tickets stand how. */
type Counts = {
	readonly all: number;
	readonly done: number;
	readonly proven: number;
	readonly unchecked: number;
	readonly unproven: number;
	readonly running: number;
	readonly waiting: number;
	readonly broken: number;
	readonly open: number;
};

const known = new WeakMap<readonly TicketView[], Counts>();

/** Counted once for each reading of the disk: there may be ten thousand. */
const countsOf = (state: AppState): Counts => {
	const tickets = ticketsOf(state);
	const before = known.get(tickets);
	if (before !== undefined) {
		return before;
	}

	const number = (test: (ticket: TicketView) => boolean): number => tickets.filter(ticket => test(ticket)).length;
	const counts: Counts = {
		all: tickets.length,
		done: number(ticket => ticket.done),
		proven: number(ticket => ticket.state === 'done' && ticket.proof === 'proven'),
		unchecked: number(ticket => ticket.state === 'done' && (ticket.proof === 'unchecked' || ticket.proof === null)),
		unproven: number(ticket => ticket.state === 'done' && ticket.proof === 'failed'),
		running: number(ticket => ticket.state === 'running'),
		waiting: number(ticket => ticket.state === 'waiting'),
		broken: number(ticket => ticket.state === 'broken'),
		open: number(ticket => ticket.state === 'open'),
	};
	known.set(tickets, counts);
	return counts;
};

/** Done tickets of all, `7/12`; empty without tickets. */
export const doneOfAll = (state: AppState): string => {
	const {done, all} = countsOf(state);
	return all === 0 ? '' : `${done}/${all}`;
};

const longestBar = 20;
const shortestBar = 4;

/** A bar of what is done, as long as the room allows, and the figures; the bar alone goes where there is little. */
export const progressRow = (state: AppState, room: number): Row => {
	const {done, all} = countsOf(state);
	if (all === 0) {
		return [];
	}

	const {full, rest} = glyphsOf(state.ascii);
	const words = ` ${done}/${all} done`;
	const length = Math.min(longestBar, room - words.length - 1);
	if (length < shortestBar) {
		return [{text: words.trimStart(), style: 'dim'}];
	}

	// Neither empty nor full before it is true.
	const cells = done === 0 ? 0 : (done === all ? length : Math.max(1, Math.min(length - 1, Math.round((done / all) * length))));
	return [{text: full.repeat(cells), style: 'good'}, {text: rest.repeat(length - cells), style: 'dim'}, {text: words, style: 'dim'}];
};

const doneAs = {proven: 'proven', failed: 'unproven', unchecked: 'unchecked'} as const;

/** What the disk calls running does not run when its worker is gone; in the list it stands as open. What runs is counted as it is marked there. */
const shownCounts = (state: AppState): Counts => {
	const counts = countsOf(state);
	const current = ticketsOf(state).find(ticket => ticket.path === state.snapshot?.run?.current);
	const isIdle = current === undefined || !isRunning(state, current);
	if (isIdle) {
		return {...counts, running: 0, open: counts.open + counts.running};
	}

	if (current.state === 'waiting' || current.state === 'broken') {
		return counts;
	}

	const from = current.state === 'done' ? doneAs[current.proof ?? 'unchecked'] : current.state;
	const without = {...counts, [from]: counts[from] - 1};
	return asksApproval(state, current) ? {...without, waiting: without.waiting + 1} : {...without, running: without.running + 1};
};

/** How many stand how, each behind its mark: `4 proven`, or the marks alone where there is little room. */
export const countsRow = (state: AppState, width: number): Row => {
	const counts = shownCounts(state);
	const glyphs = glyphsOf(state.ascii);
	const parts = ([
		['proven', 'good'], ['unchecked', 'plain'], ['unproven', 'bad'], ['running', 'accent'], ['waiting', 'warn'], ['broken', 'bad'], ['open', 'plain'],
	] as const).filter(([name]) => counts[name] > 0);
	const row = (hasWords: boolean): readonly Span[] => parts.map(([name, style]) => ({text: ` ${glyphs[name]} ${counts[name]}${hasWords ? ` ${name === 'unproven' ? 'failed' : name}` : ''} `, style}));
	const long = row(true);
	const short = row(false);
	const widthOfRow = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + span.text.length, 0);
	if (widthOfRow(long) <= width) {
		return long;
	}

	return widthOfRow(short) <= width ? short : short.map(span => ({...span, text: ` ${span.text.replaceAll(' ', '')}`}));
};
