import type {EngineEvent} from '../engine/client/flow-client.js';
import type {Message} from './message.js';
import type {Effect} from './effect.js';
import type {PlaceId} from './place.js';
import type {AppState} from './state.js';
import type {Trace} from './debug-log.js';
import {update} from './update/update.js';

export type Store = {
	/** The live state: every message sent so far counts, shown or not. */
	readonly live: () => AppState;
	/** The published state; the same object until the next publication. */
	readonly shown: () => AppState;
	/** `place`: whose it is, the one that is looked at when it comes from the screen. */
	readonly send: (message: Message, place?: PlaceId) => void;
	/** Takes a message that is shown with the next publication, whatever that comes from. */
	readonly note: (message: Message) => void;
	/** Returns the way to stop listening. */
	readonly subscribe: (listener: () => void) => () => void;
	/** Nothing is published any more. */
	readonly close: () => void;
};

/** At most 20 publications a second for what the engine says; keys are published at once. Milliseconds. */
const publishEvery = 50;

/**
 * Milliseconds until the next publication after one that sent so many bytes: a flood may send about 6 KB a second, which a slow line takes, and nothing waits longer than half a second.
 */
export const paceOf = (bytes: number): number => Math.min(500, Math.max(publishEvery, bytes / 6));

/** No more events wait than are taken in within a millisecond or two: a key has to wait for them. */
const mostWaiting = 1000;

/** The state outside React. Events of the engine are gathered and taken in one step per publication, or before the next key, so that a flood costs a few copies of the log and not thousands. `sentBytes` is what the terminal was sent so far; `trace` sees every message and effect. */
export const createStore = (first: AppState, perform: (effect: Effect, place: PlaceId) => void, {sentBytes = () => 0, trace}: {readonly sentBytes?: () => number; readonly trace?: Trace | undefined} = {}): Store => {
	let live = first;
	let shown = first;
	const waiting = new Map<PlaceId, EngineEvent[]>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let publishedAt = 0;
	let sentBefore = 0;
	let isClosed = false;
	const listeners = new Set<() => void>();

	const apply = (message: Message, place: PlaceId): void => {
		trace?.('message', message, place);
		const [next, effects] = update(live, message, place);
		live = next;
		for (const effect of effects) {
			trace?.('effect', effect, place);
			perform(effect, place);
		}
	};

	const takeWaiting = (): void => {
		const taken = [...waiting];
		waiting.clear();
		for (const [place, events] of taken) {
			apply({type: 'engine', events}, place);
		}
	};

	const publish = (): void => {
		clearTimeout(timer);
		timer = undefined;
		takeWaiting();
		publishedAt = Date.now();
		sentBefore = sentBytes();
		if (shown !== live && !isClosed) {
			shown = live;
			for (const listener of listeners) {
				listener();
			}
		}
	};

	return {
		live: () => live,
		shown: () => shown,
		send(message, place = live.place) {
			if (message.type === 'engine') {
				const events = waiting.get(place) ?? [];
				events.push(...message.events);
				waiting.set(place, events);
				if (events.length >= mostWaiting) {
					takeWaiting();
				}

				timer ??= setTimeout(publish, Math.max(0, paceOf(sentBytes() - sentBefore) - (Date.now() - publishedAt)));
				return;
			}

			takeWaiting();
			apply(message, place);
			publish();
		},
		note(message) {
			takeWaiting();
			apply(message, live.place);
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		close() {
			isClosed = true;
			clearTimeout(timer);
		},
	};
};
