import type {AppState} from '../state.js';
import {isAnswerable, selectedItem} from '../select/inbox/items.js';
import {topPage} from '../select/main-pane.js';
import {
	hasSubject, hasTickets, subjectOf,
} from '../select/worth.js';
import {key} from './binding.js';

const isInInbox = (state: AppState): boolean => topPage(state) === undefined && state.pane === 'inbox';

const canEdit = (state: AppState): boolean => {
	if (topPage(state) !== undefined) {
		return hasSubject(state);
	}

	return state.pane === 'inbox' ? (selectedItem(state)?.ticket ?? null) !== null && !isAnswerable(selectedItem(state)) : hasTickets(state);
};

/** Tickets, in their list, open, and as the subject of an inbox item. */
export const ticketsKeys = [
	key(['tickets'], ['enter'], 'open', {hint: 'open', help: 'read the ticket', isWorth: hasTickets}),
	key(['tickets', 'ticket', 'inbox'], ['e'], 'edit', {hint: 'edit', help: 'edit the ticket, or the open document, in $EDITOR', isWorth: canEdit}),
	key(['tickets', 'ticket', 'inbox'], ['d'], 'diff', {hint: 'diff', help: 'what the ticket changed; of an approval, what it would change', isWorth: state => isInInbox(state) ? typeof selectedItem(state)?.approval?.diff === 'string' : hasSubject(state)}),
	key(['tickets'], ['a'], 'add', {hint: 'add', help: 'add a ticket', isWorth: state => state.snapshot?.initialised ?? false}),
	key(['tickets', 'ticket'], ['space'], 'toggle_done', {
		hint: 'done', help: 'mark the ticket done, or open it again', isWorth: hasSubject, hintNow: state => subjectOf(state)?.done ? 'open again' : undefined,
	}),
	key(['tickets', 'ticket', 'inbox'], ['m'], 'talk', {help: 'every message about the ticket, as one conversation'}),
	key(['tickets', 'ticket'], ['A'], 'agent', {hint: 'agent', help: 'choose the agent and the model of the ticket', isWorth: hasSubject}),
	key(['tickets', 'ticket'], ['J'], 'move_down', {help: 'move the ticket one place down'}),
	key(['tickets', 'ticket'], ['K'], 'move_up', {help: 'move the ticket one place up'}),
	key(['tickets', 'ticket'], ['D'], 'delete', {help: 'delete the ticket; u brings it back'}),
	key(['tickets', 'ticket'], ['u'], 'undelete', {hint: 'undelete', help: 'bring the last deleted ticket back', isWorth: state => state.trash.length > 0}),
];
