import {lastItemTop} from '../select/inbox/inbox-rows.js';
import {
	lists, pages, views, key,
} from './binding.js';

/** Moving, in every view. */
export const movingKeys = [
	key(lists, ['j', 'down'], 'down', {help: 'next one'}),
	key(lists, ['k', 'up'], 'up', {help: 'the one before'}),
	key(['help', 'start', 'card'], ['k', 'up'], 'up', {help: 'up'}),
	key(['help', 'start', 'card'], ['j', 'down'], 'down', {help: 'down'}),
	key(['inbox'], ['space', 'pagedown'], 'page_down', {hint: 'more', help: 'scroll the text down', isWorth: state => lastItemTop(state) > 0}),
	key(['inbox'], ['b', 'pageup'], 'page_up', {help: 'scroll the text up'}),
	key(['tickets', 'log', ...pages, 'agents', 'help', 'start', 'card'], ['pagedown', 'ctrl-f'], 'page_down', {help: 'a page down'}),
	key(['tickets', 'log', ...pages, 'agents', 'help', 'start', 'card'], ['pageup', 'ctrl-b'], 'page_up', {help: 'a page up'}),
	key([...views, 'agents', 'help'], ['g', 'home'], 'first', {help: 'to the beginning'}),
	key(['tickets', 'inbox', ...pages, 'agents', 'help'], ['G', 'end'], 'last', {help: 'to the end'}),
];
