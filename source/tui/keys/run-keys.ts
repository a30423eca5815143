import type {AppState} from '../state.js';
import {answerable, isAnswerable, selectedItem} from '../select/inbox/items.js';
import {activityOf} from '../select/inbox/rest.js';
import {goesOn} from '../select/worth.js';
import {views, type KeyRow} from './binding.js';

const goOnWord = (state: AppState): string | undefined => answerable(state) === undefined
	? (['none', 'completed'].includes(activityOf(state)) ? 'start' : undefined)
	: 'answer';

/** The run, and from pane to pane. */
export const runKeys = [
	{
		focus: views, keys: ['r'], action: 'go_on', hint: 'go on', help: 'go on: start, continue, or answer what is asked', isWorth: state => goesOn(state) && !(state.pane === 'inbox' && isAnswerable(selectedItem(state))), hintNow: goOnWord,
	},
	{
		focus: views, keys: ['p'], action: 'pause', hint: 'pause', help: 'pause after this turn', isWorth: state => activityOf(state) === 'running' && !state.isPausing,
	},
	{
		focus: views, keys: ['P'], action: 'interrupt', help: 'interrupt the turn now (asks first)',
	},
	{
		focus: views, keys: ['S'], action: 'stop', help: 'stop the run (asks first)',
	},
	{
		focus: views, keys: ['tab'], action: 'next_pane', hint: 'panes', help: 'next pane', isBound: true,
	},
] as const satisfies readonly KeyRow[];
