import {sanitiseLine} from '../../domain/text/sanitise.js';
import type {CheckLine} from '../../engine/client/flow-client.js';
import type {AppState} from '../state.js';
import {wrapLine} from '../text/wrap.js';
import {
	emptyRow, rowOf, type Row, type Style,
} from '../theme.js';

const levels: Readonly<Record<CheckLine['level'], {readonly sign: string; readonly style: Style}>> = {
	good: {sign: 'ok  ', style: 'good'},
	warning: {sign: 'note', style: 'warn'},
	bad: {sign: 'STOP', style: 'bad'},
};

const checkRows = (line: CheckLine, width: number): readonly Row[] => {
	const {sign, style} = levels[line.level];
	const text = wrapLine(`${sanitiseLine(line.name)}: ${sanitiseLine(line.text)}`, width - 5);
	return [
		...text.map((row, index): Row => [{text: `${index === 0 ? sign : '    '} `, style}, {text: row, style: 'plain'}]),
		...(line.mend === '' ? [] : wrapLine(sanitiseLine(line.mend), width - 8).map(row => rowOf(`     > ${row}`, 'accent'))),
	];
};

/** What `car run --check` says, before a new run. What is red comes first, so that it is on the smallest screen. */
export const startRows = (state: AppState): readonly Row[] => {
	const {columns} = state.size;
	const lines = state.startCard?.lines ?? null;
	if (lines === null) {
		return [rowOf('Looking at the repository ...')];
	}

	const rank = {bad: 0, warning: 1, good: 2};
	const sorted = lines.toSorted((a, b) => rank[a.level] - rank[b.level]);
	const verdict = lines.some(line => line.level === 'bad') ? rowOf('Something must be mended first.', 'bad') : rowOf('Ready. Enter starts the run.', 'strong');
	return [verdict, emptyRow, ...sorted.flatMap(line => checkRows(line, columns))];
};

/** Something that must be read: the message, its details, what to do. */
export const cardRows = (state: AppState): readonly Row[] => {
	const {columns} = state.size;
	const {card} = state;
	return card === null
		? []
		: [
			...wrapLine(sanitiseLine(card.title), columns).map(line => rowOf(line, 'strong')),
			...(card.hint === '' ? [] : wrapLine(`> ${sanitiseLine(card.hint)}`, columns).map(line => rowOf(line, 'accent'))),
			...(card.lines.length === 0 ? [] : [emptyRow]),
			...card.lines.flatMap(line => wrapLine(sanitiseLine(line), columns)).map(line => rowOf(line)),
		];
};
