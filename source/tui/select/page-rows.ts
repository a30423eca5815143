import type {Page} from '../page.js';
import {recordOf} from '../pages/page-records.js';
import type {AppState} from '../state.js';
import {
	barRow, rowOf, spreadRow, type Row,
} from '../theme.js';
import {
	chosenTarget, lastPageTop, pageLines, pageSize,
} from './page-lines.js';

/** The sign of the chosen line, for where there are no colours. */
const marked = (row: Row): Row => {
	const text = row.map(span => span.text).join('');
	return rowOf(text.startsWith(' ') ? `>${text.slice(1)}` : `>${text}`);
};

/** The part of a page that is seen; the chosen line over its whole width, with a sign where there are no colours. */
export const pageRows = (state: AppState, page: Page): readonly Row[] => {
	const {width, height} = pageSize(state, page);
	const lines = pageLines(state, page);
	const chosen = chosenTarget(state, page)?.target;
	const top = Math.min(page.top, lastPageTop(state, page));
	return lines.slice(top, top + height).map(({row, target}) => target !== null && target === chosen ? barRow(marked(row), width, 'focus') : row);
};

/** The first row of a page: what it is, and how much of it is below. */
export const pageHeader = (state: AppState, page: Page): Row => {
	const {width} = pageSize(state, page);
	const last = lastPageTop(state, page);
	const top = Math.min(page.top, last);
	const place = last === 0 ? '' : (top === last ? 'end' : `${last - top} more`);
	return spreadRow([{text: ` ${recordOf(page.request).title(page.request)} `, style: 'focus'}], rowOf(place, 'dim'), width);
};
