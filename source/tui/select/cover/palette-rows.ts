import {counted} from '../../../domain/words/short-words.js';
import {wrapLine} from '../../../domain/words/wrap.js';
import type {AppState} from '../../state.js';
import {offeredEntries, type OfferedEntry} from '../../update/act.js';
import {
	barRow, emptyRow, rowOf, rowWidth, spreadRow, type Row,
} from '../../theme.js';
import {layoutOf} from '../layout.js';

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

/** What the list has no room to say: why the chosen action does nothing now, or its sentence where its row cuts that. */
const wordsBelow = (chosen: OfferedEntry | undefined, width: number): readonly Row[] => {
	if (chosen === undefined) {
		return [rowOf('Not now: no action is called like this', 'warn')];
	}

	const {help, reason} = chosen;
	if (reason !== undefined) {
		return wrapLine(`Not now: ${reason}`, width).map(line => rowOf(line, 'warn'));
	}

	return rowWidth(rowOf(help)) > width - keyColumn ? wrapLine(help, width).map(line => rowOf(line)) : [emptyRow];
};

/** The palette: the actions that fit what was typed, with their keys; below them what else is to say of the chosen one. */
export const paletteRows = (state: AppState): readonly Row[] => {
	const {columns: width} = state.size;
	const {height} = layoutOf(state).main;
	const entries = offeredEntries(state);
	const at = Math.min(state.prompt?.at ?? 0, Math.max(0, entries.length - 1));
	const below = wordsBelow(entries[at], width).slice(0, Math.max(1, height - 4));
	const room = Math.max(1, height - 1 - below.length);
	const top = Math.max(0, Math.min(at - Math.floor(room / 2), entries.length - room));
	return [
		spreadRow([{text: ' Actions ', style: 'focus'}], rowOf(counted(entries.length, 'action'), 'dim'), width),
		...entries.slice(top, top + room).map((entry, index) => entryRow(entry, {width, isChosen: top + index === at})),
		...Array.from({length: Math.max(0, room - entries.length)}, () => emptyRow),
		...below,
	];
};
