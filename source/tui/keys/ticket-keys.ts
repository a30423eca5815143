import {type Binding} from './binding.js';

/** An open ticket. The key that closes it stands before those of the run: it must be found in a view that lies over the others. */
export const ticketKeys: readonly Binding[] = [
	{
		focus: ['ticket'], keys: ['esc', 'enter'], action: 'close', hint: 'close', help: 'close the ticket',
	},
];
