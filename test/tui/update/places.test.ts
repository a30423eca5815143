import {describe, expect, test} from 'vitest';
import type {Action, Message} from '../../../source/tui/message.js';
import {
	addPlace, lookAt, placesOf, type AppState,
} from '../../../source/tui/state.js';
import {update} from '../../../source/tui/update/update.js';
import {
	asking, createEvents, question, running,
} from '../../support/believable.js';
import {play, start} from '../../support/screen/play.js';

/** Two repositories on one screen: `api` runs and is looked at, `web` asks. */
const two = (): AppState => {
	const [state] = update(addPlace(start(running()), 'web', 'web'), {type: 'engine', events: [{type: 'snapshot', snapshot: asking()}]}, 'web');
	return state;
};

const messageOf = (message: Action | Message): Message => typeof message === 'string' ? {type: 'act', action: message} : message;

const ticket = '.codex-autorunner/tickets/TICKET-008.md';

/** What is seen and known at a place, the other places apart. */
const seen = (state: AppState): Partial<AppState> => ({...state, places: {}});

describe('lookAt', () => {
	test('there and back: each place is as it was left, also what is typed, asked and open there; the screen stays one', () => {
		const {state} = play(two(), 'show_log', 'report', 'stop');
		const there = lookAt(state, 'web');
		expect([there.repoName, there.pane, there.confirm, there.pages.length, there.place]).toEqual(['web', 'inbox', null, 0, 'web']);
		const {state: typed} = play(there, 'reply', {type: 'line_changed', text: 'SQLite'}, {type: 'resized', size: {columns: 60, rows: 20}});
		const back = lookAt(typed, 'api');
		expect(back).toEqual({...state, places: {api: null, web: back.places.web}, size: {columns: 60, rows: 20}});
		expect(lookAt(back, 'web')).toEqual(typed);
	});

	test('the place that is looked at, and one that is not there: the same state', () => {
		const state = two();
		expect(lookAt(state, 'api')).toBe(state);
		expect(lookAt(state, 'gone')).toBe(state);
	});

	test('every place: in the order they were opened, whichever is looked at', () => {
		const state = addPlace(two(), 'docs', 'docs');
		const names = (of: AppState) => placesOf(of).map(([id, {repoName, snapshot}]) => [id, repoName, snapshot?.inbox.length ?? null]);
		const all = [['api', 'api', 0], ['web', 'web', asking().inbox.length], ['docs', 'docs', null]];
		expect(names(state)).toEqual(all);
		expect(names(lookAt(state, 'docs'))).toEqual(all);
	});
});

describe('a message of a place that is not looked at', () => {
	test.each<[string, Action | Message]>([
		['a reading of the disk', {type: 'engine', events: [{type: 'snapshot', snapshot: running({inbox: [question({id: '9'})]})}]}],
		['what an agent says', {type: 'engine', events: [createEvents(500).say('said in web\n')]}],
		['a note', {type: 'noted', text: 'Marked done.', isTrouble: false}],
		['a reply that was taken', {type: 'sent', command: {type: 'reply', text: 'SQLite', attachments: []}, commandId: 'c1'}],
		['a refused start', {
			type: 'run_answered', answer: {
				type: 'refused', exitCode: 3, message: 'Not now.', hint: 'later', details: ['one'],
			},
		}],
		['what went wrong with reading it', {type: 'follow_failed', message: 'no such folder'}],
		['a key', 'toggle_done'],
		['a key that opens', 'show_log'],
		['a line that is asked for', 'palette'],
	])('%s: it is folded there as under the eyes of a human, and asked there; what is looked at stays', (_, message) => {
		const {state} = play(two(), 'show_tickets', 'help');
		const [next, effects] = update(state, messageOf(message), 'web');
		const [there, wanted] = update(lookAt(state, 'web'), messageOf(message));
		expect(seen(next)).toEqual(seen(state));
		expect(lookAt(next, 'web')).toEqual(there);
		expect(effects).toEqual(wanted);
		expect([there, wanted]).not.toEqual([lookAt(state, 'web'), []]);
	});

	test('nothing that changes anything, and a place that is not there: the same state, nothing to do', () => {
		const state = two();
		expect(update(state, {type: 'text_edited', text: 'nobody edits'}, 'web')).toEqual([state, []]);
		expect(update(state, {type: 'text_edited', text: 'nobody edits'}, 'web')[0]).toBe(state);
		expect(update(state, {type: 'noted', text: 'Marked done.', isTrouble: false}, 'gone')).toEqual([state, []]);
	});

	test('a question that one place waits for: no key of another one answers it', () => {
		const [state] = update(two(), {type: 'act', action: 'stop'});
		expect(state.confirm).toBe('stop');
		const [there, effects] = update(lookAt(state, 'web'), {type: 'act', action: 'yes'});
		expect(effects).toEqual([]);
		expect(play(lookAt(there, 'api'), 'yes').effects).toEqual([{type: 'send', command: {type: 'stop'}}]);
	});

	test('tickets of the same path: a page of one place is not filled with what was read for the other', () => {
		const {state} = play(two(), {type: 'act', action: 'runs'});
		const [next] = update(state, {type: 'page_loaded', request: {type: 'runs'}, data: {type: 'runs', runs: []}}, 'web');
		expect(next.pages[0]?.data).toBeNull();
		const [moved] = update(next, {type: 'ticket_moved', from: ticket, to: ticket.replace('008', '010')}, 'web');
		expect([moved.ticket, moved.places.web?.ticket]).toEqual([null, ticket.replace('008', '010')]);
	});
});

test('another place is looked at while its log is held where more of it must be read: nothing of that is asked of the place one comes from', () => {
	const events = createEvents(500);
	const flood: Message = {type: 'engine', events: Array.from({length: 5100}, (_, index) => events.say(`line ${index}\n`))};
	const {state: held} = play(update(two(), flood, 'web')[0], {type: 'looked_at', there: 'web'}, 'show_log', 'page_up');
	const far = {...held, log: {...held.log, top: {id: held.tail.lines[0]!.id, row: 0}, cursor: {id: held.tail.lines[1]!.id, row: 0}}};
	expect(update(far, {type: 'ticked', now: 1})[1]).toMatchObject([{type: 'read_log'}]);
	expect(update(lookAt(far, 'api'), {type: 'looked_at', there: 'web'})[1]).toEqual([]);
});
