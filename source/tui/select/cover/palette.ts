import type {Action} from '../../message.js';
import {bindings, keyLabel} from '../../keys/keymap.js';

/** An action by its sentence, with the keys that do it. */
export type PaletteEntry = {readonly action: Action; readonly help: string; readonly keys: string};

/** An action that fits what was typed; `isScattered` when only its letters stand somewhere in the sentence. */
export type FittingEntry = PaletteEntry & {readonly isScattered: boolean};

/** What people call an action besides. */
const otherNames: Readonly<Partial<Record<Action, string>>> = {leave: 'quit exit'};

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

const scattered = 2;

/** How well the letters fit a text in their order; undefined when they do not. Less is better; from `scattered` on they stand apart. */
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

	return scattered + gaps;
};

const fitOf = (typed: string, {action, help, keys}: PaletteEntry): number | undefined => keys.split(' ').includes(typed)
	? -1
	: distanceOf(typed.toLowerCase(), `${help} ${action.replaceAll('_', ' ')} ${otherNames[action] ?? ''}`.toLowerCase());

/** The actions whose sentence or key fits what was typed, the best first. */
export const fittingEntries = (typed: string): readonly FittingEntry[] => {
	const letters = typed.trim();
	if (letters === '') {
		return paletteEntries.map(entry => ({...entry, isScattered: false}));
	}

	return paletteEntries
		.map(entry => ({entry, distance: fitOf(letters, entry)}))
		.filter((one): one is {entry: PaletteEntry; distance: number} => one.distance !== undefined)
		.toSorted((one, other) => one.distance - other.distance)
		.map(({entry, distance}) => ({...entry, isScattered: distance >= scattered}));
};
