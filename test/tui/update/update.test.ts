import {describe, expect, test} from 'vitest';
import type {Action} from '../../../source/tui/message.js';
import {firstState} from '../../../source/tui/state.js';
import {focusOf} from '../../../source/tui/focus.js';
import {
	aliveWorker, asking, createEvents, question, runState, running, snapshotOf, ticketView,
} from '../../support/believable.js';
import {ticketPath} from '../../support/flow-log.js';
import {play, start} from '../../support/screen/play.js';

const plain = {
	once: false, dirty: false, noAnswer: false, recover: false, maxTurns: undefined, fullAccess: false,
};

describe('r goes on', () => {
	test('not initialised: says to run car init', () => {
		const {state, effects} = play(start(snapshotOf({initialised: false})), 'go_on');
		expect(effects).toEqual([]);
		expect(state.notice?.text).toBe('Nothing here yet: leave with q and run `car init`.');
	});

	test('no tickets: says how to add one', () => {
		expect(play(start(snapshotOf()), 'go_on').state.notice?.text).toBe('No tickets: press 1, then a, to add one.');
	});

	test('no run: shows the start card, Enter starts', () => {
		const asked = play(start(snapshotOf({tickets: [ticketView(1)]})), 'go_on');
		expect(asked.effects).toEqual([{type: 'check'}]);
		expect(focusOf(asked.state)).toBe('start');
		const started = play(asked.state, {
			type: 'checked', lines: [{
				level: 'good', name: 'branch', text: 'main', mend: '',
			}],
		}, 'start');
		expect(started.effects).toEqual([{type: 'run', options: plain}]);
		expect(focusOf(started.state)).toBe('tickets');
	});

	test('a red line on the start card: Enter does not start, D starts with dirty', () => {
		const {state} = play(start(snapshotOf({tickets: [ticketView(1)]})), 'go_on', {
			type: 'checked', lines: [{
				level: 'bad', name: 'tree', text: 'dirty', mend: 'commit',
			}],
		});
		expect(play(state, 'start').effects).toEqual([]);
		expect(play(state, 'start_dirty').effects).toEqual([{type: 'run', options: {...plain, dirty: true}}]);
	});

	test('Enter before the check has answered: waits', () => {
		expect(play(start(snapshotOf({tickets: [ticketView(1)]})), 'go_on', 'start').effects).toEqual([{type: 'check'}]);
	});

	test('everything done: says so', () => {
		const state = start(snapshotOf({tickets: [ticketView(1, {done: true, state: 'done'})], run: runState({status: 'completed', openTurn: null})}));
		expect(play(state, 'go_on').state.notice?.text).toBe('Every ticket is done: a adds one, Space opens one again.');
	});

	test('an open question: opens the reply to the oldest', () => {
		const {state, effects} = play(start(asking()), 'show_tickets', 'go_on');
		expect(state.reply?.to).toBe('3');
		expect(effects).toEqual([{type: 'load_draft', id: '20261122-010000-abcd-3'}]);
	});

	test('paused by the human, stopped, or a dead worker: goes on without a card', () => {
		const rests = [
			running({worker: {...aliveWorker, life: 'absent'}, run: runState({status: 'paused', reasonCode: 'paused_by_you', openTurn: null})}),
			running({worker: {...aliveWorker, life: 'absent'}, run: runState({status: 'stopped', openTurn: null})}),
			running({worker: {...aliveWorker, life: 'dead'}}),
		];
		for (const snapshot of rests) {
			expect(play(start(snapshot), 'go_on').effects).toEqual([{type: 'run', options: plain}]);
		}
	});

	test('running: says that it runs', () => {
		const {state, effects} = play(start(running()), 'go_on');
		expect(effects).toEqual([]);
		expect(state.notice?.text).toBe('It runs already. p pauses after this turn.');
	});

	test('refused: the reason is shown until it is closed', () => {
		const {state} = play(start(snapshotOf({tickets: [ticketView(1)]})), {
			type: 'run_answered', answer: {
				type: 'refused', exitCode: 2, message: 'The tree is dirty.', hint: 'commit, or --dirty', details: ['M a.ts'],
			},
		});
		expect(state).toMatchObject({coverTop: 0, card: {title: 'The tree is dirty.', lines: ['M a.ts'], hint: 'commit, or --dirty'}});
		expect(play(state, 'close').state.card).toBeNull();
	});
});

describe('pausing and stopping', () => {
	test('p while running: asks the worker once', () => {
		const first = play(start(running()), 'pause');
		expect(first.effects).toEqual([{type: 'send', command: {type: 'pause_after_turn'}}]);
		expect(play(first.state, 'pause').effects).toEqual([]);
	});

	test.each<[Action, string]>([['interrupt', 'interrupt_turn'], ['stop', 'stop']])('%s: asks first, y does it, Esc does not', (action, type) => {
		const asked = play(start(running()), action);
		expect(asked.effects).toEqual([]);
		expect(focusOf(asked.state)).toBe('confirm');
		expect(play(asked.state, 'yes').effects).toEqual([{type: 'send', command: {type}}]);
		const closed = play(asked.state, 'close');
		expect(closed.effects).toEqual([]);
		expect(focusOf(closed.state)).toBe('tickets');
	});

	test.each<Action>(['pause', 'interrupt', 'stop'])('%s while nothing runs: says why it does nothing', action => {
		const {state, effects} = play(start(asking()), action);
		expect(effects).toEqual([]);
		expect(state.notice?.text).toMatch(/^Nothing runs/);
		expect(state.confirm).toBeNull();
	});

	test('q while running: leaves and stops nothing', () => {
		expect(play(start(running()), 'leave').effects).toEqual([{type: 'leave'}]);
	});

	test('Esc on a pane: nothing but a word', () => {
		const before = start(running());
		const {state, effects} = play(before, 'close');
		expect(effects).toEqual([]);
		expect({...state, notice: null}).toEqual({...before, notice: null});
	});
});

describe('replying', () => {
	const open = () => play(start(asking()), 'go_on').state;

	test('Enter: sends to the item it was opened for, and forgets the draft when it was taken', () => {
		const sent = play(open(), {type: 'line_changed', text: 'b, please'}, 'send');
		expect(sent.effects).toContainEqual({
			type: 'send', command: {
				type: 'reply', to: '3', text: 'b, please', attachments: [],
			}, attachments: [],
		});
		const taken = play(sent.state, {
			type: 'sent', command: {
				type: 'reply', to: '3', text: 'b, please', attachments: [],
			}, commandId: 'c1',
		});
		expect(taken.state.reply).toBeNull();
		expect(taken.effects).toEqual([{
			type: 'save_draft', id: '20261122-010000-abcd-3', text: '', attachments: [],
		}]);
	});

	test('another question comes first while typing: the reply still answers its own', () => {
		const typed = play(open(), {type: 'line_changed', text: 'b'});
		const {state} = play(typed.state, {type: 'engine', events: [{type: 'snapshot', snapshot: asking({inbox: [question({id: '1', title: 'Other?'}), question()]})}]});
		const {effects} = play(state, 'send');
		expect(effects).toContainEqual({
			type: 'send', command: {
				type: 'reply', to: '3', text: 'b', attachments: [],
			}, attachments: [],
		});
	});

	test('answered by somebody else meanwhile: the question stays readable', () => {
		const {state} = play(open(), {type: 'engine', events: [{type: 'snapshot', snapshot: asking({inbox: []})}]});
		expect(state.reply?.entry?.title).toBe('Postgres or SQLite for the job store?');
	});

	test('Esc: keeps the draft; opening again shows it', () => {
		const closed = play(open(), {type: 'line_changed', text: 'half a tho'}, 'close');
		expect(closed.state.reply).toBeNull();
		expect(closed.effects).toContainEqual({type: 'save_draft', id: '20261122-010000-abcd-3', text: 'half a tho'});
		const again = play(closed.state, 'go_on', {
			type: 'draft_loaded', id: '20261122-010000-abcd-3', text: 'half a tho', attachments: [],
		});
		expect(again.state.reply?.editor.text).toBe('half a tho');
	});

	test('a draft of another item: is not taken', () => {
		expect(play(open(), {
			type: 'draft_loaded', id: '9', text: 'wrong', attachments: [],
		}).state.reply?.editor.text).toBe('');
	});

	test('leaving with a draft: writes it first', () => {
		const {effects} = play(open(), {type: 'line_changed', text: 'half'}, 'leave');
		expect(effects).toEqual([{type: 'save_draft', id: '20261122-010000-abcd-3', text: 'half'}, {type: 'save_draft', id: '20261122-010000-abcd-3', text: 'half'}, {type: 'leave'}]);
	});

	test('refused: text and input stay, the reason is said', () => {
		const {state} = play(open(), {type: 'line_changed', text: 'b'}, 'send', {type: 'send_failed', message: 'Answered already.', hint: 'Look at the log.'});
		expect(state.reply).toMatchObject({isSending: false, editor: {text: 'b'}});
		expect(state.notice).toEqual({text: 'Answered already. Look at the log.', isTrouble: true});
	});

	test('an empty reply: is not sent', () => {
		expect(play(open(), 'send').effects).toEqual([]);
	});

	test('Ctrl-J, then typing: several lines', () => {
		const {state} = play(open(), {type: 'line_changed', text: 'one'}, 'new_line', {type: 'typed', text: 'two'});
		expect(state.reply?.editor).toMatchObject({text: 'one\ntwo', isSeveral: true, cursor: 7});
		expect(focusOf(state)).toBe('reply_lines');
	});

	test('a key of the larger input: moves in its text', () => {
		const {state} = play(open(), {type: 'line_changed', text: 'one'}, 'new_line', {type: 'typed', text: 'two'}, 'edit_left', 'edit_backspace', 'edit_home', {type: 'typed', text: 'x'});
		expect(state.reply?.editor).toMatchObject({text: 'one\nxto', cursor: 5});
	});

	test('a paste with control sequences: only its text comes in', () => {
		const {state} = play(open(), {type: 'pasted', text: 'a\u001B[31mb\u001B[0m\nc\u0007'});
		expect(state.reply?.editor.text).toBe('ab\nc');
	});

	test('half an emoji left by deleting: goes as well', () => {
		expect(play(open(), {type: 'line_changed', text: 'ok \uD83D'}).state.reply?.editor.text).toBe('ok ');
	});

	test('a line that outgrows the screen: gets the larger input', () => {
		expect(play(open(), {type: 'line_changed', text: 'x'.repeat(99)}).state.reply?.editor.isSeveral).toBe(true);
	});
});

describe('the inbox', () => {
	const approval = question({id: 'approval-req-1', kind: 'approval', title: 'run npm publish'});

	test.each<[Action, string]>([['allow_once', 'once'], ['allow_session', 'session'], ['deny', 'deny']])('approval, %s: sends %s', (action, decision) => {
		expect(play(start(asking({inbox: [approval]})), action).effects).toEqual([{type: 'send', command: {type: 'answer_approval', request_id: 'req-1', decision}}]);
	});

	test('approval keys on a question: say why they do nothing', () => {
		const {state, effects} = play(start(asking()), 'allow_once');
		expect(effects).toEqual([]);
		expect(state.notice).toEqual({text: 'No approval is asked here.', isTrouble: false});
	});

	test.each<[Action, boolean]>([['happened', true], ['again', false]])('unknown outcome, %s: answers for the turn in question', (action, happened) => {
		const item = question({id: 'outcome-13', kind: 'outcome', title: 'Turn 13 may have been sent'});
		const snapshot = asking({inbox: [item], run: runState({status: 'paused', reasonCode: 'outcome_unknown'})});
		expect(play(start(snapshot), action).effects).toEqual([{type: 'send', command: {type: 'answer_outcome', turn: 13, happened}}]);
	});

	test('Enter on a ticket for the human: opens the ticket', () => {
		const {state} = play(start(asking()), 'down', 'reply');
		expect(state.reply).toBeNull();
		expect(state.pages.map(page => page.request)).toEqual([{type: 'ticket', path: ticketPath(11)}]);
	});

	test('something waits and nothing runs: the inbox is what is seen first', () => {
		expect(start(asking()).pane).toBe('inbox');
		expect(start(running()).pane).toBe('tickets');
	});

	test('a question that comes later: moves nothing under the hands', () => {
		const {state} = play(start(running()), {type: 'engine', events: [{type: 'snapshot', snapshot: asking()}]});
		expect(state.pane).toBe('tickets');
	});
});

describe('tickets', () => {
	test('Space: done, and open again', () => {
		const {state} = play(start(running()), 'first');
		expect(play(state, 'toggle_done').effects).toEqual([{type: 'set_done', path: ticketPath(1), done: false}]);
		expect(play(state, 'last', 'toggle_done').effects).toEqual([{type: 'set_done', path: ticketPath(12), done: true}]);
	});

	test('Space on a broken ticket: says what to do instead', () => {
		const {state, effects} = play(start(running()), 'down', 'down', 'toggle_done');
		expect(effects).toEqual([]);
		expect(state.notice?.text).toContain('broken');
	});

	test('a: asks for a title, Enter makes the ticket, which is then selected', () => {
		const asked = play(start(running()), 'add', {type: 'line_changed', text: ' Tidy up '}, 'send');
		expect(asked.effects).toEqual([{type: 'new_ticket', title: 'Tidy up'}]);
		expect(play(asked.state, {type: 'ticket_made', path: ticketPath(13)}).state.ticket).toBe(ticketPath(13));
	});

	test('a ticket that goes away: the selection falls back, nothing breaks', () => {
		const {state} = play(start(running()), 'last', 'open', {type: 'engine', events: [{type: 'snapshot', snapshot: running({tickets: [ticketView(1)]})}]}, 'page_down', 'edit');
		expect(state.notice?.text).toBe('This ticket is gone from the disk; esc closes.');
	});
});

describe('events of the engine', () => {
	test('a snapshot older than the events seen: the run does not go back', () => {
		const events = createEvents();
		const paused = events.flow({
			type: 'run_state_changed', status: 'paused', reason_code: 'paused_by_you', reason: 'paused by you', reason_details: [], next: null, until: null,
		});
		const {state} = play(start(running()), {type: 'engine', events: [paused, {type: 'snapshot', snapshot: running()}]});
		expect(state.snapshot?.run?.status).toBe('paused');
	});

	test('events of another run: do not touch this one', () => {
		const events = createEvents();
		const foreign = events.flow({
			type: 'run_state_changed', status: 'failed', reason_code: null, reason: null, reason_details: [], next: null, until: null,
		});
		const renamed = foreign.type === 'flow_event' ? {...foreign, event: {...foreign.event, run_id: 'other'}} : foreign;
		expect(play(start(running()), {type: 'engine', events: [renamed]}).state.snapshot?.run?.status).toBe('running');
	});

	test('events before the first snapshot: are not lost from the log', () => {
		const first = firstState({
			size: {columns: 80, rows: 24}, ascii: false, place: 'api', repoName: 'api', greeting: undefined, now: 0,
		});
		expect(play(first, {type: 'engine', events: [createEvents().say('early\n')]}).state.tail.lines).toMatchObject([{id: 0, kind: 'message', text: 'early'}]);
	});
});
