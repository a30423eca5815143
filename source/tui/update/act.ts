import type {Action} from '../keys/keymap.js';
import type {PageRequest} from '../page.js';
import {fittingEntries, type PaletteEntry} from '../select/cover/palette.js';
import {topPage} from '../select/main-pane.js';
import type {AppState, Pane} from '../state.js';
import {insert, type EditorKey} from '../text/editor-text.js';
import {close} from './close.js';
import {
	answerApproval, answerOutcome, openAttachments, openItem, settleItem, writeAbout,
} from './inbox.js';
import {logActions} from './log/act-log.js';
import {sendLogInput} from './log/find-log.js';
import {move} from './move.js';
import {openPage, openTarget, type Move} from './page.js';
import {completePrompt, openPrompt, sendPrompt} from './prompt.js';
import {
	closeReply, detachFile, openMessage, pressEditorKey, sendNow, sendReply,
} from './reply.js';
import {
	ask, confirmed, goOn, pause, startRun,
} from './run.js';
import {
	say, stay, type Handler, type Step,
} from './step.js';
import {
	addTicket, chooseAgent, deleteTicket, editSubject, moveTicket, openSelected, showDiff, showTalk, toggleDone, undeleteTicket,
} from './tickets.js';

const panes: readonly Pane[] = ['tickets', 'log', 'inbox'];

const show = (pane: Pane) => (state: AppState): Step => stay({
	...settleItem({...state, pane}), hasChosen: true, pages: [], from: null,
});

const turnPane = (by: number) => (state: AppState): Step =>
	show(panes[(panes.indexOf(state.pane) + by + panes.length) % panes.length] ?? 'tickets')(state);

const showPage = (request: PageRequest) => (state: AppState): Step => openPage(state, request);

const moveBy = (by: Move) => (state: AppState): Step => move(state, by);

const press = (key: EditorKey) => (state: AppState): Step => pressEditorKey(state, key);

const newLine = (state: AppState): Step => stay(state.reply === null ? state : {...state, reply: {...state.reply, editor: insert(state.reply.editor, '\n')}});

const send = (state: AppState): Step => {
	if (state.prompt !== null) {
		return sendPrompt(state);
	}

	return state.logInput === null ? sendReply(state) : sendLogInput(state);
};

/** What happened while somebody sat here was seen; a report that was opened and not closed was not. */
const leave = (state: AppState): Step => [state, [
	...closeReply(state)[1],
	...state.report === 'closed' ? [{type: 'close_report', until: null} as const] : [],
	{type: 'leave'},
]];

/** Enter in the palette: what is chosen is done as if its key had been pressed below it. */
const runChosen = (state: AppState): Step => {
	const entry = offeredEntries(state)[state.prompt?.at ?? 0];
	return entry === undefined ? say(state, 'No action is called like this; Esc closes.') : act({...state, prompt: null}, entry.action);
};

/** What each action of the keys does. */
const handlers: Readonly<Record<Action, Handler>> = {
	...logActions,
	suspend: state => [state, [{type: 'suspend'}]],
	leave,
	help: state => stay({...state, isHelping: true, coverTop: 0}),
	close,
	show_tickets: show('tickets'),
	show_log: show('log'),
	show_inbox: show('inbox'),
	next_pane: turnPane(1),
	previous_pane: turnPane(-1),
	down: moveBy('down'),
	up: moveBy('up'),
	page_down: moveBy('page_down'),
	page_up: moveBy('page_up'),
	first: moveBy('first'),
	last: moveBy('last'),
	palette: state => openPrompt(state, {type: 'palette'}),
	run_action: runChosen,
	report: showPage({type: 'report'}),
	runs: showPage({type: 'runs'}),
	documents: showPage({type: 'documents'}),
	doctor: showPage({type: 'doctor'}),
	go_on: goOn,
	pause,
	interrupt: state => ask(state, 'interrupt'),
	stop: state => ask(state, 'stop'),
	yes: confirmed,
	start: state => startRun(state, false),
	start_dirty: state => startRun(state, true),
	open: state => topPage(state) === undefined ? openSelected(state) : openTarget(state),
	edit: editSubject,
	add: addTicket,
	toggle_done: toggleDone,
	agent: chooseAgent,
	move_down: state => moveTicket(state, 1),
	move_up: state => moveTicket(state, -1),
	delete: deleteTicket,
	undelete: undeleteTicket,
	diff: showDiff,
	talk: showTalk,
	allow_once: state => answerApproval(state, 'once'),
	allow_session: state => answerApproval(state, 'session'),
	deny: state => answerApproval(state, 'deny'),
	happened: state => answerOutcome(state, true),
	again: state => answerOutcome(state, false),
	reply: openItem,
	attachments: openAttachments,
	message: state => state.pane === 'inbox' ? writeAbout(state) : openMessage(state),
	send,
	send_now: sendNow,
	new_line: newLine,
	edit_reply: state => [state, [{type: 'edit_text', text: state.reply?.editor.text ?? ''}]],
	attach: state => openPrompt(state, {type: 'attach'}),
	detach: detachFile,
	complete: completePrompt,
	edit_left: press('left'),
	edit_right: press('right'),
	edit_up: press('up'),
	edit_down: press('down'),
	edit_home: press('home'),
	edit_end: press('end'),
	edit_backspace: press('backspace'),
	edit_delete: press('delete'),
	edit_kill_line: press('kill_line'),
	edit_kill_word: press('kill_word'),
};

/** What a key does. */
export const act = (state: AppState, action: Action): Step => handlers[action](state);

/** Why an action would do nothing now, in its own words; undefined when it does something. It is tried on the state below the palette, which costs nothing: the update is pure. */
const whyNot = (state: AppState, action: Action): string | undefined => {
	const before: AppState = {...state, prompt: null, notice: null};
	const [after, effects] = act(before, action);
	if (effects.length > 0 || after.notice === null) {
		return undefined;
	}

	const isSame = (Object.keys(after) as Array<keyof AppState>).every(key => key === 'notice' || after[key] === before[key]);
	return isSame ? after.notice.text : undefined;
};

/** An action that fits, and why it would do nothing now; undefined: it would do something. */
export type OfferedEntry = PaletteEntry & {readonly reason: string | undefined};

/** The actions that fit what was typed; what can be done now comes first, and after everything else what fits by scattered letters alone. */
export const offeredEntries = (state: AppState): readonly OfferedEntry[] => {
	const entries = fittingEntries(state.prompt?.text ?? '').map(entry => ({...entry, reason: whyNot(state, entry.action)}));
	const rankOf = ({isScattered, reason}: (typeof entries)[number]): number => (isScattered ? 2 : 0) + (reason === undefined ? 0 : 1);
	return entries.toSorted((one, other) => rankOf(one) - rankOf(other));
};
