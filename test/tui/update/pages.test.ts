import {describe, expect, test} from 'vitest';
import type {Action, Message} from '../../../source/tui/message.js';
import type {Target} from '../../../source/tui/page.js';
import {offeredEntries} from '../../../source/tui/update/act.js';
import type {AppState} from '../../../source/tui/state.js';
import {focusOf} from '../../../source/tui/focus.js';
import {logStanding} from '../../../source/tui/select/log/log-rows.js';
import {topPage} from '../../../source/tui/select/main-pane.js';
import {chosenTarget} from '../../../source/tui/select/page-lines.js';
import {
	asking, createEvents, nightTickets, question, runState, running, snapshotOf, ticketView,
} from '../../support/believable.js';
import {ticketPath} from '../../support/flow-log.js';
import {
	documents, history, loaded, report, restedAt, runId, runs, turns,
} from '../../support/screen/morning.js';
import {play, start} from '../../support/screen/play.js';

const ticket8 = {type: 'ticket', path: ticketPath(8)} as const;
const historyOf8 = loaded(ticket8, {type: 'ticket', history});
const reportLoaded = loaded({type: 'report'}, {type: 'report', report});

describe('pages', () => {
	test('opened one over the other: Esc goes back one at a time', () => {
		const opened = play(start(running()), 'runs', loaded({type: 'runs'}, {type: 'runs', runs}), 'down', 'open');
		expect(opened.state.pages.map(page => page.request.type)).toEqual(['runs', 'run']);
		expect(opened.effects).toEqual([{type: 'load_page', request: {type: 'runs'}}, {type: 'load_page', request: {type: 'run', runId, number: 3}}]);
		expect(focusOf(play(opened.state, 'close').state)).toBe('page');
		expect(focusOf(play(opened.state, 'close', 'close').state)).toBe('tickets');
	});

	test('the same page again: comes to the top and is not opened twice', () => {
		expect(play(start(running()), 'doctor', 'documents', 'doctor').state.pages.map(page => page.request.type)).toEqual(['documents', 'doctor']);
	});

	test.each<[Action, string]>([['show_tickets', 'tickets'], ['show_log', 'log'], ['show_inbox', 'inbox']])('%s: closes all pages', (action, pane) => {
		expect(focusOf(play(start(running()), 'runs', 'doctor', action).state)).toBe(pane);
	});

	test('what was read for a page that is closed: opens nothing', () => {
		expect(play(start(running()), 'runs', 'close', loaded({type: 'runs'}, {type: 'runs', runs})).state.pages).toEqual([]);
	});

	test('what cannot be read: is said, and what was shown before stays', () => {
		const failed: Message = {type: 'page_failed', request: {type: 'runs'}, message: 'EACCES'};
		expect(topPage(play(start(running()), 'runs', failed).state)?.trouble).toBe('EACCES');
		expect(topPage(play(start(running()), 'runs', loaded({type: 'runs'}, {type: 'runs', runs}), failed).state)).toMatchObject({trouble: null, data: {type: 'runs'}});
	});

	test('j: chooses the lines that lead somewhere, and scrolls where there is none in sight', () => {
		const {state} = play(start(running(), 60, 12), 'show_tickets', 'open', historyOf8);
		const down = play(state, 'down', 'down', 'down');
		expect(topPage(down.state)?.top).toBeGreaterThan(0);
		const page = topPage(down.state);
		expect(page === undefined ? undefined : chosenTarget(down.state, page)?.target.type).toBe('page');
		expect(topPage(play(down.state, 'first').state)).toMatchObject({top: 0, at: -1});
	});

	test('Enter without a chosen line: says why it opens nothing', () => {
		expect(play(start(running()), 'open', historyOf8, 'open').state.notice?.text).toBe('No line is chosen: j and k choose one, Enter opens it, esc closes.');
		expect(play(start(running()), 'doctor', 'open').state.notice?.text).toBe('Nothing to open here: j and k scroll, esc closes.');
	});

	test('something happened: what the page on top shows is read again', () => {
		const {state} = play(start(running()), 'open', historyOf8);
		const {effects} = play(state, {type: 'engine', events: [createEvents().flow({type: 'reply_delivered', reply: 1, turn: 14})]});
		expect(effects).toEqual([{type: 'load_page', request: ticket8}]);
	});

	test('a turn of a run: Enter leads into the log', () => {
		const {state} = play(start(running()), 'runs', loaded({type: 'runs'}, {type: 'runs', runs}), 'down', 'open', loaded({type: 'run', runId, number: 3}, {type: 'run', turns}), 'down', 'open');
		expect(state.pane).toBe('log');
		expect(state.pages).toEqual([]);
	});

	test('a document: e edits the open one; an editor that was closed has it read again', () => {
		const {state} = play(start(running()), 'documents', loaded({type: 'documents'}, {type: 'documents', documents}), 'down', 'open');
		expect(play(state, 'edit').effects).toEqual([{type: 'edit_file', path: '.codex-autorunner/workspace/active_context.md'}]);
		expect(play(state, {type: 'edited'}).effects).toEqual([{type: 'load_page', request: {type: 'file', path: '.codex-autorunner/workspace/active_context.md'}}]);
	});
});

describe('Esc after a line led elsewhere', () => {
	const listOfTurns = () => play(start(running()), 'runs', loaded({type: 'runs'}, {type: 'runs', runs}), 'down', 'open', loaded({type: 'run', runId, number: 3}, {type: 'run', turns}), 'down', 'down').state;
	const readFor = (asked: number): Message => ({
		type: 'log_read', asked, run: {runId, number: 3}, leaves: [], seq: 1, aim: {row: 0},
	});
	const read = readFor(1);

	test('a turn: back to the list, with the same line chosen; the list is read again, and below it is what was below', () => {
		const list = listOfTurns();
		const opened = play(list, 'open', read).state;
		expect([focusOf(opened), opened.log.book?.runId]).toEqual(['log', runId]);
		const back = play(opened, 'close');
		expect(back.state.pages).toEqual(list.pages);
		expect(back.state).toMatchObject({pane: 'tickets', from: null, log: {book: null, isFollowing: true}});
		expect(back.effects).toEqual([{type: 'load_page', request: {type: 'run', runId, number: 3}}]);
		expect(play(back.state, 'close').state.pages.map(page => page.request.type)).toEqual(['runs']);
	});

	test('Esc before the turn was read: back in the list at once, and the turn is not shown when it comes', () => {
		const list = listOfTurns();
		const opened = play(list, 'open');
		expect(opened.effects).toEqual([{
			type: 'read_log', asked: 1, runId, spot: {type: 'turn', turn: 13}, aim: {row: 0},
		}]);
		const back = play(opened.state, 'close').state;
		expect(back).toMatchObject({pages: list.pages, pane: 'tickets', from: null});
		expect(play(back, read).state).toBe(back);
	});

	test('Esc, then another turn: only that one is shown, whichever comes first', () => {
		const again = play(listOfTurns(), 'open', 'close', 'down', 'open');
		const asked = again.effects.flatMap(effect => effect.type === 'read_log' ? [effect.asked] : []);
		expect(play(again.state, readFor(asked[0]!)).state.log.book).toBeNull();
		expect(play(again.state, readFor(asked[0]!), readFor(asked[1]!)).state.log.book?.runId).toBe(runId);
	});

	test('Esc in the log before the time that was asked for is read: it follows on', () => {
		const asked = play(start(running()), 'show_log', 'clock', {type: 'line_changed', text: '01:10'}, 'send', 'close');
		expect(asked.effects.map(effect => effect.type)).toEqual(['read_clock']);
		expect(asked.state.notice).toBeNull();
		expect(logStanding(asked.state)).toBe('');
		expect(play(asked.state, read).state.log).toMatchObject({book: null, isFollowing: true});
	});

	test('until the time is read the log says so; once it is read, where it stands', () => {
		const asked = play(start(running()), 'show_log', 'clock', {type: 'line_changed', text: '01:10'}, 'send').state;
		expect([logStanding(asked), logStanding(play(asked, read).state)]).toEqual(['reading ...', 'HELD G follows']);
	});

	test('a mark that is found after Esc: is not gone to', () => {
		const {state} = play(start(running()), {
			type: 'engine', events: [createEvents(500).flow({type: 'reply_delivered', reply: 1, turn: 14})],
		}, 'show_log');
		const seeking = play({...state, tail: {...state.tail, dropped: 1}}, 'previous_mark');
		const found: Message = {
			type: 'mark_found', runId, seq: 7, direction: 'previous', choice: 'marks',
		};
		expect(play(seeking.state, found).effects.map(effect => effect.type)).toEqual(['read_log']);
		expect(play(seeking.state, 'close', found).effects).toEqual([]);
	});

	test('also from where the log was followed to its end', () => {
		expect(play(listOfTurns(), 'open', read, 'last', 'close').state.pages.map(page => page.request.type)).toEqual(['runs', 'run']);
	});

	/** Presses j until a line that leads to such a place is chosen, then Enter. */
	const openLine = (state: AppState, type: Target['type']): AppState => {
		let now = play(state, 'first').state;
		for (let step = 0; chosenTarget(now, topPage(now)!)?.target.type !== type && step < 100; step++) {
			now = play(now, 'down').state;
		}

		return play(now, 'open').state;
	};

	test('a turn of a ticket that was opened from the report: back one at a time', () => {
		const ticket = play(start(running()), reportLoaded, 'down', 'down', 'open', loaded({type: 'ticket', path: ticketPath(7)}, {type: 'ticket', history})).state;
		const opened = openLine(ticket, 'turn');
		expect(focusOf(opened)).toBe('log');
		expect(focusOf(play(opened, 'close').state)).toBe('ticket');
		expect(focusOf(play(opened, 'close', 'close').state)).toBe('report');
	});

	test('an inbox item: back to the report', () => {
		const opened = openLine({...play(start(asking()), reportLoaded).state, itemTop: 5}, 'item');
		expect([opened.pane, opened.item?.id, opened.itemTop]).toEqual(['inbox', '3', 0]);
		expect(focusOf(play(opened, 'close').state)).toBe('report');
	});

	test('a question that r leads to: the reply closes, then the item, and the list is there', () => {
		const asked = play(listOfTurns(), {type: 'engine', events: [{type: 'snapshot', snapshot: running({inbox: [question()]})}]}, 'go_on');
		expect(focusOf(asked.state)).toBe('reply');
		expect(focusOf(play(asked.state, 'close').state)).toBe('inbox');
		expect(focusOf(play(asked.state, 'close', 'close').state)).toBe('page');
	});

	test('a question that r leads to from the turn of a list: the reply closes, then the item, and the list is there, not the turn', () => {
		const asked = play(listOfTurns(), 'open', read, {type: 'engine', events: [{type: 'snapshot', snapshot: running({inbox: [question()]})}]}, 'go_on');
		expect(asked.state).toMatchObject({pane: 'inbox', hasChosen: true, pages: []});
		expect(focusOf(play(asked.state, 'close', 'close').state)).toBe('page');
	});

	test('another pane was chosen: nothing is gone back to', () => {
		const {state} = play(listOfTurns(), 'open', read, 'show_inbox', 'close');
		expect(state).toMatchObject({pane: 'inbox', pages: [], notice: {text: 'Nothing to close here. q leaves; the run goes on.'}});
	});

	test('a ticket that was moved meanwhile: goes back to it under its new name', () => {
		const opened = play(openLine(play(start(running()), 'open', historyOf8).state, 'turn'), {type: 'ticket_moved', from: ticketPath(8), to: ticketPath(7)});
		expect(play(opened.state, 'close').state.pages.map(page => page.request)).toEqual([{type: 'ticket', path: ticketPath(7)}]);
	});
});

describe('tickets', () => {
	test('J and K: the one before which it is put', () => {
		expect(play(start(running()), 'move_up').effects).toEqual([{
			type: 'move_ticket', path: ticketPath(8), from: 8, before: 7,
		}]);
		expect(play(start(running()), 'move_down').effects).toEqual([{
			type: 'move_ticket', path: ticketPath(8), from: 9, before: 8,
		}]);
		const first = start(snapshotOf({tickets: [ticketView(1)]}));
		expect(play(first, 'move_up').state.notice?.text).toBe('It is the first one already.');
		expect(play(first, 'move_down').state.notice?.text).toBe('It is the last one already.');
	});

	test('moved: the choice and the open view go with it', () => {
		const {state} = play(start(running()), 'open', {type: 'ticket_moved', from: ticketPath(8), to: ticketPath(7)});
		expect(state.ticket).toBe(ticketPath(7));
		expect(state.pages.map(page => page.request)).toEqual([{type: 'ticket', path: ticketPath(7)}]);
	});

	test('D and u: deleted, the view closes, the next one is chosen; it comes back', () => {
		const asked = play(start(running()), 'open', 'delete');
		expect(asked.effects.at(-1)).toEqual({type: 'delete_ticket', path: ticketPath(8)});
		const gone = play(asked.state, {type: 'ticket_deleted', path: ticketPath(8), trash: 'now_TICKET-008.md'});
		expect(gone.state).toMatchObject({pages: [], ticket: ticketPath(9), notice: {text: 'TICKET-008.md is in the trash: u brings it back.'}});
		const back = play(gone.state, 'undelete');
		expect(back.effects).toEqual([{type: 'restore_ticket', name: 'now_TICKET-008.md'}]);
		expect(play(back.state, {type: 'ticket_restored', path: ticketPath(8), trash: 'now_TICKET-008.md'}).state).toMatchObject({ticket: ticketPath(8), trash: []});
		expect(play(start(running()), 'undelete').state.notice?.text).toContain('Nothing was deleted here.');
	});

	test('A: an agent with its model, or a model that is typed', () => {
		const withModel = running({tickets: nightTickets().map(ticket => ticket.number === 9 ? {...ticket, agent: 'claude', model: 'opus'} : ticket)});
		const {state} = play(start(withModel), 'agent');
		expect(play(state, 'down', 'down', 'down', 'down', 'open').effects).toEqual([{
			type: 'set_agent', path: ticketPath(8), agent: 'claude', model: 'opus',
		}]);
		const typed = play(state, 'down', 'down', 'open', {type: 'line_changed', text: ' gpt-6 '}, 'send');
		expect(typed.effects).toEqual([{
			type: 'set_agent', path: ticketPath(8), agent: 'codex', model: 'gpt-6',
		}]);
		expect(typed.state).toMatchObject({prompt: null, pages: []});
	});

	test('gone from the disk while it is open: every key says so, and nothing throws', () => {
		const gone: Message = {type: 'engine', events: [{type: 'snapshot', snapshot: running({tickets: []})}]};
		const {state} = play(start(running()), 'open', historyOf8, gone);
		for (const action of ['edit', 'toggle_done', 'move_up', 'move_down', 'agent', 'delete', 'diff', 'talk'] as const) {
			expect(play(state, action).state.notice?.text, action).toBe('This ticket is gone from the disk; esc closes.');
			expect(play(state, action).effects, action).toEqual([]);
		}
	});
});

describe('the report', () => {
	const closed = (): ReturnType<typeof start> => start(running());

	test('first reading: what happened is asked for, and opens when there is news', () => {
		const first = play(closed(), reportLoaded);
		expect(focusOf(first.state)).toBe('report');
		expect(play(first.state, 'close').effects).toEqual([{type: 'close_report', until: report.until}]);
	});

	test('no news: nothing opens', () => {
		const quiet = {
			...report, turns: {completed: 0, failed: 0, interrupted: 0}, notices: [], inbox: [], run: null, tickets: [],
		};
		expect(play(closed(), loaded({type: 'report'}, {type: 'report', report: quiet})).state.pages).toEqual([]);
	});

	test('somebody is at work already: nothing is taken from under the hands', () => {
		expect(focusOf(play(closed(), 'show_log', reportLoaded).state)).toBe('log');
		expect(focusOf(play(closed(), 'show_tickets', 'add', reportLoaded).state)).toBe('title');
	});

	test.each([
		['half an hour after the last key', '2026-11-22T03:35:00.000Z', true],
		['a second less after it', '2026-11-22T03:34:59.000Z', false],
		['while somebody sits here', '2026-11-22T03:12:00.000Z', false],
	])('a run that comes to rest %s: the report is asked for again: %j', (_, at, isAsked) => {
		const seen = play(closed(), reportLoaded, 'close', {type: 'ticked', now: Date.parse('2026-11-22T03:05:00.000Z')}, 'show_log');
		const rested = play(seen.state, {type: 'engine', events: [{type: 'flow_event', event: restedAt(at)}]});
		expect(rested.effects.some(effect => effect.type === 'load_page')).toBe(isAsked);
		expect(focusOf(play(rested.state, reportLoaded).state)).toBe(isAsked ? 'report' : 'log');
	});

	test('leaving with the report open: it is not closed; after it was closed, all until now was seen', () => {
		const {state} = play(closed(), reportLoaded);
		expect(play(state, 'leave').effects).toEqual([{type: 'leave'}]);
		expect(play(state, 'close', 'leave').effects.slice(-2)).toEqual([{type: 'close_report', until: null}, {type: 'leave'}]);
	});

	test('a line of it: opens its place; an item that was answered meanwhile says so', () => {
		const {state} = play(closed(), reportLoaded);
		expect(play(state, 'down', 'down', 'open').state.pages.at(-1)?.request).toEqual({type: 'ticket', path: ticketPath(7)});
		const atItem = play(state, ...Array.from({length: 9}, (): Action => 'down'), 'open');
		expect(atItem.state.notice?.text).toBe('That was answered meanwhile.');
	});
});

describe('the palette', () => {
	test.each(['q', 'quit', 'exit', 'leave', 'Quit'])('%s and Enter: leaves', typed => {
		const {effects} = play(start(running()), 'palette', {type: 'line_changed', text: typed}, 'run_action');
		expect(effects).toContainEqual({type: 'leave'});
	});

	test('letters that stand scattered in a sentence: come after every word that fits, also one that cannot be done now', () => {
		const {state} = play(start(running()), 'palette', {type: 'line_changed', text: 'start'});
		const kinds = offeredEntries(state).map(({help, keys}) => /start/iu.test(help) || keys === 'start');
		expect(kinds.indexOf(false)).toBeGreaterThan(0);
		expect(kinds.lastIndexOf(true)).toBeLessThan(kinds.indexOf(false));
	});

	test('Enter: does what is chosen, as if its key had been pressed below', () => {
		const {state, effects} = play(start(running()), 'palette', {type: 'line_changed', text: 'doctor'}, 'run_action');
		expect(focusOf(state)).toBe('page');
		expect(effects).toEqual([{type: 'load_page', request: {type: 'doctor'}}]);
	});

	test('what is not possible now: Enter says why', () => {
		const {state} = play(start(snapshotOf({tickets: [ticketView(1)], run: runState({status: 'completed', openTurn: null})})), 'palette', {type: 'line_changed', text: 'approval: allow once'}, 'run_action');
		expect(state.notice?.text).toBe('Nothing waits for you.');
		expect(state.prompt).toBeNull();
	});

	test('no action fits: says so and stays', () => {
		const {state} = play(start(running()), 'palette', {type: 'line_changed', text: 'qqqq'}, 'run_action');
		expect(state.notice?.text).toBe('No action is called like this; Esc closes.');
		expect(focusOf(state)).toBe('palette');
	});
});
