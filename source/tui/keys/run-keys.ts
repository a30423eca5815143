import {views, type Binding} from './binding.js';

/** The run, and from pane to pane. */
export const runKeys: readonly Binding[] = [
	{
		focus: views, keys: ['r'], action: 'go_on', hint: 'go on', help: 'go on: start, continue, or answer what is asked',
	},
	{
		focus: views, keys: ['p'], action: 'pause', hint: 'pause', help: 'pause after this turn',
	},
	{
		focus: views, keys: ['P'], action: 'interrupt', help: 'interrupt the turn now (asks first)',
	},
	{
		focus: views, keys: ['S'], action: 'stop', help: 'stop the run (asks first)',
	},
	{
		focus: views, keys: ['tab'], action: 'next_pane', hint: 'panes', help: 'next pane',
	},
];
