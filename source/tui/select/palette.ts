import type {Action} from '../message.js';
import {bindings, keyLabel} from '../keymap.js';

/** An action by its sentence, with the keys that do it. */
export type PaletteEntry = {readonly action: Action; readonly help: string; readonly keys: string};

/** What only makes sense under the fingers: moving, typing, and answering the program itself. */
const isBound = (action: Action): boolean =>
	action.startsWith('edit_')
	|| ['down', 'up', 'page_down', 'page_up', 'first', 'last', 'next_mark', 'previous_mark', 'close', 'yes', 'send', 'send_now', 'new_line', 'complete', 'attach', 'detach', 'palette', 'run_action', 'start', 'start_dirty', 'open', 'next_pane', 'previous_pane', 'next_scope'].includes(action);

/** Every action there is, each once, in the order of the table of keys. */
const paletteEntries: readonly PaletteEntry[] = [...new Set(bindings.map(binding => binding.action))]
	.filter(action => !isBound(action))
	.map(action => {
		const binding = bindings.find(one => one.action === action);
		return {action, help: binding?.help ?? action, keys: (binding?.keys ?? []).map(key => keyLabel(key)).join(' ')};
	});

/** How well the letters fit a text in their order; undefined when they do not. Less is better. */
const distanceOf = (letters: string, text: string): number | undefined => {
	const at = text.indexOf(letters);
	if (at !== -1) {
		return at === 0 || text[at - 1] === ' ' ? 0 : 1;
	}

	let from = 0;
	let gaps = 0;
	for (const letter of letters.replaceAll(' ', '')) {
		const next = text.indexOf(letter, from);
		if (next === -1) {
			return undefined;
		}

		gaps += next - from;
		from = next + 1;
	}

	return 2 + gaps;
};

/** The actions whose sentence or key fits what was typed, the best first. */
export const fittingEntries = (typed: string): readonly PaletteEntry[] => {
	const letters = typed.trim().toLowerCase();
	if (letters === '') {
		return paletteEntries;
	}

	return paletteEntries
		.map(entry => ({entry, distance: entry.keys === typed.trim() ? -1 : distanceOf(letters, `${entry.help} ${entry.action.replaceAll('_', ' ')}`.toLowerCase())}))
		.filter((one): one is {entry: PaletteEntry; distance: number} => one.distance !== undefined)
		.toSorted((one, other) => one.distance - other.distance)
		.map(one => one.entry);
};
