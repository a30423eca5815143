import type {RepositorySnapshot} from '../../../source/engine/client/flow-client.js';
import type {Action, Message} from '../../../source/tui/message.js';
import type {Effect} from '../../../source/tui/effect.js';
import {firstState, type AppState} from '../../../source/tui/state.js';
import {update} from '../../../source/tui/update/update.js';

/** The state after the first reading of a repository. */
export const start = (snapshot: RepositorySnapshot, columns = 100, rows = 30): AppState => {
	const [state] = update(firstState({
		size: {columns, rows}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
	}), {type: 'engine', events: [{type: 'snapshot', snapshot}]});
	return state;
};

/** Runs messages one after the other; effects of all of them. */
export const play = (state: AppState, ...messages: ReadonlyArray<Action | Message>): {readonly state: AppState; readonly effects: readonly Effect[]} => {
	const effects: Effect[] = [];
	let now = state;
	for (const message of messages) {
		const [next, wanted] = update(now, typeof message === 'string' ? {type: 'act', action: message} : message);
		now = next;
		effects.push(...wanted);
	}

	return {state: now, effects};
};
