import type {Action} from '../message.js';
import type {AppState} from '../state.js';
import {act} from './act.js';

/** Why an action would do nothing now, in its own words; undefined when it does something. It is tried on the state below the palette, which costs nothing: the update is pure. */
export const whyNot = (state: AppState, action: Action): string | undefined => {
	const before: AppState = {...state, prompt: null, notice: null};
	const [after, effects] = act(before, action);
	if (effects.length > 0 || after.notice === null) {
		return undefined;
	}

	const isSame = (Object.keys(after) as Array<keyof AppState>).every(key => key === 'notice' || after[key] === before[key]);
	return isSame ? after.notice.text : undefined;
};
