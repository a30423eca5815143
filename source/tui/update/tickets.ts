import {fileName} from '../../domain/words/short-words.js';
import {
	selectedItem, selectedTicket, ticketOfItem, ticketsOf,
} from '../select/inbox/items.js';
import {documentOf, topPage} from '../select/main-pane.js';
import {subjectOf} from '../select/worth.js';
import type {TicketView} from '../../engine/client/flow-client.js';
import type {AppState} from '../state.js';
import {mapPages} from './go.js';
import {closePage, openPage, openTarget} from './page.js';
import {openPrompt} from './prompt.js';
import {
	say, stay, type Handlers, type Step,
} from './step.js';

const none = 'No ticket here: a adds one.';

const noSubject = (state: AppState): string => {
	const page = topPage(state);
	if (page !== undefined) {
		return 'path' in page.request ? 'This ticket is gone from the disk; esc closes.' : 'This view is about no ticket; esc closes it.';
	}

	return state.pane === 'inbox' ? 'This item has no ticket.' : none;
};

/** The ticket a key is about: the open one, else the selected item's in the inbox, else the selected one. */
const subject = (state: AppState): TicketView | undefined => {
	if (topPage(state) !== undefined || state.pane !== 'inbox') {
		return subjectOf(state);
	}

	const item = selectedItem(state);
	return item === undefined ? undefined : ticketOfItem(state, item);
};

const withSubject = (state: AppState, act: (ticket: TicketView) => Step): Step => {
	const ticket = subject(state);
	return ticket === undefined ? say(state, noSubject(state)) : act(ticket);
};

/** Enter: reads the ticket, or what the chosen line of a page leads to. */
const openSelected = (state: AppState): Step => {
	if (topPage(state) !== undefined) {
		return openTarget(state);
	}

	const ticket = selectedTicket(state);
	return ticket === undefined ? say(state, none) : openPage(state, {type: 'ticket', path: ticket.path});
};

/** `e`: the ticket, or the document that is open or chosen, in `$EDITOR`. */
const editSubject = (state: AppState): Step => {
	const document = documentOf(state);
	return document === undefined ? withSubject(state, ticket => [state, [{type: 'edit_file', path: ticket.path}]]) : [state, [{type: 'edit_file', path: document}]];
};

/** `a`: asks for the title of a new ticket. */
const addTicket = (state: AppState): Step =>
	state.snapshot?.initialised
		? openPrompt(state, {type: 'title'})
		: say(state, 'Nothing here yet: leave with q and run `car init`.', true);

/** Space: done, or open again. */
const toggleDone = (state: AppState): Step => withSubject(state, ticket => ticket.problems.length > 0
	? say(state, 'A broken ticket cannot be marked: Enter says what to mend, e edits it.', true)
	: [state, [{type: 'set_done', path: ticket.path, done: !ticket.done}]]);

/** `J` and `K`: one place down or up among the tickets. */
const moveTicket = (state: AppState, by: 1 | -1): Step => withSubject(state, ticket => {
	const tickets = ticketsOf(state);
	const at = tickets.findIndex(one => one.path === ticket.path);
	const other = tickets[at + by];
	if (other === undefined) {
		return say(state, by === 1 ? 'It is the last one already.' : 'It is the first one already.');
	}

	// Down is the next one before this one.
	const [from, before] = by === 1 ? [other, ticket] : [ticket, other];
	return [state, [{
		type: 'move_ticket', path: ticket.path, from: from.number, before: before.number,
	}]];
});

/** Tickets got other names: what was chosen or open stays so under its new one. */
export const takeMoved = (state: AppState, from: string, to: string): Step => stay({
	...mapPages(state, page => 'path' in page.request && page.request.path === from ? {...page, request: {...page.request, path: to}} : page),
	ticket: state.ticket === from || state.ticket === null ? to : state.ticket,
});

/** `A`: who works on it, from a list. */
const chooseAgent = (state: AppState): Step => withSubject(state, ticket => ticket.problems.length > 0 && ticket.text === ''
	? say(state, 'This ticket cannot be read, so its agent cannot be changed here: e edits it.', true)
	: openPage(state, {type: 'agents', path: ticket.path}));

/** `D`: into the trash; `u` brings it back, so nothing is asked. */
const deleteTicket = (state: AppState): Step => withSubject(state, ticket => [state, [{type: 'delete_ticket', path: ticket.path}]]);

/** It lies in the trash: an open view of it closes, and the next one in the list is chosen. */
export const takeDeleted = (state: AppState, path: string, trash: string): Step => {
	const tickets = ticketsOf(state);
	const at = tickets.findIndex(ticket => ticket.path === path);
	const next = tickets[at + 1] ?? tickets[at - 1];
	const page = topPage(state);
	const closed = page?.request.type === 'ticket' && page.request.path === path ? closePage(state)[0] : state;
	const name = fileName(path);
	return say({...closed, ticket: next?.path ?? null, trash: [...state.trash, trash]}, `${name} is in the trash: u brings it back.`);
};

/** `u`: the last one that was deleted comes back. */
const undeleteTicket = (state: AppState): Step => {
	const name = state.trash.at(-1);
	return name === undefined ? say(state, 'Nothing was deleted here. What was deleted before lies in .codex-autorunner/trash/.') : [state, [{type: 'restore_ticket', name}]];
};

/** It is a ticket again. */
export const takeRestored = (state: AppState, path: string, trash: string): Step =>
	say({...state, ticket: path, trash: state.trash.filter(name => name !== trash)}, `${fileName(path)} is back.`);

/** `d`: what the ticket changed; of an approval the change it is asked for. */
const showDiff = (state: AppState): Step => {
	const item = topPage(state) === undefined && state.pane === 'inbox' ? selectedItem(state) : undefined;
	if (item?.approval?.diff) {
		return openPage(state, {type: 'change', title: item.title, text: item.approval.diff});
	}

	return withSubject(state, ticket => openPage(state, {type: 'diff', path: ticket.path}));
};

/** `m`: every message about the ticket, as one conversation. */
const showTalk = (state: AppState): Step => withSubject(state, ticket => openPage(state, {type: 'talk', path: ticket.path}));

/** What the keys of the tickets do. */
export const ticketActions = {
	open: openSelected,
	edit: editSubject,
	add: addTicket,
	toggle_done: toggleDone,
	agent: chooseAgent,
	move_down: state => moveTicket(state, 1),
	move_up: state => moveTicket(state, -1),
	delete: deleteTicket,
	undelete: undeleteTicket,
	diff: showDiff,
	talk: showTalk,
} satisfies Handlers;
