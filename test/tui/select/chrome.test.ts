import {describe, expect, test} from 'vitest';
import {isSameChrome, logOverlay} from '../../../source/tui/select/chrome.js';
import {firstState, type AppState} from '../../../source/tui/state.js';
import {update} from '../../../source/tui/update/update.js';
import {aliveWorker, createEvents, running} from '../../support/believable.js';

const begin = (): AppState => update(firstState({
	size: {columns: 80, rows: 24}, ascii: false, repoName: 'api', greeting: undefined, now: 0,
}), {type: 'engine', events: [{type: 'snapshot', snapshot: running()}]})[0];

describe('isSameChrome', () => {
	test('an agent that only speaks: React has nothing to draw', () => {
		const events = createEvents();
		const [one] = update(begin(), {type: 'engine', events: [events.say('one\n')]});
		const [two] = update(one, {type: 'engine', events: [events.say('two\n')]});
		expect(isSameChrome(one, two)).toBe(true);
	});

	test('a worker that falls silent, a key, a token count: React draws', () => {
		const [state] = update(begin(), {type: 'engine', events: [createEvents().say('one\n')]});
		const changes = [
			update(state, {type: 'engine', events: [{type: 'snapshot', snapshot: running({worker: {...aliveWorker, life: 'silent'}})}]}),
			update(state, {type: 'act', action: 'down'}),
			update(state, {
				type: 'engine', events: [createEvents(500).agent({
					type: 'token_usage', input: 1, output: 1, total: 2,
				})],
			}),
		];
		for (const [changed] of changes) {
			expect(isSameChrome(state, changed)).toBe(false);
		}
	});
});

describe('logOverlay', () => {
	test('the log is shown: lies over its pane, header included', () => {
		const [state] = update(begin(), {type: 'engine', events: [createEvents().say('one\n')]});
		const overlay = logOverlay(state, {color: false});
		expect(overlay).toMatchObject({x: 28, y: 0, width: 52});
		expect(overlay?.lines).toHaveLength(22);
		expect(overlay?.lines[1]).toBe('one');
	});

	test.each(['help', 'show_inbox', 'open'] as const)('something else stands there (%s): no overlay', action => {
		expect(logOverlay(update(begin(), {type: 'act', action})[0], {color: false})).toBeUndefined();
	});
});
