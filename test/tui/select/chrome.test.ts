import {describe, expect, test} from 'vitest';
import {isSameChrome, overlays} from '../../../source/tui/select/chrome.js';
import {firstState, type AppState} from '../../../source/tui/state.js';
import {update} from '../../../source/tui/update/update.js';
import {aliveWorker, createEvents, running} from '../../support/believable.js';

const begin = (): AppState => update(firstState({
	size: {columns: 80, rows: 24}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
}), {type: 'engine', events: [{type: 'snapshot', snapshot: running()}]})[0];

describe('isSameChrome', () => {
	test('an agent that only speaks: React has nothing to draw', () => {
		const events = createEvents();
		const [one] = update(begin(), {type: 'engine', events: [events.say('one\n')]});
		const [two] = update(one, {type: 'engine', events: [events.say('two\n')]});
		expect(isSameChrome(one, two)).toBe(true);
	});

	test('a second that passes, tokens that are counted: React has nothing to draw', () => {
		const [state] = update(begin(), {type: 'engine', events: [createEvents().say('one\n')]});
		const [later] = update(state, {type: 'ticked', now: 1000});
		const [counted] = update(later, {
			type: 'engine', events: [createEvents(500).agent({
				type: 'token_usage', input: 1, output: 1, total: 2,
			})],
		});
		expect(isSameChrome(state, later)).toBe(true);
		expect(isSameChrome(state, counted)).toBe(true);
	});

	test('a worker that falls silent, a key: React draws', () => {
		const [state] = update(begin(), {type: 'engine', events: [createEvents().say('one\n')]});
		const changes = [
			update(state, {type: 'engine', events: [{type: 'snapshot', snapshot: running({worker: {...aliveWorker, life: 'silent'}})}]}),
			update(state, {type: 'act', action: 'down'}),
		];
		for (const [changed] of changes) {
			expect(isSameChrome(state, changed)).toBe(false);
		}
	});
});

describe('overlays', () => {
	test('the log is shown: lies over its pane, header included', () => {
		const [state] = update(begin(), {type: 'engine', events: [createEvents().say('one\n')]});
		const [log] = overlays(state, {color: false});
		expect(log).toMatchObject({x: 28, y: 0, width: 52});
		expect(log?.lines).toHaveLength(22);
		expect(log?.lines[1]).toBe(' one');
	});

	test('a second that passes: only the status line differs', () => {
		const [state] = update(begin(), {type: 'ticked', now: Date.parse('2026-11-22T03:02:14.000Z')});
		const [later] = update(state, {type: 'ticked', now: Date.parse('2026-11-22T03:02:15.000Z')});
		const [logBefore, statusBefore] = overlays(state, {color: false});
		const [log, status] = overlays(later, {color: false});
		expect(log).toEqual(logBefore);
		expect(statusBefore).toEqual({
			x: 0, y: 23, width: 80, lines: ['RUNNING  TICKET-008  7/12  turn 14  2m14s  92.4k tokens  worker alive'],
		});
		expect(status?.lines).toEqual(['RUNNING  TICKET-008  7/12  turn 14  2m15s  92.4k tokens  worker alive']);
	});

	test.each(['help', 'show_inbox', 'open'] as const)('something else stands where the log was (%s): the status line alone', action => {
		expect(overlays(update(begin(), {type: 'act', action})[0], {color: false}).map(one => one.y)).toEqual([23]);
	});

	test('a terminal that is too small: none', () => {
		expect(overlays(update(begin(), {type: 'resized', size: {columns: 20, rows: 5}})[0], {color: false})).toEqual([]);
	});
});
