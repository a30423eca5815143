import {
	afterEach, beforeEach, describe, expect, test, vi,
} from 'vitest';
import type {RepositorySnapshot} from '../../../source/engine/client/flow-client.js';
import type {Action, Message} from '../../../source/tui/message.js';
import {footerRows} from '../../../source/tui/select/footer-row.js';
import {activityOf, restLines} from '../../../source/tui/select/inbox/rest.js';
import {firstState, type AppState} from '../../../source/tui/state.js';
import {createStore} from '../../../source/tui/store.js';
import {endNotices} from '../../../source/tui/terminal/end-notices.js';
import {update} from '../../../source/tui/update/update.js';
import {
	asking, createEvents, runState, running, snapshotOf, ticketView,
} from '../../support/believable.js';

const first = (columns = 100, greeting?: string): AppState => firstState({
	size: {columns, rows: 24}, ascii: false, place: 'api', repoName: 'api', greeting, now: 0,
});

const read = (snapshot: RepositorySnapshot): Message => ({type: 'engine', events: [{type: 'snapshot', snapshot}]});

const play = (state: AppState, ...messages: ReadonlyArray<Action | Message>): AppState => {
	let now = state;
	for (const message of messages) {
		[now] = update(now, typeof message === 'string' ? {type: 'act', action: message} : message);
	}

	return now;
};

const footer = (state: AppState): readonly string[] => footerRows(state).map(row => row.map(span => span.text).join(''));

const paused = running({
	run: runState({
		status: 'paused', reasonCode: 'paused_by_you', reason: 'Paused by you', next: 'car run goes on', openTurn: null,
	}), worker: snapshotOf().worker,
});

const ready = snapshotOf({tickets: [ticketView(1)]});
const started: Message = {type: 'run_answered', answer: {type: 'started', runId: '20261122-010000-abcd', after: 0}};

/** The keys that start a run. */
const goes: ReadonlyArray<Action | Message> = ['go_on', {type: 'checked', lines: []}, 'start'];

describe('a start', () => {
	test('asked: STARTING until the worker is seen alive', () => {
		const asked = play(first(), read(ready), ...goes);
		expect(activityOf(asked)).toBe('starting');
		expect(activityOf(play(asked, started, read(running())))).toBe('running');
	});

	test('at rest again before any worker was seen, and before its answer: shows the rest', () => {
		const rested = play(first(), read(ready), ...goes, read(paused), {
			type: 'engine', events: [createEvents().flow({
				type: 'run_state_changed', status: 'paused', reason_code: 'paused_by_you', reason: 'Paused by you', reason_details: [], next: null, until: null,
			})],
		});
		expect(activityOf(rested)).toBe('paused');
		const answered = play(rested, started);
		expect(activityOf(answered)).toBe('paused');
		expect(answered.notice).toBeNull();
	});

	test('at rest again before any worker was seen, after its answer: shows the rest', () => {
		expect(activityOf(play(first(), read(paused), 'go_on', started, read(paused)))).toBe('paused');
	});
});

describe('a notice', () => {
	test('it runs, and then it runs: stays, as it is true', () => {
		expect(play(first(), read(ready), ...goes, started, read(running())).notice?.text).toBe('It runs; q leaves it running.');
	});

	test('it runs, and then it rests: is gone, and the keys are there', () => {
		const state = play(first(), read(running()), started, read(paused));
		expect(state.notice).toBeNull();
		expect(footer(state)).toEqual(['r go on  tab panes  enter open  e edit  d diff  a add  space done  A agent  ? keys  q leave']);
	});

	test('it pauses after this turn, and it has: is gone', () => {
		expect(play(first(), read(running()), 'pause', read(paused)).notice).toBeNull();
	});

	test('the greeting: outlives the first reading of the disk', () => {
		expect(play(first(100, 'This is the demo: r starts it.'), read(asking())).notice?.text).toBe('This is the demo: r starts it.');
	});

	test('settings that cannot be read: are named in every view until they are mended, behind what just happened', () => {
		const textOf = (state: AppState): string => footerRows(state).flat().map(span => span.text).join('');
		const trouble = '.codex-autorunner/config.yml:4: Flow sequence is not closed. Mend it: no run starts until then.';
		const broken = play(first(140), read(running({configTrouble: trouble})));
		for (const view of ['show_tickets', 'show_log', 'show_inbox'] as const) {
			expect(textOf(play(broken, view))).toContain(trouble);
		}

		expect(textOf(play(broken, {type: 'noted', text: 'Opened again.', isTrouble: false}))).not.toContain(trouble);
		expect(textOf(play(broken, read(running())))).not.toContain(trouble);
	});

	test('one that came with the rest itself: stays', () => {
		expect(play(first(), read(running()), read(paused), {type: 'noted', text: 'Opened again.', isTrouble: false}).notice?.text).toBe('Opened again.');
	});

	test('its time is over: goes; one that came meanwhile stays', () => {
		const state = play(first(), read(paused), {type: 'noted', text: 'Opened again.', isTrouble: false});
		const later = play(state, {type: 'noted', text: 'Marked done.', isTrouble: false});
		expect(play(state, {type: 'notice_over', notice: state.notice!}).notice).toBeNull();
		expect(play(later, {type: 'notice_over', notice: state.notice!}).notice?.text).toBe('Marked done.');
	});

	test('a short one on a wide screen: the lasting keys stand beside it', () => {
		const state = play(first(80), read(paused), {type: 'noted', text: 'Opened again.', isTrouble: false});
		expect(footer(state)).toEqual([`Opened again.${' '.repeat(52)}? keys  q leave`]);
	});

	test('one that is wider than the screen: takes rows of its own, nothing is cut', () => {
		const text = 'Mend what says STOP first (D starts with uncommitted changes).';
		expect(footer(play(first(40), read(paused), {type: 'noted', text, isTrouble: true}))).toEqual([
			'Mend what says STOP first (D starts with',
			'uncommitted changes).',
		]);
	});
});

test.each([[null, 'Nothing runs. r goes on where it stopped.'], [4711, 'Its agent (pid 4711) still works. r ends it and asks what became of its turn.']])('a dead worker with the agent %o: says what runs', (agentPid, words) => {
	const snapshot = running({
		worker: {
			life: 'dead', pid: null, since: null, silentSeconds: null, lastWords: null, agentPid,
		},
	});
	expect(restLines(play(first(140), read(snapshot)), 140).flat().map(span => span.text).join(' ')).toContain(words);
});

describe('what became of a reply', () => {
	const sent = play(first(), read(asking()), {
		type: 'sent', commandId: 'c1', command: {
			type: 'reply', to: '3', text: 'b', attachments: [],
		},
	});

	test.each([
		['queued', null, 'Reply queued; it goes on by itself.', 1],
		['delivered', 15, 'Your reply was given to the agent in turn 15.', 0],
	] as const)('%s: is said', (state, turn, text, waiting) => {
		const after = play(sent, read(asking({
			receipts: [{
				commandId: 'c1', reply: 2, state, turn,
			}],
		})));
		expect(after.notice?.text).toBe(text);
		expect(after.sent).toHaveLength(waiting);
	});

	test('refused by the worker: is said, and where its words are', () => {
		const after = play(sent, {
			type: 'engine', events: [createEvents().flow({type: 'command_refused', command_id: 'c1', reason: '3 is not open'})],
		});
		expect(after.notice).toEqual({text: 'Your reply was not taken: 3 is not open. Its text is kept in the run\'s folder refused/.', isTrouble: true});
		expect(after.sent).toEqual([]);
	});
});

describe('endNotices', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});

	afterEach(() => {
		vi.useRealTimers();
	});

	const open = (greeting?: string) => {
		const store = createStore(first(100, greeting), () => undefined);
		const stop = endNotices(store);
		store.send(read(running()));
		vi.advanceTimersByTime(0);
		return {store, stop};
	};

	test('a notice: goes after its time, the keys come back, and no timer is left', () => {
		const {store} = open();
		store.send({type: 'noted', text: 'Opened again.', isTrouble: false});
		vi.advanceTimersByTime(5999);
		expect(store.shown().notice?.text).toBe('Opened again.');
		vi.advanceTimersByTime(1);
		expect(store.shown().notice).toBeNull();
		expect(vi.getTimerCount()).toBe(0);
	});

	test('the greeting: goes after its time too, which begins with the first reading', () => {
		const {store} = open('This is the demo: r starts it.');
		vi.advanceTimersByTime(5999);
		expect(store.shown().notice?.text).toBe('This is the demo: r starts it.');
		vi.advanceTimersByTime(1);
		expect(store.shown().notice).toBeNull();
	});

	test('trouble: stands longer', () => {
		const {store} = open();
		store.send({type: 'noted', text: 'Cannot start vi.', isTrouble: true});
		vi.advanceTimersByTime(19_999);
		expect(store.shown().notice?.text).toBe('Cannot start vi.');
		vi.advanceTimersByTime(1);
		expect(store.shown().notice).toBeNull();
	});

	test('another one in between: has its own whole time', () => {
		const {store} = open();
		store.send({type: 'noted', text: 'one', isTrouble: false});
		vi.advanceTimersByTime(4000);
		store.send({type: 'noted', text: 'two', isTrouble: false});
		vi.advanceTimersByTime(4000);
		expect(store.shown().notice?.text).toBe('two');
		vi.advanceTimersByTime(2000);
		expect(store.shown().notice).toBeNull();
	});

	test('stopped: nothing is left', () => {
		const {store, stop} = open();
		store.send({type: 'noted', text: 'one', isTrouble: false});
		stop();
		expect(vi.getTimerCount()).toBe(0);
	});
});
