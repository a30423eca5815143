import type {AppState} from '../state.js';
import {isAnswerable, selectedItem} from '../select/inbox/items.js';
import {topPage} from '../select/main-pane.js';
import {
	hasSubject, hasTickets, subjectOf,
} from '../select/worth.js';
import {type KeyRow} from './binding.js';

const isInInbox = (state: AppState): boolean => topPage(state) === undefined && state.pane === 'inbox';

const canEdit = (state: AppState): boolean => {
	if (topPage(state) !== undefined) {
		return hasSubject(state);
	}

	return state.pane === 'inbox' ? (selectedItem(state)?.ticket ?? null) !== null && !isAnswerable(selectedItem(state)) : hasTickets(state);
};

/** Tickets, in their list, open, and as the subject of an inbox item. */
export const ticketsKeys = [
	{
		focus: ['tickets'], keys: ['enter'], action: 'open', hint: 'open', help: 'read the ticket', isWorth: hasTickets,
	},
	{
		focus: ['tickets', 'ticket', 'inbox'], keys: ['e'], action: 'edit', hint: 'edit', help: 'edit the ticket, or the open document, in $EDITOR', isWorth: canEdit,
	},
	{
		focus: ['tickets', 'ticket', 'inbox'], keys: ['d'], action: 'diff', hint: 'diff', help: 'what the ticket changed; of an approval, what it would change', isWorth: state => isInInbox(state) ? typeof selectedItem(state)?.approval?.diff === 'string' : hasSubject(state),
	},
	{
		focus: ['tickets'], keys: ['a'], action: 'add', hint: 'add', help: 'add a ticket', isWorth: state => state.snapshot?.initialised ?? false,
	},
	{
		focus: ['tickets', 'ticket'], keys: ['space'], action: 'toggle_done', hint: 'done', help: 'mark the ticket done, or open it again', isWorth: hasSubject, hintNow: state => subjectOf(state)?.done ? 'open again' : undefined,
	},
	{
		focus: ['tickets', 'ticket', 'inbox'], keys: ['m'], action: 'talk', help: 'every message about the ticket, as one conversation',
	},
	{
		focus: ['tickets', 'ticket'], keys: ['A'], action: 'agent', hint: 'agent', help: 'choose the agent and the model of the ticket', isWorth: hasSubject,
	},
	{
		focus: ['tickets', 'ticket'], keys: ['J'], action: 'move_down', help: 'move the ticket one place down',
	},
	{
		focus: ['tickets', 'ticket'], keys: ['K'], action: 'move_up', help: 'move the ticket one place up',
	},
	{
		focus: ['tickets', 'ticket'], keys: ['D'], action: 'delete', help: 'delete the ticket; u brings it back',
	},
	{
		focus: ['tickets', 'ticket'], keys: ['u'], action: 'undelete', hint: 'undelete', help: 'bring the last deleted ticket back', isWorth: state => state.trash.length > 0,
	},
] as const satisfies readonly KeyRow[];
