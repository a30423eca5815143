import {sanitiseLine} from '../../../domain/text/sanitise.js';
import type {CheckLine} from '../../../engine/client/flow-client.js';
import type {AppState} from '../../state.js';
import {inKeys} from '../../text/in-keys.js';
import {wrapLine} from '../../../domain/words/wrap.js';
import {
	emptyRow, rowOf, type Row, type Style,
} from '../../theme.js';

const levels: Readonly<Record<CheckLine['level'], {readonly sign: string; readonly style: Style}>> = {
	good: {sign: 'ok  ', style: 'good'},
	warning: {sign: 'note', style: 'warn'},
	bad: {sign: 'STOP', style: 'bad'},
};

/** Whether nothing but files that are not committed stands in the way: `D` starts with them. */
export const isDirtyOnly = (lines: readonly CheckLine[]): boolean => {
	const bad = lines.filter(line => line.level === 'bad');
	return bad.length > 0 && bad.every(line => line.name === 'tree');
};

/** A mend is said for people in a shell; what has a key here is named by it. */
const mendHere = ({name, mend}: CheckLine, dirty: string): string => {
	const here = inKeys(mend.replace('car run --dirty', dirty).replace(/^car tickets new .*/, 'esc, then 1 and a add one'));
	return name === 'trust' ? 'leave with q, then in the shell: car trust' : here;
};

/** One check and below it what to do about it. */
const checkRows = (line: CheckLine, width: number, dirty: string): readonly Row[] => {
	const {sign, style} = levels[line.level];
	const text = wrapLine(`${sanitiseLine(line.name)}: ${sanitiseLine(line.text)}`, width - 5);
	return [
		...text.map((row, index): Row => [{text: `${index === 0 ? sign : '    '} `, style}, {text: row, style: 'plain'}]),
		...(line.mend === '' ? [] : wrapLine(mendHere(line, dirty), width - 8).map((row, index) => rowOf(`     ${index === 0 ? '>' : ' '} ${row}`, 'accent'))),
	];
};

const rank: Readonly<Record<CheckLine['level'], number>> = {bad: 0, warning: 1, good: 2};

/** All checks, what is red first, so that it is on the smallest screen. `dirty` says what starts a run over files that are not committed. */
export const checksRows = (lines: readonly CheckLine[], width: number, dirty: string): readonly Row[] =>
	lines.toSorted((one, other) => rank[one.level] - rank[other.level]).flatMap(line => checkRows(line, width, dirty));

const verdictOf = (lines: readonly CheckLine[]): Row => {
	if (isDirtyOnly(lines)) {
		return rowOf('Files are not committed: D starts as it is.', 'warn');
	}

	return lines.some(line => line.level === 'bad') ? rowOf('Something must be mended first.', 'bad') : rowOf('Ready. Enter starts the run.', 'strong');
};

/** What `car run --check` says, before a new run. */
export const startRows = (state: AppState): readonly Row[] => {
	const {columns} = state.size;
	const lines = state.startCard?.lines ?? null;
	if (lines === null) {
		return [rowOf('Looking at the repository ...')];
	}

	return [verdictOf(lines), emptyRow, ...checksRows(lines, columns, 'press D')];
};

/** What to do about a card; keys are for after it, and what has none is for the shell. */
const hintHere = (hint: string): string => {
	const here = inKeys(hint);
	if (here.startsWith('car ')) {
		return `> After q, in the shell: ${here}`;
	}

	return here === sanitiseLine(hint) ? `> ${here}` : `> After esc: ${here}`;
};

/** Something that must be read: the message, its details, what to do. */
export const cardRows = (state: AppState): readonly Row[] => {
	const {columns} = state.size;
	const {card} = state;
	return card === null
		? []
		: [
			...wrapLine(sanitiseLine(card.title), columns).map(line => rowOf(line, 'strong')),
			...(card.hint === '' ? [] : wrapLine(hintHere(card.hint), columns).map(line => rowOf(line, 'accent'))),
			...(card.lines.length === 0 ? [] : [emptyRow]),
			...card.lines.flatMap(line => wrapLine(sanitiseLine(line), columns)).map(line => rowOf(line)),
		];
};
