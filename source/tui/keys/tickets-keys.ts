import {type Binding} from './binding.js';

/** Tickets, in their list, open, and as the subject of an inbox item. */
export const ticketsKeys: readonly Binding[] = [
	{
		focus: ['tickets'], keys: ['enter'], action: 'open', hint: 'open', help: 'read the ticket',
	},
	{
		focus: ['tickets', 'ticket', 'inbox'], keys: ['e'], action: 'edit', hint: 'edit', help: 'edit the ticket, or the open document, in $EDITOR',
	},
	{
		focus: ['tickets', 'ticket', 'inbox'], keys: ['d'], action: 'diff', hint: 'diff', help: 'what the ticket changed; of an approval, what it would change',
	},
	{
		focus: ['tickets'], keys: ['a'], action: 'add', hint: 'add', help: 'add a ticket',
	},
	{
		focus: ['tickets', 'ticket'], keys: ['space'], action: 'toggle_done', hint: 'done', help: 'mark the ticket done, or open it again',
	},
	{
		focus: ['tickets', 'ticket', 'inbox'], keys: ['m'], action: 'talk', help: 'every message about the ticket, as one conversation',
	},
	{
		focus: ['tickets', 'ticket'], keys: ['A'], action: 'agent', hint: 'agent', help: 'choose the agent and the model of the ticket',
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
		focus: ['tickets', 'ticket'], keys: ['u'], action: 'undelete', hint: 'undelete', help: 'bring the last deleted ticket back',
	},
];
