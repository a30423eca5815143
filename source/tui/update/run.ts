import type {CommandBody} from '../../domain/event/command.js';
import {plainRun, type RunOptions} from '../../domain/run/run-options.js';
import {isThere} from '../../domain/run/worker-life.js';
import type {CheckLine, RunAnswer} from '../../engine/client/flow-client.js';
import type {Effect} from '../effect.js';
import {answerable, ticketsOf} from '../select/inbox/items.js';
import {isDirtyOnly} from '../select/cover/card-rows.js';
import {activityOf} from '../select/inbox/rest.js';
import type {AppState, Confirmation} from '../state.js';
import {go} from './go.js';
import {openReply} from './reply.js';
import {
	say, stay, type Handlers, type Step,
} from './step.js';

const start = (state: AppState, options: RunOptions): Step =>
	[{
		...state, startCard: null, isStarting: true, isStarted: false,
	}, [{type: 'run', options}]];

const needsNewRun = (state: AppState): boolean => {
	const activity = activityOf(state);
	return activity === 'none' || activity === 'completed';
};

/** `r`: what going on means depends on what there is; every case either does something or says why not. */
export const goOn = (state: AppState): Step => {
	const {snapshot} = state;
	if (snapshot === null) {
		return say(state, 'Still reading the repository.');
	}

	if (!snapshot.initialised) {
		return say(state, 'Nothing here yet: leave with q and run `car init`.', true);
	}

	const activity = activityOf(state);
	if (activity === 'starting') {
		return say(state, 'Starting already.');
	}

	const item = answerable(state);
	if (item !== undefined) {
		return openReply(go(state, {pane: 'inbox', item, itemTop: 0}), item);
	}

	if (activity === 'running' || activity === 'waiting' || activity === 'silent') {
		return say(state, activity === 'running' ? 'It runs already. p pauses after this turn.' : 'A worker is there already; it goes on by itself.');
	}

	if (!needsNewRun(state)) {
		return start(state, plainRun);
	}

	if (ticketsOf(state).length === 0 && snapshot.folderProblems.length === 0) {
		return say(state, 'No tickets: press 1, then a, to add one.', true);
	}

	if (ticketsOf(state).every(ticket => ticket.done)) {
		return say(state, 'Every ticket is done: a adds one, Space opens one again.');
	}

	return [{...state, startCard: {lines: null}, coverTop: 0}, [{type: 'check'}]];
};

/** The start card was answered. */
const startRun = (state: AppState, isDirty: boolean): Step => {
	const lines = state.startCard?.lines ?? null;
	if (lines === null) {
		return say(state, 'Still looking: a moment.');
	}

	const bad = lines.filter(line => line.level === 'bad');
	if (bad.length > 0 && !isDirtyOnly(lines)) {
		return say(state, 'Mend what says STOP first; then close this and press r again.', true);
	}

	if (bad.length > 0 && !isDirty) {
		return say(state, 'Commit or stash the files first, or start as it is with D.', true);
	}

	return start(state, {...plainRun, dirty: isDirty});
};

export const showCheck = (state: AppState, lines: readonly CheckLine[]): Step =>
	stay(state.startCard === null ? state : {...state, startCard: {lines}});

/** What the engine said to being started. */
export const answerRun = (state: AppState, answer: RunAnswer): Step => {
	switch (answer.type) {
		case 'started':
		case 'joined': {
			// Where one pane is shown at a time, what was started is what one wants to see.
			const next: AppState = {...state, isStarted: true, pane: state.size.columns < 80 ? 'log' : state.pane};
			// A run may be at rest again before its start is answered.
			return ['running', 'starting'].includes(activityOf(state)) ? say(next, 'It runs; q leaves it running.') : stay(next);
		}

		case 'nothing_to_do': {
			return say({...state, isStarting: false}, answer.message);
		}

		case 'refused': {
			return stay({
				...state, isStarting: false, coverTop: 0, card: {title: answer.message, lines: answer.details, hint: answer.hint},
			});
		}

		default: {
			return answer satisfies never;
		}
	}
};

const isAlive = (state: AppState): boolean => isThere(state.snapshot?.worker.life ?? 'absent');

/** `p`: the running turn ends in peace, then the run rests. */
const pause = (state: AppState): Step => {
	if (!isAlive(state)) {
		return say(state, 'Nothing runs, so there is nothing to pause. r goes on.');
	}

	return state.isPausing
		? say(state, 'It pauses after this turn already. P interrupts now.')
		: [{...state, isPausing: true, notice: {text: 'It pauses after this turn.', isTrouble: false}}, [{type: 'send', command: {type: 'pause_after_turn'}}]];
};

/** `P` and `S`: what takes work away asks first. */
const ask = (state: AppState, confirm: Confirmation): Step =>
	isAlive(state) ? stay({...state, confirm}) : say(state, `Nothing runs, so there is nothing to ${confirm}.`);

const commands: Readonly<Record<Confirmation, CommandBody>> = {
	interrupt: {type: 'interrupt_turn'},
	stop: {type: 'stop'},
};

/** The question of `ask` was answered with yes. */
const confirmed = (state: AppState): Step => {
	const {confirm} = state;
	if (confirm === null) {
		return stay(state);
	}

	const effects: readonly Effect[] = [{type: 'send', command: commands[confirm]}];
	return [{...state, confirm: null, notice: {text: confirm === 'stop' ? 'Stopping the run.' : 'Interrupting the turn.', isTrouble: false}}, effects];
};

/** What the keys of the run do. */
export const runActions = {
	go_on: goOn,
	pause,
	interrupt: state => ask(state, 'interrupt'),
	stop: state => ask(state, 'stop'),
	yes: confirmed,
	start: state => startRun(state, false),
	start_dirty: state => startRun(state, true),
} satisfies Handlers;
