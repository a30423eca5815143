import {
	bindings, isBound, keyLabel, type Action,
} from '../../keys/keymap.js';

/** An action by its sentence, with the keys that do it. */
export type PaletteEntry = {readonly action: Action; readonly help: string; readonly keys: string; readonly names: string};

/** An action that fits what was typed; `isScattered` when only its letters stand somewhere in the sentence. */
export type FittingEntry = PaletteEntry & {readonly isScattered: boolean};

/** Every action there is, each once, in the order of the table of keys. */
const paletteEntries: readonly PaletteEntry[] = [...new Set(bindings.map(binding => binding.action))]
	.filter(action => !isBound(action))
	.map(action => {
		const binding = bindings.find(one => one.action === action);
		return {
			action, help: binding?.help ?? action, keys: (binding?.keys ?? []).map(key => keyLabel(key)).join(' '), names: binding?.names ?? '',
		};
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

const fitOf = (typed: string, {action, help, keys, names}: PaletteEntry): number | undefined => keys.split(' ').includes(typed)
	? -1
	: distanceOf(typed.toLowerCase(), `${help} ${action.replaceAll('_', ' ')} ${names}`.toLowerCase());

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
