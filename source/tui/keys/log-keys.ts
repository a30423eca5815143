import {type Binding} from './binding.js';

/** The log. */
export const logKeys: readonly Binding[] = [
	{
		focus: ['log'], keys: ['k', 'up'], action: 'up', hint: 'hold', help: 'hold the log and go up',
	},
	{
		focus: ['log'], keys: ['j', 'down'], action: 'down', help: 'down; at the end the log follows again',
	},
	{
		focus: ['log'], keys: [']'], action: 'next_mark', help: 'to the next error, question, commit or turn',
	},
	{
		focus: ['log'], keys: ['['], action: 'previous_mark', help: 'to the error, question, commit or turn before',
	},
	{
		focus: ['log'], keys: ['G', 'end'], action: 'last', hint: 'follow', help: 'to the end, and follow again',
	},
	{
		focus: ['log'], keys: ['i'], action: 'message', hint: 'message', help: 'write a message for the next turn',
	},
];
