import type {Effect, EffectType, Performers} from '../effect.js';
import type {Message} from '../message.js';
import type {Place, PlaceId} from '../place.js';
import {toDrafts} from './drafts.js';
import {sentenceOf} from './error-words.js';
import {createLogReader} from './read-log.js';
import {toEngine} from './to-engine.js';
import {toFiles, type Lending} from './to-files.js';
import {toTickets} from './to-tickets.js';

/** What the screen itself can do. */
type Hands = Lending & {
	readonly leave: () => void;
	readonly suspend: () => void;
	/** Puts a text into the terminal's clipboard; answers where that is, in words. */
	readonly copy: (text: string) => string;
	/** Takes what came of an effect, for the place it was asked of. */
	readonly send: (message: Message, place: PlaceId) => void;
};

type Perform = {
	readonly perform: (effect: Effect, place: PlaceId) => void;
	/** Writes drafts that wait: for the ways out. */
	readonly flush: () => void;
	/** Opens the newest logs before anybody asks. */
	readonly warm: () => void;
	/** Lets go of the logs that are open. */
	readonly close: () => void;
};

const performAt = (place: Place, hands: Hands): Omit<Perform, 'perform'> & {readonly perform: (effect: Effect) => void} => {
	const send = (message: Message): void => {
		hands.send(message, place.id);
	};

	const note = (error: unknown): void => {
		send({type: 'noted', text: sentenceOf(error), isTrouble: true});
	};

	const reader = createLogReader(place.client, send);
	const drafts = toDrafts(place.drafts, send, note);
	const performers: Performers = {
		...reader.performers,
		...drafts.performers,
		...toTickets(place.client, send),
		...toEngine(place, send),
		...toFiles(place, hands, send),
		leave: hands.leave,
		suspend: hands.suspend,
		copy({text, what}) {
			send({type: 'noted', text: `${what[0]?.toUpperCase() ?? ''}${what.slice(1)} went to ${hands.copy(text)}.`, isTrouble: false});
		},
	};
	const perform = async <Type extends EffectType>(effect: Effect<Type>): Promise<void> => performers[effect.type](effect);
	return {
		perform(effect) {
			void perform(effect).catch(note);
		},
		flush: drafts.flush,
		warm() {
			void reader.warm();
		},
		close: reader.close,
	};
};

/** Does to the world what `update` asked for, at the place it asked for, and sends back what came of it. Trouble becomes a line in the footer. */
export const createPerform = (places: readonly Place[], hands: Hands): Perform => {
	const known = new Map(places.map(place => [place.id, performAt(place, hands)]));
	const all = (task: 'flush' | 'warm' | 'close') => (): void => {
		for (const one of known.values()) {
			one[task]();
		}
	};

	return {
		perform(effect, place) {
			known.get(place)?.perform(effect);
		},
		flush: all('flush'),
		warm: all('warm'),
		close: all('close'),
	};
};
