import {graphemes} from '../../domain/words/width.js';
import type {Message} from '../message.js';
import type {AppState} from '../state.js';
import {focusOf} from '../focus.js';
import type {InputEvent} from '../terminal/input.js';
import {readKey} from './read-key.js';
import {isTyping} from './keymap.js';

type Ends = {
	readonly live: () => AppState;
	readonly send: (message: Message) => void;
	/** Types into the one-line input. */
	readonly feed: (text: string) => void;
	/** Resolves when the one-line input has taken what was typed into it. */
	readonly settled: () => Promise<void>;
};

/** Keys that edit inside one line. What else ink-text-input would make of a control key is nothing anybody asked for. */
const lineKeys = new Set(['left', 'right', 'backspace', 'space']);

const textOf = (event: InputEvent | undefined): string | undefined => {
	if (event?.type === 'text') {
		return event.text;
	}

	return event?.type === 'key' && event.name === 'space' ? ' ' : undefined;
};

/** Sends each input event to whatever has the keys at that moment, in order. */
export const createRouter = ({live, send, feed, settled}: Ends): (events: readonly InputEvent[]) => void => {
	const queue: InputEvent[] = [];
	let isBusy = false;

	const typeLine = async (first: string): Promise<void> => {
		let text = first;
		// Typed in one breath, taken in one piece: the input draws once.
		for (let next = textOf(queue[0]); next !== undefined; next = textOf(queue[0])) {
			text += next;
			queue.shift();
		}

		feed(text);
		await settled();
	};

	const typeKey = async (event: Extract<InputEvent, {type: 'key'}>): Promise<void> => {
		const isLine = focusOf(live()) !== 'reply_lines';
		if (event.name === 'space') {
			if (isLine) {
				await typeLine(' ');
			} else {
				send({type: 'typed', text: ' '});
			}
		} else if (isLine && lineKeys.has(event.name)) {
			feed(event.name === 'backspace' ? '\u007F' : event.raw);
			await settled();
		}
	};

	const pressText = async (text: string): Promise<void> => {
		const focus = focusOf(live());
		if (focus === 'reply_lines') {
			send({type: 'typed', text});
		} else if (isTyping(focus)) {
			await typeLine(text);
		} else {
			const [first = '', ...rest] = graphemes(text);
			const message = readKey(live(), first);
			if (rest.length > 0) {
				queue.unshift({type: 'text', text: rest.join('')});
			}

			if (message !== 'type') {
				send(message);
			}
		}
	};

	const handle = async (event: InputEvent): Promise<void> => {
		switch (event.type) {
			case 'paste': {
				send({type: 'pasted', text: event.text});
				return;
			}

			case 'text': {
				await pressText(event.text);
				return;
			}

			case 'key': {
				const message = readKey(live(), event.name);
				if (message === 'type') {
					await typeKey(event);
				} else {
					send(message);
				}

				return;
			}

			default: {
				event satisfies never;
			}
		}
	};

	const drain = async (): Promise<void> => {
		isBusy = true;
		try {
			for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
				await handle(event);
			}
		} finally {
			isBusy = false;
		}
	};

	return events => {
		queue.push(...events);
		if (!isBusy) {
			void drain();
		}
	};
};
