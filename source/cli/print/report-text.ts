import type {Report} from '../../domain/report/report.js';
import {reportLines} from '../../domain/report/report-lines.js';
import type {Line} from '../../domain/words/line.js';

/** What `car report` prints. */
export const reportText = (report: Report): readonly Line[] =>
	reportLines(report).map(({spans}) => spans.map(({text, tone}) => tone === 'plain' ? text : {text, tone}));
