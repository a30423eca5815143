import {sanitiseLine} from '../../domain/text/sanitise.js';
import {doneOfAll} from '../select/tickets/progress.js';
import {activityOf} from '../select/inbox/rest.js';
import {placesOf, type AppState} from '../state.js';
import type {PlaceId} from '../place.js';
import type {Store} from '../store.js';

/** What the terminal's own title says, so that a tab or a window of tmux tells it from afar. */
export const terminalTitle = (state: AppState): string => {
	const waiting = state.snapshot?.inbox.length ?? 0;
	const activity = activityOf(state);
	const standing = [activity === 'none' ? '' : activity, doneOfAll(state)].filter(part => part !== '').join(' ');
	return sanitiseLine([`${state.repoName}${waiting === 0 ? '' : ` (${waiting} for you)`}`, standing].filter(part => part !== '').join(': '));
};

type Attention = {
	/** Says the title again: another program had the terminal. */
	readonly again: () => void;
	readonly stop: () => void;
};

/** Keeps the terminal's title, and rings once when something new waits for the human, in whatever place. What waited in a place when it was first read rings nothing: they are here. */
export const callAttention = (store: Store, send: (sequence: string) => void): Attention => {
	let title = '';
	const known = new Map<PlaceId, ReadonlySet<string>>();
	const look = (): void => {
		const state = store.shown();
		let isNew = false;
		for (const [place, {snapshot}] of placesOf(state)) {
			if (snapshot !== null) {
				const before = known.get(place);
				const ids = snapshot.inbox.map(item => `${snapshot.run?.runId ?? ''} ${item.id}`);
				isNew ||= before !== undefined && ids.some(id => !before.has(id));
				known.set(place, new Set([...before ?? [], ...ids]));
			}
		}

		const next = state.snapshot === null ? title : terminalTitle(state);
		const sequence = (next === title ? '' : `\u001B]2;${next}\u001B\\`) + (isNew ? '\u0007' : '');
		title = next;
		if (sequence !== '') {
			send(sequence);
		}
	};

	const stop = store.subscribe(look);
	return {
		again() {
			title = '';
			look();
		},
		stop,
	};
};
