import {type Binding} from './binding.js';

/** The inbox. */
export const inboxKeys: readonly Binding[] = [
	{
		focus: ['inbox'], keys: ['enter'], action: 'reply', hint: 'reply', help: 'answer the question, or read the ticket the item is about',
	},
	{
		focus: ['inbox'], keys: ['o'], action: 'attachments', hint: 'files', help: 'open the files that came with it',
	},
	{
		focus: ['inbox'], keys: ['i'], action: 'message', hint: 'message', help: 'write to the agent about this item',
	},
	{
		focus: ['inbox'], keys: ['y'], action: 'allow_once', hint: 'once', help: 'approval: allow once',
	},
	{
		focus: ['inbox'], keys: ['x'], action: 'deny', hint: 'deny', help: 'approval: deny',
	},
	{
		focus: ['inbox'], keys: ['Y'], action: 'allow_session', hint: 'session', help: 'approval: allow for the session',
	},
	{
		focus: ['inbox'], keys: ['h'], action: 'happened', hint: 'happened', help: 'unknown outcome: it happened, do not do it again',
	},
	{
		focus: ['inbox'], keys: ['n'], action: 'again', hint: 'again', help: 'unknown outcome: do it again',
	},
];
