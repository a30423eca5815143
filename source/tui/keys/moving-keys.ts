import {
	lists, pages, views, type Binding,
} from './binding.js';

/** Moving, in every view. */
export const movingKeys: readonly Binding[] = [
	{
		focus: lists, keys: ['j', 'down'], action: 'down', help: 'next one',
	},
	{
		focus: lists, keys: ['k', 'up'], action: 'up', help: 'the one before',
	},
	{
		focus: ['help', 'start', 'card'], keys: ['k', 'up'], action: 'up', help: 'up',
	},
	{
		focus: ['help', 'start', 'card'], keys: ['j', 'down'], action: 'down', help: 'down',
	},
	{
		focus: ['inbox'], keys: ['space', 'pagedown'], action: 'page_down', hint: 'more', help: 'scroll the text down',
	},
	{
		focus: ['inbox'], keys: ['b', 'pageup'], action: 'page_up', help: 'scroll the text up',
	},
	{
		focus: ['tickets', 'log', ...pages, 'agents', 'help', 'start', 'card'], keys: ['pagedown', 'ctrl-f'], action: 'page_down', help: 'a page down',
	},
	{
		focus: ['tickets', 'log', ...pages, 'agents', 'help', 'start', 'card'], keys: ['pageup', 'ctrl-b'], action: 'page_up', help: 'a page up',
	},
	{
		focus: [...views, 'agents', 'help'], keys: ['g', 'home'], action: 'first', help: 'to the beginning',
	},
	{
		focus: ['tickets', 'inbox', ...pages, 'agents', 'help'], keys: ['G', 'end'], action: 'last', help: 'to the end',
	},
];
