import {fittingEntries, type PaletteEntry} from '../select/palette.js';
import type {AppState} from '../state.js';
import {whyNot} from './why-not.js';

/** An action that fits, and why it would do nothing now; undefined: it would do something. */
export type OfferedEntry = PaletteEntry & {readonly reason: string | undefined};

/** The actions that fit what was typed; what can be done now comes first. */
export const offeredEntries = (state: AppState): readonly OfferedEntry[] => {
	const entries = fittingEntries(state.prompt?.text ?? '').map(entry => ({...entry, reason: whyNot(state, entry.action)}));
	return [...entries.filter(entry => entry.reason === undefined), ...entries.filter(entry => entry.reason !== undefined)];
};
