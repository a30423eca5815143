import {ticketAt} from '../../domain/flow/rests.js';
import type {WorkerView} from '../../engine/client/flow-client.js';
import type {AppState} from '../state.js';
import {ticketName, tokenCount} from '../../domain/words/short-words.js';
import {clockOf, shortLengthOf} from '../../domain/words/times.js';
import {
	rowWidth, type Row, type Span, type Style,
} from '../theme.js';
import {itemsOf} from './inbox/items.js';
import {isWide, mainPane} from './main-pane.js';
import {doneOfAll} from './tickets/progress.js';
import {activityOf, isTurnRunning, type Activity} from './inbox/rest.js';

const words: Readonly<Record<Activity, {readonly text: string; readonly style: Style}>> = {
	none: {text: 'NO RUN', style: 'strong'},
	starting: {text: 'STARTING', style: 'accent'},
	running: {text: 'RUNNING', style: 'good'},
	waiting: {text: 'WAITING', style: 'warn'},
	silent: {text: 'SILENT', style: 'warn'},
	dead: {text: 'DEAD', style: 'alarm'},
	paused: {text: 'PAUSED', style: 'warn'},
	stopped: {text: 'STOPPED', style: 'strong'},
	completed: {text: 'COMPLETED', style: 'good'},
	failed: {text: 'FAILED', style: 'alarm'},
};

const noWorker: WorkerView = {
	life: 'absent', pid: null, since: null, silentSeconds: null, lastWords: null,
};

const workerWords = (state: AppState): string => {
	const worker = state.snapshot?.worker ?? noWorker;
	switch (worker.life) {
		case 'alive': {
			return 'worker alive';
		}

		case 'silent': {
			return `worker silent ${Math.round(worker.silentSeconds ?? 0)} s`;
		}

		case 'dead': {
			return 'worker dead: r goes on';
		}

		case 'absent': {
			if (activityOf(state) === 'none' || activityOf(state) === 'starting') {
				return '';
			}

			return state.snapshot?.run?.status === 'running' ? 'worker gone: r goes on' : 'worker rests';
		}

		default: {
			return worker.life satisfies never;
		}
	}
};

const until = (state: AppState): string => {
	const end = state.snapshot?.run?.until ?? null;
	return end === null ? '' : ` until ${clockOf(end)}`;
};

const stateWord = (state: AppState): Span => {
	if (state.snapshot === null) {
		return {text: 'READING', style: 'plain'};
	}

	const {text, style} = words[activityOf(state)];
	if (state.isPausing) {
		return {text: 'PAUSES AFTER THIS TURN', style: 'warn'};
	}

	return {text: activityOf(state) === 'waiting' ? text + until(state) : text, style};
};

/** The narrow inbox has the ticket, the counts and the items in its header. */
const hasInboxHeader = (state: AppState): boolean => mainPane(state) === 'inbox' && !isWide(state);

type Part = Span & {/** The lowest goes last when there is no room. */ readonly rank: number};

const turnParts = (state: AppState): readonly Part[] => {
	const run = state.snapshot?.run;
	if (!run) {
		return [];
	}

	const parts: Part[] = [];
	if (hasInboxHeader(state)) {
		return [];
	}

	const ticket = ticketAt(run);
	// At rest, one that somebody deleted is nothing to go by.
	const isNamed = run.status === 'running' || state.snapshot?.tickets.some(({path}) => path === ticket);
	if (ticket !== null && run.status !== 'completed' && isNamed) {
		parts.push({text: ticketName(ticket), style: 'plain', rank: 3});
	}

	parts.push({text: doneOfAll(state), style: 'plain', rank: 4});
	if (run.turn > 0) {
		parts.push({text: `turn ${run.turn}`, style: 'plain', rank: 7});
	}

	if (run.openTurn !== null && isTurnRunning(state)) {
		parts.push({text: shortLengthOf((state.now - Date.parse(run.openTurn.at)) / 1000), style: 'plain', rank: 5});
	}

	const tokens = (run.tokens?.total ?? 0) + (run.openTurn === null ? 0 : state.tail.tokens?.total ?? 0);
	if (tokens > 0) {
		parts.push({text: `${tokenCount(tokens)} tokens`, style: 'plain', rank: 8});
	}

	return parts;
};

const waits = (state: AppState): string => {
	const {length} = itemsOf(state);
	if (length === 0 || hasInboxHeader(state)) {
		return '';
	}

	return mainPane(state) === 'inbox' ? `${length} for you` : `${length} for you: press 3`;
};

const partsOf = (state: AppState): readonly Part[] => {
	const nothingRuns = ['paused', 'stopped', 'dead'].includes(activityOf(state)) && state.snapshot?.worker.life !== 'alive';
	const parts: readonly Part[] = [
		{...stateWord(state), rank: 0},
		...turnParts(state),
		{text: workerWords(state), style: state.snapshot?.worker.life === 'dead' ? 'bad' : 'plain', rank: nothingRuns ? 2 : 6},
		{text: nothingRuns && state.snapshot?.worker.life === 'absent' ? 'nothing runs' : '', style: 'plain', rank: 3},
		{text: waits(state), style: 'warn', rank: mainPane(state) === 'inbox' ? 6 : 1},
		{text: state.snapshot?.fullAccess ? 'FULL ACCESS' : '', style: 'alarm', rank: 1},
	];
	return parts.filter(part => part.text !== '');
};

/** The status line: what is true now, the most important parts where there is no room for all. */
export const statusRow = (state: AppState): Row => {
	let parts = partsOf(state);
	const join = (): Row => parts.flatMap((part, index) => [...(index === 0 ? [] : [{text: '  ', style: 'plain'} as const]), {text: part.text, style: part.style}]);
	while (parts.length > 1 && rowWidth(join()) > state.size.columns) {
		const worst = Math.max(...parts.map(part => part.rank));
		const at = parts.findLastIndex(part => part.rank === worst);
		parts = parts.filter((_, index) => index !== at);
	}

	return join();
};
