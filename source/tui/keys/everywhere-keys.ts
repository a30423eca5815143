import {isWayBack} from '../select/worth.js';
import {
	inputs, panes, views, type KeyRow,
} from './binding.js';

/** Everywhere. */
export const everywhereKeys = [
	{
		focus: views, keys: ['1'], action: 'show_tickets', help: 'tickets',
	},
	{
		focus: views, keys: ['2'], action: 'show_log', help: 'log of the running turn',
	},
	{
		focus: views, keys: ['3'], action: 'show_inbox', help: 'inbox: what waits for you',
	},
	{
		focus: views, keys: ['R'], action: 'report', help: 'report: what happened since the last one was closed',
	},
	{
		focus: views, keys: ['H'], action: 'runs', help: 'history: all runs and their turns',
	},
	{
		focus: views, keys: ['w'], action: 'documents', help: 'workspace: the documents that go into every prompt',
	},
	{
		focus: views, keys: ['c'], action: 'doctor', help: 'doctor: check what a run needs',
	},
	{
		focus: views, keys: [':'], action: 'palette', hint: 'actions', help: 'every action by its name', isBound: true,
	},
	{
		focus: views, keys: ['shift-tab'], action: 'previous_pane', help: 'the pane before', isBound: true,
	},
	{
		focus: panes, keys: ['esc'], action: 'close', hint: 'back', help: 'back to the view that led here, or from an earlier turn to now; else nothing', isWorth: isWayBack,
	},
	{
		focus: [...views, 'agents'], keys: ['?'], action: 'help', hint: 'keys', help: 'every key of this view',
	},
	{
		focus: ['help'], keys: ['?'], action: 'close', help: 'close this view',
	},
	{
		focus: [...views, 'agents', 'help', 'card', 'start', 'small'], keys: ['q', 'ctrl-c'], action: 'leave', hint: 'leave', help: 'leave; the run goes on', names: 'quit exit',
	},
	{
		focus: [...inputs, 'confirm'], keys: ['ctrl-c'], action: 'leave', help: 'leave; the run goes on, a draft is kept',
	},
	{
		focus: [...views, ...inputs, 'help', 'card', 'start', 'confirm', 'small'], keys: ['ctrl-z'], action: 'suspend', help: 'suspend; fg in the shell comes back',
	},
] as const satisfies readonly KeyRow[];
