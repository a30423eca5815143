import {hasSubject, leadsSomewhere} from '../select/worth.js';
import {pages, key} from './binding.js';

/** Views over the panes. The keys that open and close stand before those of the run: they must be found in a view that lies over the others. */
export const pageKeys = [
	key(['agents'], ['enter'], 'open', {
		hint: 'choose', help: 'let this one work on the ticket', isWorth: leadsSomewhere, isBound: true,
	}),
	key(['ticket', 'page', 'document', 'report'], ['enter'], 'open', {hint: 'open', help: 'open what the chosen line is about', isWorth: leadsSomewhere}),
	key(['report'], ['esc'], 'close', {hint: 'close', help: 'close the report: the next one begins where this one ends'}),
	key(['ticket', 'page', 'document'], ['esc'], 'close', {hint: 'close', help: 'close this view'}),
	key(['agents'], ['esc'], 'close', {hint: 'close', help: 'leave it as it is'}),
	key([...pages, 'agents'], ['j', 'down'], 'down', {hint: 'next', help: 'down, or the next line that leads somewhere', isWorth: leadsSomewhere}),
	key([...pages, 'agents'], ['k', 'up'], 'up', {help: 'up, or the line before that leads somewhere'}),
	key(['page', 'document', 'report'], ['space'], 'page_down', {help: 'a page down'}),
	key(['document'], ['e'], 'edit', {hint: 'edit', help: 'edit the ticket, or the open document, in $EDITOR', isWorth: hasSubject}),
];
