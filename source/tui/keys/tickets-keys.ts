import {type Binding} from './binding.js';

/** The list of tickets. */
export const ticketsKeys: readonly Binding[] = [
	{
		focus: ['tickets'], keys: ['enter'], action: 'open', hint: 'open', help: 'read the ticket',
	},
	{
		focus: ['tickets', 'ticket', 'inbox'], keys: ['e'], action: 'edit', hint: 'edit', help: 'edit the ticket in $EDITOR',
	},
	{
		focus: ['tickets'], keys: ['a'], action: 'add', hint: 'add', help: 'add a ticket',
	},
	{
		focus: ['tickets', 'ticket'], keys: ['space'], action: 'toggle_done', hint: 'done', help: 'mark the ticket done, or open it again',
	},
];
