import {
	afterEach, beforeEach, describe, expect, test, vi,
} from 'vitest';
import type {Effect} from '../../source/tui/effect.js';
import {addPlace, firstState} from '../../source/tui/state.js';
import {createStore, paceOf} from '../../source/tui/store.js';
import {createEvents, running} from '../support/believable.js';

const first = firstState({
	size: {columns: 80, rows: 24}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
});

const open = () => {
	const effects: Effect[] = [];
	const store = createStore(first, effect => {
		effects.push(effect);
	});
	let publications = 0;
	store.subscribe(() => {
		publications++;
	});
	return {store, effects, publications: () => publications};
};

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

describe('createStore', () => {
	test('a flood of events: at most one publication in 50 ms, and nothing is lost', () => {
		const {store, publications} = open();
		const events = createEvents();
		for (let index = 0; index < 1000; index++) {
			store.send({type: 'engine', events: [events.say(`line ${index}\n`)]});
			vi.advanceTimersByTime(1);
		}

		vi.advanceTimersByTime(50);
		expect(publications()).toBeLessThanOrEqual(32);
		expect(store.shown().tail.lines).toHaveLength(1000);
	});

	test('a flood faster than it is published: taken in on the way, so that a key waits for few', () => {
		const {store, publications} = open();
		const events = createEvents();
		for (let index = 0; index < 2500; index++) {
			store.send({type: 'engine', events: [events.say(`line ${index}\n`)]});
		}

		expect(publications()).toBe(0);
		expect(store.live().tail.lines).toHaveLength(2000);
		store.send({type: 'act', action: 'pause'});
		expect(store.shown().tail.lines).toHaveLength(2500);
	});

	test('a key: published at once, after the events that came before it', () => {
		const {store, publications} = open();
		store.send({type: 'engine', events: [{type: 'snapshot', snapshot: running()}]});
		store.send({type: 'act', action: 'pause'});
		expect(publications()).toBe(1);
		expect(store.shown().isPausing).toBe(true);
	});

	test('a note: counts at once, is shown with what comes next', () => {
		const {store, publications} = open();
		store.note({type: 'ticked', now: 5});
		expect(publications()).toBe(0);
		expect(store.live().now).toBe(5);
		store.send({type: 'act', action: 'pause'});
		expect(publications()).toBe(1);
		expect(store.shown().now).toBe(5);
	});

	test('between publications: the same object', () => {
		const {store} = open();
		const before = store.shown();
		store.send({type: 'engine', events: [{type: 'snapshot', snapshot: running()}]});
		expect(store.shown()).toBe(before);
		vi.advanceTimersByTime(50);
		expect(store.shown()).not.toBe(before);
		expect(store.shown()).toBe(store.live());
	});

	test('what a place says that is not on the screen: is not taken in; what is asked is asked of the one that is looked at', () => {
		const asked: string[] = [];
		const store = createStore(first, (effect, place) => {
			asked.push(`${effect.type} ${place}`);
		});
		store.send({type: 'noted', text: 'Marked done.', isTrouble: false}, 'web');
		expect(store.live()).toBe(first);
		store.send({type: 'act', action: 'runs'}, 'api');
		expect(asked).toEqual(['load_page api']);
	});

	test('two places that speak at once: each is taken in where it belongs, and is asked by itself; a key goes to the one that is looked at', () => {
		const asked: string[] = [];
		const store = createStore(addPlace(first, 'web', 'web'), (effect, place) => {
			asked.push(`${effect.type} ${place}`);
		});
		let publications = 0;
		store.subscribe(() => {
			publications++;
		});
		const events = createEvents();
		store.send({type: 'engine', events: [{type: 'snapshot', snapshot: running()}]});
		store.send({type: 'engine', events: [{type: 'snapshot', snapshot: running()}, events.say('of web\n')]}, 'web');
		store.send({type: 'engine', events: [events.say('of api\n')]}, 'api');
		vi.advanceTimersByTime(50);
		expect(publications).toBe(1);
		expect(store.shown().tail.lines.map(line => line.text)).toEqual(['of api']);
		expect(store.shown().places.web?.tail.lines.map(line => line.text)).toEqual(['of web']);
		expect(asked).toEqual(['load_page api', 'load_page web']);
		store.send({type: 'looked_at', there: 'web'});
		store.send({type: 'act', action: 'runs'});
		expect(asked.slice(2)).toEqual(['load_page web']);
		expect(store.shown().tail.lines.map(line => line.text)).toEqual(['of web']);
	});

	test('nothing to do: no timer is left', () => {
		const {store} = open();
		store.send({type: 'engine', events: [{type: 'snapshot', snapshot: running()}]});
		vi.advanceTimersByTime(50);
		expect(vi.getTimerCount()).toBe(0);
	});

	test('an effect that answers at once: is taken in order', () => {
		const store = createStore(first, effect => {
			if (effect.type === 'load_draft') {
				store.send({
					type: 'draft_loaded', id: effect.id, text: 'draft', attachments: [],
				});
			}
		});
		store.send({type: 'engine', events: [{type: 'snapshot', snapshot: running()}]});
		store.send({type: 'act', action: 'show_log'});
		store.send({type: 'act', action: 'message'});
		expect(store.shown().reply?.editor.text).toBe('draft');
	});

	test.each([[0, 50], [180, 50], [600, 100], [1800, 300], [20_000, 500]])('after %d bytes: the next publication comes after %d ms', (bytes, milliseconds) => {
		expect(paceOf(bytes)).toBe(milliseconds);
	});

	test('a full screen was sent: events wait, a key does not', () => {
		let sent = 0;
		let publications = 0;
		const store = createStore(first, () => undefined, {sentBytes: () => sent});
		store.subscribe(() => {
			publications++;
			sent += 7000;
		});
		store.send({type: 'engine', events: [createEvents().say('one\n')]});
		vi.advanceTimersByTime(50);
		expect(publications).toBe(1);
		store.send({type: 'engine', events: [createEvents().say('two\n')]});
		vi.advanceTimersByTime(300);
		expect(publications).toBe(1);
		store.send({type: 'act', action: 'show_log'});
		expect(publications).toBe(2);
		expect(store.shown().tail.lines).toHaveLength(2);
	});

	test('closed: nothing is published any more', () => {
		const {store, publications} = open();
		store.send({type: 'engine', events: [{type: 'snapshot', snapshot: running()}]});
		store.close();
		vi.advanceTimersByTime(100);
		expect(publications()).toBe(0);
	});
});
