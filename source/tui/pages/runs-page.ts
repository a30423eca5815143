import {counted, tokenCount} from '../../domain/words/short-words.js';
import {clockOf, dayOf, shortLengthOf} from '../../domain/words/times.js';
import type {RunView} from '../../engine/client/flow-client.js';
import {rowOf, type Style} from '../theme.js';
import {linkLine, wrapped, type PageLine} from './lines/page-line.js';
import type {PageRecord} from './page-record.js';

const dayAndClock = (iso: string | null): string => iso === null ? '' : `${dayOf(iso)} ${clockOf(iso)}`.trimStart();

const runStyle = (status: string | null): Style => status === 'failed' ? 'bad' : (status === 'paused' ? 'warn' : 'plain');

const runLines = (run: RunView, width: number): readonly PageLine[] => {
	const target = {type: 'page', request: {type: 'run', runId: run.runId, number: run.number}} as const;
	const figures = [counted(run.turns, 'turn'), ...width < 60 ? [] : [shortLengthOf(run.seconds), ...run.tokens === null ? [] : [`${tokenCount(run.tokens)} tokens`]]].join('  ');
	return [
		linkLine([{text: ` #${run.number} `, style: 'strong'}, {text: run.status ?? 'its log is empty', style: runStyle(run.status)}, {text: `  ${dayAndClock(run.startedAt)}`, style: 'plain'}], rowOf(figures, 'dim'), width, target),
		...run.reason === null ? [] : wrapped(`    ${run.reason}`, width, {style: 'dim', target, indent: 4}).slice(0, 2),
	];
};

/** All runs, the newest first. */
export const runsPage: PageRecord<'runs'> = {
	focus: 'page',
	title: () => 'Runs',
	load: async ({client}) => ({type: 'runs', runs: await client.history.runs()}),
	isRefreshed: true,
	lines: ({data, width}) => data?.runs.length === 0
		? wrapped('No run yet: esc closes this, r starts one.', width)
		: data?.runs.toReversed().flatMap(run => runLines(run, width)) ?? null,
};
