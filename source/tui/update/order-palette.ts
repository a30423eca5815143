import {fittingEntries, type PaletteEntry} from '../select/cover/palette.js';
import type {AppState} from '../state.js';
import {whyNot} from './why-not.js';

/** An action that fits, and why it would do nothing now; undefined: it would do something. */
export type OfferedEntry = PaletteEntry & {readonly reason: string | undefined};

/** The actions that fit what was typed; what can be done now comes first, and after everything else what fits by scattered letters alone. */
export const offeredEntries = (state: AppState): readonly OfferedEntry[] => {
	const entries = fittingEntries(state.prompt?.text ?? '').map(entry => ({...entry, reason: whyNot(state, entry.action)}));
	const rankOf = ({isScattered, reason}: (typeof entries)[number]): number => (isScattered ? 2 : 0) + (reason === undefined ? 0 : 1);
	return entries.toSorted((one, other) => rankOf(one) - rankOf(other));
};
