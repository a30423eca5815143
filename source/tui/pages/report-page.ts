import {wrapLine} from '../../domain/words/wrap.js';
import type {ReportPlace, ReportTone} from '../../domain/report/report-facts.js';
import {reportLines} from '../../domain/report/report-forms.js';
import {sanitiseLine} from '../../domain/text/sanitise.js';
import type {Target} from '../page.js';
import {inKeys} from '../text/in-keys.js';
import {rowOf, type Row, type Style} from '../theme.js';
import type {PageRecord} from './page-record.js';

const styles: Readonly<Record<ReportTone, Style>> = {
	plain: 'plain', strong: 'strong', faint: 'dim', good: 'good', warning: 'warn', bad: 'bad',
};

const targetOf = (place: ReportPlace | null, runNumber: number): Target | null => {
	switch (place?.type) {
		case undefined: {
			return null;
		}

		case 'ticket': {
			return {type: 'page', request: {type: 'ticket', path: place.path}};
		}

		case 'item': {
			return {type: 'item', id: place.id};
		}

		case 'message': {
			return {
				type: 'page', request: {
					type: 'message', runId: place.runId, kind: 'tells', number: place.dispatch,
				},
			};
		}

		case 'run': {
			return {type: 'page', request: {type: 'run', runId: place.runId, number: runNumber}};
		}

		default: {
			return place satisfies never;
		}
	}
};

/** A line of several styles, wrapped below its own indentation; a line of one style keeps it in every row. */
const rowsOf = (spans: ReadonlyArray<{readonly text: string; readonly tone: ReportTone}>, width: number): readonly Row[] => {
	const text = sanitiseLine(spans.map(span => span.text).join(''));
	const indent = Math.min(6, /^ */u.exec(text)?.[0].length ?? 0);
	const rows = wrapLine(text.trimStart(), width - indent).map(row => ' '.repeat(indent) + row);
	const [first] = spans;
	if (rows.length === 1 && spans.length > 1) {
		return [spans.map(span => ({text: sanitiseLine(span.text), style: styles[span.tone]}))];
	}

	return rows.map(row => rowOf(row, styles[first?.tone ?? 'plain']));
};

/** A line that says what to do next, in the words of the shell. */
const isStep = /^(?: *next: |No run yet: )/;

const stepHere = (text: string): string => (/^ */.exec(text)?.[0] ?? '') + inKeys(text.trimStart());

/** What happened since the last report was closed, in the words of `car report`, with keys for commands; the lines lead to what they speak of. A report that was read is closed with its page: the next one begins where it ended. */
export const reportPage: PageRecord<'report'> = {
	focus: 'report',
	title: () => 'Since you left',
	load: async ({client}) => ({type: 'report', report: await client.history.report()}),
	isRefreshed: true,
	opened: () => ({report: 'open'}),
	closed: ({data}) => [{report: 'closed'}, data === null ? [] : [{type: 'close_report', until: data.report.until}]],
	lines: ({data, width}) => data && reportLines(data.report).flatMap(({spans, place}) => {
		const target = targetOf(place, data.report.run?.number ?? 0);
		return rowsOf(spans.map(span => isStep.test(span.text) ? {...span, text: stepHere(span.text)} : span), width).map(row => ({row, target}));
	}),
};
