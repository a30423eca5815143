import {reportLines, type ReportPlace, type ReportTone} from '../../../domain/report/report-lines.js';
import {sanitiseLine} from '../../../domain/text/sanitise.js';
import type {Page, Target} from '../../page.js';
import {inKeys} from '../../text/in-keys.js';
import {wrapLine} from '../../../domain/words/wrap.js';
import {rowOf, type Row, type Style} from '../../theme.js';
import type {PageLine} from './page-line.js';

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

/** What happened since the last report was closed, in the words of `car report`, with keys for commands; the lines lead to what they speak of. */
export const reportPageLines = (page: Page, width: number): readonly PageLine[] => {
	if (page.data?.type !== 'report') {
		return [];
	}

	const {report} = page.data;
	return reportLines(report).flatMap(({spans, place}) => {
		const target = targetOf(place, report.run?.number ?? 0);
		return rowsOf(spans.map(span => isStep.test(span.text) ? {...span, text: stepHere(span.text)} : span), width).map(row => ({row, target}));
	});
};
