import type {Page, PageType, Target} from '../page.js';
import {wrapped, type PageLine} from '../pages/lines/page-line.js';
import {recordOf} from '../pages/page-records.js';
import type {AppState} from '../state.js';
import {layoutOf} from './layout.js';

const readLines = <Type extends PageType>(state: AppState, {request, data, trouble}: Page<Type>, width: number): readonly PageLine[] => {
	const {lines, reading = 'Reading ...'} = recordOf(request);
	return lines({
		state, request, data, width,
	}) ?? wrapped(trouble ?? reading, width, {style: trouble === null ? 'dim' : 'bad'});
};

type Known = {readonly width: number; readonly inputs: readonly unknown[]; readonly lines: readonly PageLine[]};

/** A long diff is wrapped once and not at every key. The request lives as long as its page. */
const known = new WeakMap<object, Known>();

/** Cells and rows of a page below its header. */
export const pageSize = (state: AppState, page: Page): {readonly width: number; readonly height: number} => {
	const {main} = layoutOf(state);
	return {width: recordOf(page.request).isBeside ? main.width : state.size.columns, height: Math.max(1, main.height - 1)};
};

/** All rows of a page. */
export const pageLines = (state: AppState, page: Page): readonly PageLine[] => {
	const {width} = pageSize(state, page);
	const inputs = [page.data, page.trouble, ...recordOf(page.request).inputs?.(state, page.request) ?? []];
	const before = known.get(page.request);
	if (before?.width === width && before.inputs.length === inputs.length && before.inputs.every((input, index) => input === inputs[index])) {
		return before.lines;
	}

	const lines = readLines(state, page, width);
	known.set(page.request, {width, inputs, lines});
	return lines;
};

/** Where each line that leads somewhere begins, in their order. */
export const targetsOf = (lines: readonly PageLine[]): ReadonlyArray<{readonly target: Target; readonly row: number}> =>
	lines.flatMap(({target}, row) => target === null || target === lines[row - 1]?.target ? [] : [{target, row}]);

/** How far a page can be scrolled. */
export const lastPageTop = (state: AppState, page: Page): number => Math.max(0, pageLines(state, page).length - pageSize(state, page).height);

/** The chosen line, while it is seen; undefined: none is. */
export const chosenTarget = (state: AppState, page: Page): {readonly target: Target; readonly row: number} | undefined => {
	const found = targetsOf(pageLines(state, page))[page.at];
	const top = Math.min(page.top, lastPageTop(state, page));
	return found !== undefined && found.row >= top && found.row < top + pageSize(state, page).height ? found : undefined;
};
