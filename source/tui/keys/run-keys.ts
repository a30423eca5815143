import type {AppState} from '../state.js';
import {answerable, isAnswerable, selectedItem} from '../select/inbox/items.js';
import {activityOf} from '../select/inbox/rest.js';
import {goesOn} from '../select/worth.js';
import {views, key} from './binding.js';

const goOnWord = (state: AppState): string | undefined => answerable(state) === undefined
	? (['none', 'completed'].includes(activityOf(state)) ? 'start' : undefined)
	: 'answer';

/** The run, and from pane to pane. */
export const runKeys = [
	key(views, ['r'], 'go_on', {
		hint: 'go on', help: 'go on: start, continue, or answer what is asked', isWorth: state => goesOn(state) && !(state.pane === 'inbox' && isAnswerable(selectedItem(state))), hintNow: goOnWord,
	}),
	key(views, ['p'], 'pause', {hint: 'pause', help: 'pause after this turn', isWorth: state => activityOf(state) === 'running' && !state.isPausing}),
	key(views, ['P'], 'interrupt', {help: 'interrupt the turn now (asks first)'}),
	key(views, ['S'], 'stop', {help: 'stop the run (asks first)'}),
	key(views, ['tab'], 'next_pane', {hint: 'panes', help: 'next pane', isBound: true}),
];
