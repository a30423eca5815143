import {hasNews} from '../../domain/report/report-forms.js';
import type {EngineEvent} from '../../engine/client/flow-client.js';
import type {Effect} from '../effect.js';
import type {PageData, PageRequest} from '../page.js';
import type {AppState} from '../state.js';
import {focusOf} from '../focus.js';
import {openPage, showLoaded} from './page.js';
import {stay, type Step} from './step.js';

/** A human who pressed no key for so long has to be told what happened meanwhile. Milliseconds. */
const longAway = 30 * 60_000;

const askReport: readonly Effect[] = [{type: 'load_page', request: {type: 'report'}}];

/** Nothing was opened, typed or chosen that a report would take away from under the hands. */
const isFree = (state: AppState): boolean => focusOf(state) === state.pane && state.notice?.isTrouble !== true;

/** What was read for a page; the report opens by itself when it has news and nobody is busy. */
export const takePage = (state: AppState, request: PageRequest, data: PageData): Step => {
	if (data.type !== 'report' || state.report !== 'asked') {
		return stay(showLoaded(state, request, data));
	}

	const next: AppState = {...state, report: 'closed'};
	if (!isFree(state) || state.hasChosen || !hasNews(data.report)) {
		return stay(next);
	}

	const [opened] = openPage(next, request);
	return stay(showLoaded(opened, request, data));
};

/** The first reading of the repository, and a run that comes to rest while nobody has been here for long, ask what happened meanwhile. */
export const askReportAfter = (before: AppState, state: AppState, events: readonly EngineEvent[]): Step => {
	if (before.snapshot === null) {
		return state.snapshot === null ? stay(state) : [state, askReport];
	}

	const isAtRest = events.some(event => event.type === 'flow_event' && event.event.type === 'run_state_changed' && event.event.status !== 'running' && Date.parse(event.event.at) - state.seenAt >= longAway);
	return isAtRest && isFree(state) ? [{...state, report: 'asked', hasChosen: false}, askReport] : stay(state);
};
