import {expect, test} from 'vitest';
import {bindingOf, bindingsOf, type Binding} from '../../../source/tui/keys/keymap.js';
import type {AppState} from '../../../source/tui/state.js';
import {focusOf} from '../../../source/tui/focus.js';
import {update} from '../../../source/tui/update/update.js';
import {stateOf} from '../../support/screen/draw.js';
import {scenes} from '../../support/screen/scenes.js';

/** What is seen of a state, besides a notice. */
const seen = (state: AppState): string => JSON.stringify({...state, seenAt: 0, notice: null}, (_key, value: unknown) => value instanceof Set ? [...value] as unknown[] : value);

/** At an end nothing moves, and the pane that is shown is shown already. */
const mayBeSilent = ({action}: Binding): boolean =>
	['down', 'up', 'page_down', 'page_up', 'first', 'last', 'show_log', 'show_inbox', 'show_tickets'].includes(action) || action.startsWith('edit_');

test.each(scenes)('screen %s: every key of its table -> does something, or says why not', (_, snapshot, steps) => {
	const state = stateOf({snapshot: snapshot(), size: [100, 30], steps});
	const silent = bindingsOf(focusOf(state)).filter(binding => {
		const [next, effects] = update(state, {type: 'act', action: binding.action});
		return !mayBeSilent(binding) && effects.length === 0 && next.notice === null && seen(next) === seen(state);
	});
	expect(silent.map(binding => binding.keys.join(' '))).toEqual([]);
});

test.each(scenes)('screen %s: a key that does nothing there -> names one that does', (_, snapshot, steps) => {
	const state = stateOf({snapshot: snapshot(), size: [100, 30], steps});
	const [{notice}] = update(state, {type: 'unknown_key', name: 'f9'});
	const {key = ''} = /does nothing here: (?<key>\S+) /v.exec(notice?.text ?? '')?.groups ?? {};
	expect(bindingOf(focusOf(state), key)?.action).toBe(key === '?' ? 'help' : 'close');
});
