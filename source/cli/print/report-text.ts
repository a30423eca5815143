import type {Report} from '../../domain/report/report.js';
import {reportLines, type ReportTone} from '../../domain/report/report-lines.js';
import {
	bad, faint, good, strong, warning, type Line, type Span,
} from '../output.js';

const tones: Readonly<Record<Exclude<ReportTone, 'plain'>, (text: string) => Span>> = {
	strong, faint, good, warning, bad,
};

/** What `car report` prints. */
export const reportText = (report: Report): readonly Line[] =>
	reportLines(report).map(({spans}) => spans.map(({text, tone}) => tone === 'plain' ? text : tones[tone](text)));
