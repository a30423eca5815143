import type {Report} from '../../domain/report/build-report.js';
import {reportLines} from '../../domain/report/report-forms.js';
import type {Line} from '../../domain/words/line.js';

/** What `car report` prints. */
export const reportText = (report: Report): readonly Line[] =>
	reportLines(report).map(({spans}) => spans.map(({text, tone}) => tone === 'plain' ? text : {text, tone}));
