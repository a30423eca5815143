import type {InboxKind} from '../../domain/event/flow-event.js';
import type {TicketView} from '../../engine/client/flow-client.js';
import type {Action} from '../message.js';
import {bindingsOf, keyLabel, type Binding} from '../keys/keymap.js';
import {focusOf, type AppState} from '../state.js';
import {counted} from '../../domain/words/short-words.js';
import {
	rowOf, rowWidth, spreadRow, type Row,
} from '../theme.js';
import {isDirtyOnly} from './cover/card-rows.js';
import {lastItemTop} from './inbox/inbox-rows.js';
import {
	answerable, isAnswerable, isGone, itemsOf, selectedItem, selectedTicket, ticketsOf,
} from './inbox/items.js';
import {layoutOf} from './layout.js';
import {sheetOf} from './log/log-lines.js';
import {takesMessage} from './inbox/next-step.js';
import {shownNotice, type Notice} from './cover/notice-text.js';
import {activityOf, isTurnRunning} from './inbox/rest.js';
import {topPage} from './main-pane.js';
import {pageLines} from './pages/page-lines.js';
import {ticketOfPage} from './pages/ticket-page.js';

/** What waits at the chosen place; what was answered is still shown there, but no key answers it. */
const kindOf = (state: AppState): InboxKind | undefined => {
	const item = selectedItem(state);
	return item === undefined || isGone(state, item) ? undefined : item.kind;
};

const isApproval = (state: AppState): boolean => kindOf(state) === 'approval';

const isOutcome = (state: AppState): boolean => kindOf(state) === 'outcome';

const hasTickets = (state: AppState): boolean => ticketsOf(state).length > 0;

/** The ticket that is open, or chosen in the list. */
const subjectOf = (state: AppState): TicketView | undefined => {
	const page = topPage(state);
	return page === undefined ? selectedTicket(state) : ticketOfPage(state, page);
};

const hasSubject = (state: AppState): boolean => topPage(state)?.request.type === 'file' || subjectOf(state) !== undefined;

const leadsSomewhere = (state: AppState): boolean => {
	const page = topPage(state);
	return page !== undefined && pageLines(state, page).some(line => line.target !== null);
};

/** Whether `r` does anything but say why not. */
const goesOn = (state: AppState): boolean => {
	const activity = activityOf(state);
	if (activity === 'starting' || !hasTickets(state)) {
		return false;
	}

	const isOver = activity === 'completed' && ticketsOf(state).every(ticket => ticket.done);
	return answerable(state) !== undefined || !(['running', 'waiting', 'silent'].includes(activity) || isOver);
};

const hasLog = (state: AppState): boolean => sheetOf(state).lines.length > 0;

/** When a key's word is worth its place in the footer; the help has them all. */
const worth: Readonly<Partial<Record<Action, (state: AppState) => boolean>>> = {
	allow_once: isApproval,
	allow_session: isApproval,
	deny: isApproval,
	happened: isOutcome,
	again: isOutcome,
	reply: state => itemsOf(state).length > 0 && !isApproval(state) && !isOutcome(state),
	message(state) {
		if (state.pane === 'log') {
			return ['running', 'paused', 'stopped'].includes(state.snapshot?.run?.status ?? '');
		}

		const item = state.pane === 'inbox' ? selectedItem(state) : undefined;
		return item !== undefined && item.kind !== 'question' && takesMessage(item);
	},
	start: state => state.startCard?.lines?.some(line => line.level === 'bad') === false,
	start_dirty: state => isDirtyOnly(state.startCard?.lines ?? []),
	close: state => focusOf(state) !== state.pane || state.from !== null || (state.pane === 'log' && (state.log.book !== null || state.log.opening === 'place')),
	open: state => topPage(state) === undefined ? hasTickets(state) : leadsSomewhere(state),
	toggle_done: hasSubject,
	diff: state => topPage(state) === undefined && state.pane === 'inbox' ? typeof selectedItem(state)?.approval?.diff === 'string' : hasSubject(state),
	agent: hasSubject,
	attachments: state => (selectedItem(state)?.attachments.length ?? 0) > 0,
	send_now: state => state.reply?.to === null && isTurnRunning(state),
	detach: state => (state.reply?.attachments.length ?? 0) > 0,
	undelete: state => state.trash.length > 0,
	edit(state) {
		if (topPage(state) !== undefined) {
			return hasSubject(state);
		}

		return state.pane === 'inbox' ? (selectedItem(state)?.ticket ?? null) !== null && !isAnswerable(selectedItem(state)) : hasTickets(state);
	},
	add: state => state.snapshot?.initialised ?? false,
	page_down: state => lastItemTop(state) > 0,
	go_on: state => goesOn(state) && !(state.pane === 'inbox' && isAnswerable(selectedItem(state))),
	pause: state => activityOf(state) === 'running' && !state.isPausing,
	down: state => topPage(state) === undefined ? state.prompt !== null : leadsSomewhere(state),
	up: state => state.log.isFollowing && state.transcript.lines.length > 0,
	last: state => !state.log.isFollowing,
	fold: hasLog,
	find: hasLog,
	next_hit: state => state.log.find !== null,
	next_mark: hasLog,
	previous_turn: hasLog,
	copy_block: hasLog,
	next_scope: state => state.logInput?.type === 'find',
};

/** What a key does right now, where its usual word would say less. */
const words: Readonly<Partial<Record<Action, (state: AppState) => string | undefined>>> = {
	reply(state) {
		const item = selectedItem(state);
		if (item !== undefined && isGone(state, item)) {
			return 'next';
		}

		if (item === undefined || item.kind === 'question') {
			return undefined;
		}

		return item.ticket === null ? 'tickets' : 'ticket';
	},
	go_on(state) {
		if (answerable(state) !== undefined) {
			return 'answer';
		}

		return ['none', 'completed'].includes(activityOf(state)) ? 'start' : undefined;
	},
	send: state => state.prompt?.purpose.type === 'title' ? 'make the ticket' : undefined,
	toggle_done: state => subjectOf(state)?.done ? 'open again' : undefined,
};

const hintOf = (state: AppState, binding: Binding): string => `${keyLabel(binding.keys[0] ?? '')} ${words[binding.action]?.(state) ?? binding.hint ?? ''}`;

/** What is never left out for want of room: in a pane also the way back, where there is one. */
const isLasting = (state: AppState, {action}: Binding): boolean =>
	action === 'help' || action === 'leave' || (action === 'close' && focusOf(state) === state.pane);

const tailOf = (state: AppState, bindings: readonly Binding[]): readonly string[] => {
	const isAlive = state.snapshot?.worker.life === 'alive' && state.size.columns >= 60;
	return bindings.filter(binding => isLasting(state, binding))
		.map(binding => hintOf(state, binding) + (binding.action === 'leave' && isAlive ? ', the run goes on' : ''));
};

const shownBindings = (state: AppState): readonly Binding[] =>
	bindingsOf(focusOf(state)).filter(binding => binding.hint !== undefined && (worth[binding.action]?.(state) ?? true));

/** The files of a reply, where there is no title above the input to name them. */
const filesOf = (state: AppState): readonly string[] => {
	const length = state.prompt === null ? state.reply?.attachments.length ?? 0 : 0;
	return length === 0 || layoutOf(state).hasInputTitle ? [] : [`with ${counted(length, 'file')}`];
};

const hints = (state: AppState): Row => {
	const bindings = shownBindings(state);
	const files = filesOf(state);
	const tail = tailOf(state, bindings);
	const shown: string[] = [];
	for (const binding of bindings) {
		const row = [...files, ...shown, hintOf(state, binding), ...tail].join('  ');
		if (!isLasting(state, binding) && rowWidth(rowOf(row)) <= state.size.columns) {
			shown.push(hintOf(state, binding));
		}
	}

	return [...files.map((text): Row[number] => ({text: `${text}  `, style: 'accent'})), ...rowOf([...shown, ...tail].join('  '), 'dim')];
};

const questions = {
	interrupt: 'Interrupt the turn now? y yes  esc no',
	stop: 'Stop run and agent now? y yes  esc no',
};

/** A notice of one row leaves the lasting keys their place at its end, where there is room. */
const noticeRows = (state: AppState, {lines, style}: Notice): readonly Row[] => {
	const tail = rowOf(tailOf(state, shownBindings(state)).join('  '), 'dim');
	const [first = ''] = lines;
	const hasRoom = lines.length === 1 && rowWidth(rowOf(first)) + 2 + rowWidth(tail) <= state.size.columns;
	return hasRoom ? [spreadRow(rowOf(first, style), tail, state.size.columns)] : lines.map(line => rowOf(line, style));
};

/** The keys above the status line; a question of the program, or what just happened, takes their place. */
export const footerRows = (state: AppState): readonly Row[] => {
	if (state.confirm !== null) {
		return [rowOf(questions[state.confirm], 'alarm')];
	}

	if (state.reply?.isSending) {
		return [rowOf('Sending ...', 'accent')];
	}

	const notice = shownNotice(state);
	return notice === undefined ? [hints(state)] : noticeRows(state, notice);
};
