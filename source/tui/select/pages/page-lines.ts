import {isBeside, type Page, type Target} from '../../page.js';
import type {AppState} from '../../state.js';
import {dayOf} from '../../../domain/words/times.js';
import {layoutOf} from '../layout.js';
import {
	agentsLines, documentsLines, doctorLines, runsLines, turnsLines,
} from './list-pages.js';
import {wrapped, type PageLine} from './page-line.js';
import {reportPageLines} from './report-page.js';
import {messagePageLines, talkLines} from './talk-page.js';
import {diffLines, fileLines} from './text-page.js';
import {ticketLines, ticketOfPage} from './ticket-page.js';

const contentOf = (state: AppState, page: Page, width: number): readonly PageLine[] => {
	const {request} = page;
	switch (request.type) {
		case 'ticket': {
			return ticketLines(state, page, width);
		}

		case 'talk': {
			return talkLines(page, width, state.now);
		}

		case 'message': {
			return messagePageLines(page, width, state.now);
		}

		case 'diff':
		case 'commit':
		case 'change': {
			return diffLines(page, width, state.ascii);
		}

		case 'file': {
			return fileLines(page, width);
		}

		case 'report': {
			return reportPageLines(page, width);
		}

		case 'runs': {
			return runsLines(page, width);
		}

		case 'run': {
			return turnsLines(state, page, width);
		}

		case 'documents': {
			return documentsLines(page, width);
		}

		case 'doctor': {
			return doctorLines(page, width);
		}

		case 'agents': {
			return agentsLines(state, page, width);
		}

		default: {
			return request satisfies never;
		}
	}
};

const needsData = ({request}: Page): boolean => !['ticket', 'agents', 'change'].includes(request.type);

const readLines = (state: AppState, page: Page, width: number): readonly PageLine[] => {
	if (page.trouble !== null && needsData(page)) {
		return wrapped(page.trouble, width, {style: 'bad'});
	}

	if (page.data === null && needsData(page)) {
		return wrapped(page.request.type === 'doctor' ? 'Looking at the machine, the repository and the agents ...' : 'Reading ...', width, {style: 'dim'});
	}

	return contentOf(state, page, width);
};

type Known = {readonly width: number; readonly inputs: readonly unknown[]; readonly lines: readonly PageLine[]};

/** A long diff is wrapped once and not at every key. The request lives as long as its page. */
const known = new WeakMap<object, Known>();

const today = ({now}: AppState): string => dayOf(new Date(now).toISOString());

/** What else than the page and the width its lines are made of. */
const inputsOf = (state: AppState, page: Page): readonly unknown[] => {
	switch (page.request.type) {
		case 'ticket': {
			return [page.data, today(state), ticketOfPage(state, page), state.snapshot?.run?.status, state.snapshot?.run?.openTurn, state.snapshot?.worker.life, state.snapshot?.inbox, state.trash, state.ascii];
		}

		case 'agents': {
			return [state.snapshot?.tickets, state.snapshot?.agents];
		}

		case 'run': {
			return [page.data, page.trouble, today(state), state.snapshot?.run?.openTurn, state.snapshot?.worker.life];
		}

		case 'talk':
		case 'message': {
			return [page.data, page.trouble, today(state)];
		}

		default: {
			return [page.data, page.trouble];
		}
	}
};

/** Cells and rows of a page below its header. */
export const pageSize = (state: AppState, page: Page): {readonly width: number; readonly height: number} => {
	const {main} = layoutOf(state);
	return {width: isBeside(page) ? main.width : state.size.columns, height: Math.max(1, main.height - 1)};
};

/** All rows of a page. */
export const pageLines = (state: AppState, page: Page): readonly PageLine[] => {
	const {width} = pageSize(state, page);
	const inputs = inputsOf(state, page);
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
