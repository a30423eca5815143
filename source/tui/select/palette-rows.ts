import type {AppState} from '../state.js';
import {offeredEntries, type OfferedEntry} from '../update/order-palette.js';
import {count} from '../text/words.js';
import {
	barRow, emptyRow, rowOf, spreadRow, type Row,
} from '../theme.js';
import {layoutOf} from './layout.js';

const keyColumn = 9;

const entryRow = (entry: OfferedEntry, {width, isChosen}: {readonly width: number; readonly isChosen: boolean}): Row => {
	const {reason} = entry;
	const row = spreadRow(
		[{text: `${isChosen ? '>' : ' '}${entry.keys}`.padEnd(keyColumn), style: 'strong'}, {text: entry.help, style: reason === undefined ? 'plain' : 'dim'}],
		reason === undefined ? emptyRow : rowOf('not now', 'dim'),
		width,
	);
	return isChosen ? barRow(row, width, 'focus') : row;
};

/** The palette: the actions that fit what was typed, with their keys; of the chosen one why it does nothing now. */
export const paletteRows = (state: AppState): readonly Row[] => {
	const {columns: width} = state.size;
	const {height} = layoutOf(state).main;
	const entries = offeredEntries(state);
	const at = Math.min(state.prompt?.at ?? 0, Math.max(0, entries.length - 1));
	const room = Math.max(1, height - 2);
	const top = Math.max(0, Math.min(at - Math.floor(room / 2), entries.length - room));
	const chosen = entries[at];
	const reason = chosen === undefined ? 'no action is called like this' : chosen.reason;
	return [
		spreadRow([{text: ' Actions ', style: 'focus'}], rowOf(count(entries.length, 'action'), 'dim'), width),
		...entries.slice(top, top + room).map((entry, index) => entryRow(entry, {width, isChosen: top + index === at})),
		...Array.from({length: Math.max(0, room - entries.length)}, () => emptyRow),
		rowOf(reason === undefined ? '' : `Not now: ${reason}`, 'warn'),
	];
};
