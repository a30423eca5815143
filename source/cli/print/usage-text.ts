import {usageBy, type TurnUsage, type Usage} from '../../domain/report/count-usage.js';
import type {Tokens} from '../../domain/event/flow-event.js';
import {counted, fileTitle, grouped} from '../../domain/words/short-words.js';
import {momentOf} from '../../domain/words/times.js';
import {
	faint, strong, warning, type Line,
} from '../output.js';
import {padded} from './cells.js';

const numberWidth = 12;

type Column = keyof Tokens;

/** A narrow terminal has room for one number only. */
const columnsOf = (columns: number): readonly Column[] => columns < 56 ? ['total'] : ['input', 'output', 'total'];

const cells = (name: string, columns: number, cellOf: (column: Column) => string): string => {
	const shown = columnsOf(columns);
	const width = Math.max(10, columns - (shown.length * numberWidth));
	return `${padded(name, width - 1)} ${shown.map(column => cellOf(column).padStart(numberWidth)).join('')}`;
};

const row = (name: string, tokens: Tokens, columns: number): string => cells(name, columns, column => grouped(tokens[column]));

const groups: ReadonlyArray<readonly [title: string, keyOf: (turn: TurnUsage) => string]> = [
	['by ticket', turn => fileTitle(turn.ticket)],
	['by model', turn => turn.model ?? `${turn.agent} (model unknown)`],
	['by day', turn => turn.day],
];

const groupLines = ({turns}: Usage, columns: number): readonly Line[] => groups.flatMap(([title, keyOf]): readonly Line[] => [
	'',
	[strong(title)],
	...usageBy(turns, keyOf).map(group => row(`  ${group.key}`, group.tokens, columns)),
]);

const turnLines = ({turns}: Usage, columns: number): readonly Line[] => [...new Set(turns.map(turn => turn.run))].flatMap((run): readonly Line[] => [
	'',
	[strong(`by turn of ${run}`)],
	...turns.filter(turn => turn.run === run).map(turn => row(`  ${turn.turn} ${fileTitle(turn.ticket)}`, turn.tokens, columns)),
]);

const limitLines = ({limits}: Usage, now: Date): readonly Line[] => limits.flatMap(({agent, at, limits: windows}) => windows.map((window): Line => {
	const used = `${Math.round(window.used_percent)}% used`;
	const reset = window.resets_at === null ? '' : `, starts afresh ${momentOf(window.resets_at, now)}`;
	return [`${agent}, ${window.name}: `, window.used_percent >= 90 ? warning(used) : used, reset, faint(` (as of ${momentOf(at, now)})`)];
}));

/** What `car usage` prints. */
export const usageText = (usage: Usage, {now, columns, byTurn}: {readonly now: Date; readonly columns: number; readonly byTurn: boolean}): readonly Line[] => {
	const limits = limitLines(usage, now);
	return [
		...usage.turns.length === 0
			? ['No turn has said what it cost.']
			: [[faint(cells('tokens', columns, column => column))], row('all', usage.total, columns), ...groupLines(usage, columns), ...byTurn ? turnLines(usage, columns) : []],
		...usage.uncounted === 0 ? [] : ['', [faint(`${counted(usage.uncounted, 'turn')} of agents that do not tell is not counted`)]],
		...limits.length === 0 ? [] : ['', [strong('limits')], ...limits.map((line): Line => typeof line === 'string' ? `  ${line}` : ['  ', ...line])],
	];
};
