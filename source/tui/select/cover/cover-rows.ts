import type {AppState} from '../../state.js';
import {counted} from '../../../domain/words/short-words.js';
import {rowOf, type Row} from '../../theme.js';
import {screenParts} from '../screen-parts.js';
import {cardRows, startRows} from './card-rows.js';
import {helpRows} from './help-rows.js';

/** The title of the view that lies over the whole body; undefined when there is none. */
export const coverTitle = (state: AppState): string | undefined => {
	if (state.isHelping) {
		return 'Keys';
	}

	if (state.card !== null) {
		return 'Not started';
	}

	return state.startCard === null ? undefined : 'Start a run';
};

const allRows = (state: AppState): readonly Row[] => {
	if (state.isHelping) {
		return helpRows(state);
	}

	return state.card === null ? startRows(state) : cardRows(state);
};

/** Rows of a cover that are seen at once, without its title. */
export const coverHeight = (state: AppState): number => screenParts(state).main.height - 1;

/** How far the cover can be scrolled. */
export const lastCoverTop = (state: AppState): number => {
	const {length} = allRows(state);
	return length <= coverHeight(state) ? 0 : length - coverHeight(state) + 1;
};

/** The part of the cover that is seen, and how much follows. */
export const coverRows = (state: AppState): readonly Row[] => {
	const rows = allRows(state);
	const height = coverHeight(state);
	if (rows.length <= height) {
		return rows;
	}

	const top = Math.min(state.coverTop, lastCoverTop(state));
	const left = rows.length - top - (height - 1);
	return [...rows.slice(top, top + height - 1), rowOf(left > 0 ? `-- ${counted(left, 'more line')}: j --` : '-- end --', 'dim')];
};
