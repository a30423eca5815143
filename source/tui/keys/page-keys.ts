import {hasSubject, leadsSomewhere} from '../select/worth.js';
import {pages, type KeyRow} from './binding.js';

/** Views over the panes. The keys that open and close stand before those of the run: they must be found in a view that lies over the others. */
export const pageKeys = [
	{
		focus: ['agents'], keys: ['enter'], action: 'open', hint: 'choose', help: 'let this one work on the ticket', isWorth: leadsSomewhere, isBound: true,
	},
	{
		focus: ['ticket', 'page', 'document', 'report'], keys: ['enter'], action: 'open', hint: 'open', help: 'open what the chosen line is about', isWorth: leadsSomewhere,
	},
	{
		focus: ['report'], keys: ['esc'], action: 'close', hint: 'close', help: 'close the report: the next one begins where this one ends',
	},
	{
		focus: ['ticket', 'page', 'document'], keys: ['esc'], action: 'close', hint: 'close', help: 'close this view',
	},
	{
		focus: ['agents'], keys: ['esc'], action: 'close', hint: 'close', help: 'leave it as it is',
	},
	{
		focus: [...pages, 'agents'], keys: ['j', 'down'], action: 'down', hint: 'next', help: 'down, or the next line that leads somewhere', isWorth: leadsSomewhere,
	},
	{
		focus: [...pages, 'agents'], keys: ['k', 'up'], action: 'up', help: 'up, or the line before that leads somewhere',
	},
	{
		focus: ['page', 'document', 'report'], keys: ['space'], action: 'page_down', help: 'a page down',
	},
	{
		focus: ['document'], keys: ['e'], action: 'edit', hint: 'edit', help: 'edit the ticket, or the open document, in $EDITOR', isWorth: hasSubject,
	},
] as const satisfies readonly KeyRow[];
