import {lastItemTop} from '../select/inbox/inbox-rows.js';
import {
	lists, pages, views, type KeyRow,
} from './binding.js';

/** Moving, in every view. */
export const movingKeys = [
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
		focus: ['inbox'], keys: ['space', 'pagedown'], action: 'page_down', hint: 'more', help: 'scroll the text down', isWorth: state => lastItemTop(state) > 0,
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
] as const satisfies readonly KeyRow[];
