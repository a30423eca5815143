import {reduceRun} from '../../domain/run/reduce-run.js';
import type {FlowEvent} from '../../domain/event/flow-event.js';
import type {RunState} from '../../domain/run/run-state.js';
import type {EngineEvent, RepositorySnapshot} from '../../engine/client/flow-client.js';
import {loggedOf} from '../clean-events.js';
import {activityOf} from '../select/inbox/rest.js';
import type {AppState} from '../state.js';
import {settleItem} from './inbox.js';
import {refreshPages} from './page.js';
import {askReportAfter} from './report.js';
import type {Step} from './step.js';
import {growTail} from './log/tail.js';

/** A reading of the disk can be older than events that were already seen: the run never goes back. */
const newerRun = (known: RunState | null, read: RunState | null): RunState | null =>
	known !== null && read !== null && known.runId === read.runId && known.seq > read.seq ? known : read;

const foldFlow = (snapshot: RepositorySnapshot | null, event: FlowEvent): RepositorySnapshot | null => {
	if (snapshot === null) {
		return null;
	}

	const {run} = snapshot;
	if (event.type !== 'run_started' && (run?.runId !== event.run_id || event.seq <= run.seq)) {
		return snapshot;
	}

	return {...snapshot, run: reduceRun(run ?? undefined, event)};
};

/** The first sight of the repository decides where a human who comes back looks first: at what waits for them, else at what runs. */
const firstPane = (state: AppState): AppState => {
	const {snapshot} = state;
	if (state.hasChosen || snapshot === null) {
		return state;
	}

	const activity = activityOf(state);
	if (snapshot.inbox.length > 0 && activity !== 'running') {
		return {...state, pane: 'inbox'};
	}

	return activity !== 'none' && activity !== 'completed' && state.size.columns < 80 ? {...state, pane: 'log'} : state;
};

const foldRun = (state: AppState, event: FlowEvent): AppState => ({
	...state,
	snapshot: foldFlow(state.snapshot, event),
	// What was started may be at rest again before any worker was seen alive.
	isStarting: state.isStarting && !(event.type === 'run_state_changed' && event.status !== 'running'),
	now: event.type === 'turn_started' ? Math.max(state.now, Date.parse(event.at) || 0) : state.now,
});

/** The worker would not take what was sent from here; the words are not lost. */
const foldRefusal = (state: AppState, event: FlowEvent): AppState => {
	if (event.type !== 'command_refused' || !state.sent.some(one => one.commandId === event.command_id)) {
		return state;
	}

	return {
		...state,
		sent: state.sent.filter(one => one.commandId !== event.command_id),
		notice: {text: `Your reply was not taken: ${event.reason}. Its text is kept in the run's folder refused/.`, isTrouble: true},
	};
};

const fold = (state: AppState, event: EngineEvent): AppState => {
	switch (event.type) {
		case 'snapshot': {
			const snapshot = {...event.snapshot, run: newerRun(state.snapshot?.run ?? null, event.snapshot.run)};
			const next: AppState = {
				...state, snapshot, trouble: null, isStarting: state.isStarting && !state.isStarted,
			};
			return state.snapshot === null ? firstPane(next) : next;
		}

		case 'flow_event': {
			return foldRefusal(foldRun(state, event.event), event.event);
		}

		case 'agent_event': {
			return state;
		}

		default: {
			return event satisfies never;
		}
	}
};

/** What was asked for and has come about is forgotten. The same state when nothing has, so that nothing is drawn for it. */
const settleRequests = (state: AppState): AppState => {
	const isPausing = state.isPausing && activityOf(state) === 'running';
	const isStarting = state.isStarting && state.snapshot?.worker.life !== 'alive';
	const given = state.snapshot?.receipts.findLast(receipt => receipt.state !== 'queued' && state.sent.some(one => one.commandId === receipt.commandId));
	const sent = given === undefined ? state.sent : state.sent.filter(one => one.commandId !== given.commandId);
	return isPausing === state.isPausing && isStarting === state.isStarting && sent === state.sent
		? state
		: {
			...state, isPausing, isStarting, sent, notice: given === undefined ? state.notice : {text: `Your reply was given to the agent in turn ${given.turn ?? '?'}.`, isTrouble: false},
		};
};

/** What a notice said of the run is over when the run comes to rest; a run that begins is what most of them speak of. */
const endNotice = (before: AppState, state: AppState): AppState => {
	const activity = activityOf(state);
	return state.notice === null || state.notice !== before.notice || before.snapshot === null || activity === activityOf(before) || activity === 'running' || activity === 'starting'
		? state
		: {...state, notice: null};
};

/** Takes everything that happened since the last call, in its order. */
export const readEngine = (state: AppState, events: readonly EngineEvent[]): Step => {
	let next = state;
	for (const event of events) {
		next = fold(next, event);
	}

	const logged = events.flatMap(event => loggedOf(event) ?? []);
	if (logged.length > 0) {
		next = {...next, tail: growTail(next.tail, logged)};
	}

	const settled = settleItem(settleRequests(endNotice(state, next)));
	const [asked, effects] = askReportAfter(state, settled, events);
	return [asked, [...effects, ...events.some(event => event.type === 'flow_event') ? refreshPages(asked) : []]];
};
