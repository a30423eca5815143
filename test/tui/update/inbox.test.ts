import {describe, expect, test} from 'vitest';
import type {InboxEntry, RepositorySnapshot} from '../../../source/engine/client/flow-client.js';
import type {Action, Message} from '../../../source/tui/message.js';
import {footerRows} from '../../../source/tui/select/footer-row.js';
import {inputTitle} from '../../../source/tui/select/frame.js';
import {selectedItem} from '../../../source/tui/select/inbox/items.js';
import {screenParts} from '../../../source/tui/select/screen-parts.js';
import {focusOf} from '../../../source/tui/focus.js';
import {
	asking, question, runState, running,
} from '../../support/believable.js';
import {approval} from '../../support/screen/morning.js';
import {play, start} from '../../support/screen/play.js';

const reading = (snapshot: RepositorySnapshot): Message => ({type: 'engine', events: [{type: 'snapshot', snapshot}]});

const with2 = (...inbox: readonly InboxEntry[]): RepositorySnapshot => running({inbox});

const other = approval({id: 'approval-req-2', title: 'May it delete everything?'});

const atInbox = () => play(start(with2(approval())), 'show_inbox').state;

describe('a message', () => {
	const write = (snapshot: ReturnType<typeof running>, ...keys: ReadonlyArray<'message' | 'go_on' | 'send' | 'send_now'>) => {
		const [open, ...rest] = keys;
		return play(start(snapshot), 'show_log', open!, {type: 'line_changed', text: 'make it blue'}, ...rest);
	};

	test.each([['send', {}], ['send_now', {now: true}]] as const)('while a turn runs, %s -> %j', (key, more) => {
		expect(write(running(), 'message', key).effects.filter(effect => effect.type === 'send')).toEqual([{
			type: 'send', attachments: [], command: {
				type: 'reply', text: 'make it blue', attachments: [], ...more,
			},
		}]);
	});

	test('now, between turns -> not sent, and why', () => {
		const {state, effects} = write(running({run: runState({openTurn: null})}), 'message', 'send_now');
		expect([effects.filter(effect => effect.type === 'send'), state.notice?.text]).toEqual([[], 'No turn runs now: Enter sends it to the next one.']);
	});

	test('now, as an answer -> not sent, and why', () => {
		const {state, effects} = write(asking(), 'go_on', 'send_now');
		expect([effects.filter(effect => effect.type === 'send'), state.notice?.text]).toEqual([[], 'An answer starts the next turn: Enter sends it.']);
	});
});

describe('a screen that is late', () => {
	test.each<[Action]>([['allow_once'], ['allow_session'], ['deny']])('%s: another approval has taken the place of the shown one -> it is not answered', action => {
		const {state, effects} = play(atInbox(), reading(with2(other)), action);
		expect(effects).toEqual([]);
		expect(state.notice?.text).toBe('This was answered or settled meanwhile: j or Enter shows what waits now.');
		expect(selectedItem(state)?.id).toBe('approval-req-1');
		expect(selectedItem(play(state, 'reply').state)?.id).toBe('approval-req-2');
	});

	test('the same approval, read again: is answered, and only once', () => {
		const first = play(atInbox(), reading(with2(approval(), other)), 'allow_once');
		expect(first.effects).toEqual([{type: 'send', command: {type: 'answer_approval', request_id: 'req-1', decision: 'once'}}]);
		const second = play(first.state, 'allow_once');
		expect(second.effects).toEqual([]);
		expect(second.state.notice?.text).toBe('Answered already; the worker takes it.');
	});

	test('an answer that could not be sent: can be given again', () => {
		const {state} = play(atInbox(), 'allow_once', {type: 'send_failed', message: 'no room on the disk', hint: ''});
		expect(play(state, 'allow_once').effects).toHaveLength(1);
	});

	test('a question that is answered elsewhere: makes room for the next one', () => {
		const {state} = play(start(asking()), reading(asking({inbox: [question({id: '7', title: 'Another?'})]})));
		expect(selectedItem(state)?.id).toBe('7');
	});

	test('a reply to what was answered meanwhile: is not sent, and its text stays', () => {
		const {state, effects} = play(start(asking()), 'go_on', {type: 'line_changed', text: 'b'}, reading(asking({inbox: [question({id: '7', title: 'Another?'})]})), 'send');
		expect(effects.filter(effect => effect.type === 'send')).toEqual([]);
		expect(state.reply?.editor.text).toBe('b');
		expect(state.notice?.text).toContain('answered meanwhile, so nothing was sent');
		expect(play(state, 'close', 'show_log', 'message').effects).toContainEqual({
			type: 'load_draft', id: '20261122-010000-abcd-next-turn', leftovers: {prefix: '20261122-010000-abcd-', open: ['20261122-010000-abcd-7']},
		});
	});

	test('an unknown outcome settled meanwhile: h answers nothing', () => {
		const outcome = (id: string): RepositorySnapshot => asking({
			inbox: [question({id, kind: 'outcome', title: 'Turn may have been sent'})], run: runState({status: 'paused', reasonCode: 'outcome_unknown'}),
		});
		expect(play(start(outcome('outcome-13')), reading(outcome('outcome-14')), 'happened').effects).toEqual([]);
	});
});

describe('files', () => {
	test('one that came with the question: o opens it; several: all of them are shown', () => {
		const run = runState({status: 'paused', reasonCode: 'question', openTurn: null});
		expect(play(start(asking({run})), 'attachments').state.pages.at(-1)?.request).toMatchObject({type: 'file'});
		expect(play(start(asking({run, inbox: [question({attachments: ['a', 'b']})]})), 'attachments').state.pages.at(-1)?.request).toMatchObject({type: 'message', number: 3});
		expect(play(start(asking({run, inbox: [question({attachments: []})]})), 'attachments').state.notice?.text).toBe('No file came with this.');
	});

	test.each([[40, 12], [60, 20], [80, 24], [100, 30]])('that go with a reply, at %dx%d: are counted where it is written, once', (columns, rows) => {
		const {state} = play(start(asking(), columns, rows), 'go_on', {type: 'attached', file: '/srv/api/docs/plan.md'}, {type: 'line_changed', text: 'see there'});
		const shown = [...screenParts(state).hasInputTitle ? [inputTitle(state)] : [], ...footerRows(state)].map(row => row.map(span => span.text).join(''));
		expect(shown.filter(text => text.includes('with 1 file'))).toHaveLength(1);
		expect(shown.filter(text => text.length > columns)).toEqual([]);
	});

	test('a path that is pasted: is one line behind what was typed, and the line is begun anew', () => {
		const typed = play(start(asking()), 'go_on', 'attach', {type: 'line_changed', text: 'docs/'}).state;
		const pasted = play(typed, {type: 'pasted', text: ' plan\nb.md\u001B[0m '}).state;
		expect(pasted.prompt).toMatchObject({text: 'docs/plan b.md', epoch: (typed.prompt?.epoch ?? 0) + 1});
	});

	test('that go with a reply: by path, completed, once each name, kept in the draft, sent with it', () => {
		const open = play(start(asking()), 'go_on', 'attach', {type: 'line_changed', text: 'docs/p'}, 'complete');
		expect(open.effects.at(-1)).toEqual({type: 'complete_path', typed: 'docs/p'});
		const several = play(open.state, {type: 'completed_path', typed: 'docs/p', names: ['docs/plan.md', 'docs/plans/']});
		expect(several.state.prompt).toMatchObject({text: 'docs/plan', names: ['docs/plan.md', 'docs/plans/']});
		expect(play(open.state, {type: 'completed_path', typed: 'older', names: ['docs/plan.md']}).state.prompt?.text).toBe('docs/p');
		expect(play(several.state, {type: 'line_changed', text: 'docs/plan.md'}, 'send').effects).toEqual([{type: 'attach', typed: 'docs/plan.md'}]);
		const added = play(several.state, {type: 'attached', file: '/srv/api/docs/plan.md'});
		expect(added.effects).toEqual([{
			type: 'save_draft', id: '20261122-010000-abcd-3', text: '', attachments: ['/srv/api/docs/plan.md'],
		}]);
		expect(focusOf(added.state)).toBe('reply');
		expect(play(added.state, {type: 'attached', file: '/elsewhere/plan.md'}).state.notice?.text).toBe('A file named plan.md goes with it already.');
		expect(play(added.state, 'send').effects.at(-1)).toEqual({
			type: 'send', command: {
				type: 'reply', to: '3', text: '', attachments: ['plan.md'],
			}, attachments: ['/srv/api/docs/plan.md'],
		});
		expect(play(added.state, 'detach').state.reply?.attachments).toEqual([]);
		expect(play(added.state, 'detach', 'detach').state.notice?.text).toBe('No file goes with this reply: ^o adds one.');
	});
});
