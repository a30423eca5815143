import type {Action} from '../message.js';
import type {PageRequest} from '../page.js';
import {topPage} from '../select/main-pane.js';
import type {AppState, Pane} from '../state.js';
import {focusOf} from '../focus.js';
import {type EditorKey, insert} from '../text/editor-text.js';
import {
	answerApproval, answerOutcome, openAttachments, openItem, settleItem, writeAbout,
} from './inbox.js';
import {goBack} from './go.js';
import {move} from './move.js';
import {
	closePage, openPage, openTarget, rereadPage,
} from './page.js';
import {completePrompt, openPrompt, sendPrompt} from './prompt.js';
import {
	closeReply, detachFile, openMessage, pressEditorKey, sendNow, sendReply,
} from './reply.js';
import {
	ask, confirmed, goOn, pause, startRun,
} from './run.js';
import {logActions} from './log/act-log.js';
import {closeLogInput, sendLogInput} from './log/find-log.js';
import {followLog} from './log/scroll-log.js';
import {say, stay, type Step} from './step.js';
import {
	addTicket, chooseAgent, deleteTicket, editSubject, moveTicket, openSelected, showDiff, showTalk, toggleDone, undeleteTicket,
} from './tickets.js';

const panes: readonly Pane[] = ['tickets', 'log', 'inbox'];

const show = (state: AppState, pane: Pane): Step => stay({
	...settleItem({...state, pane}), hasChosen: true, pages: [], from: null,
});

const turnPane = (state: AppState, by: number): Step =>
	show(state, panes[(panes.indexOf(state.pane) + by + panes.length) % panes.length] ?? 'tickets');

const nothingToClose = 'Nothing to close here. q leaves; the run goes on.';

/** Back to where the pane was opened from; an earlier turn gives way to what happens now, also one that is still being read. */
const closePane = (state: AppState): Step => {
	if (state.from !== null) {
		const back = settleItem(goBack(state, state.from));
		return [back, rereadPage(back)];
	}

	return state.pane === 'log' && (state.log.book !== null || state.log.opening === 'place') ? stay(followLog(state)) : say(state, nothingToClose);
};

/** Esc closes the topmost view and does nothing else, ever. */
const close = (state: AppState): Step => {
	const focus = focusOf(state);
	switch (focus) {
		case 'confirm': {
			return stay({...state, confirm: null});
		}

		case 'help': {
			return stay({...state, isHelping: false});
		}

		case 'card': {
			return stay({...state, card: null});
		}

		case 'start': {
			return stay({...state, startCard: null});
		}

		case 'title':
		case 'attach':
		case 'palette': {
			return stay({...state, prompt: null});
		}

		case 'reply':
		case 'reply_lines': {
			return closeReply(state);
		}

		case 'ticket':
		case 'page':
		case 'document':
		case 'agents':
		case 'report': {
			return closePage(state);
		}

		case 'log_input': {
			return closeLogInput(state);
		}

		case 'log':
		case 'tickets':
		case 'inbox': {
			return closePane(state);
		}

		case 'small': {
			return say(state, nothingToClose);
		}

		default: {
			return focus satisfies never;
		}
	}
};

const editorKey = (action: Action): EditorKey | undefined =>
	action.startsWith('edit_') && action !== 'edit_reply' ? action.slice('edit_'.length) as EditorKey : undefined;

const newLine = (state: AppState): Step => {
	if (state.reply === null) {
		return stay(state);
	}

	const editor = insert(state.reply.editor, '\n');
	return [{...state, reply: {...state.reply, editor}}, []];
};

const send = (state: AppState): Step => {
	if (state.prompt !== null) {
		return sendPrompt(state);
	}

	return state.logInput === null ? sendReply(state) : sendLogInput(state);
};

const editReply = (state: AppState): Step => [state, [{type: 'edit_text', text: state.reply?.editor.text ?? ''}]];

/** What happened while somebody sat here was seen; a report that was opened and not closed was not. */
const leave = (state: AppState): Step => [state, [
	...closeReply(state)[1],
	...state.report === 'closed' ? [{type: 'close_report', until: null} as const] : [],
	{type: 'leave'},
]];

/** What each key does. */
export const act = (state: AppState, action: Action): Step => {
	const key = editorKey(action);
	if (key !== undefined) {
		return pressEditorKey(state, key);
	}

	const ticketKey = ticketKeys[action];
	return (ticketKey ?? logActions[action] ?? otherKeys[action])?.(state) ?? move(state, action);
};

const showPage = (request: PageRequest) => (state: AppState): Step => openPage(state, request);

const ticketKeys: Readonly<Partial<Record<Action, (state: AppState) => Step>>> = {
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
};

const otherKeys: Readonly<Partial<Record<Action, (state: AppState) => Step>>> = {
	suspend: state => [state, [{type: 'suspend'}]],
	leave,
	help: state => stay({...state, isHelping: true, coverTop: 0}),
	close,
	show_tickets: state => show(state, 'tickets'),
	show_log: state => show(state, 'log'),
	show_inbox: state => show(state, 'inbox'),
	next_pane: state => turnPane(state, 1),
	previous_pane: state => turnPane(state, -1),
	go_on: goOn,
	pause,
	interrupt: state => ask(state, 'interrupt'),
	stop: state => ask(state, 'stop'),
	yes: confirmed,
	start: state => startRun(state, false),
	start_dirty: state => startRun(state, true),
	send,
	send_now: sendNow,
	new_line: newLine,
	edit_reply: editReply,
	attach: state => openPrompt(state, {type: 'attach'}),
	detach: detachFile,
	complete: completePrompt,
	palette: state => openPrompt(state, {type: 'palette'}),
	report: showPage({type: 'report'}),
	runs: showPage({type: 'runs'}),
	documents: showPage({type: 'documents'}),
	doctor: showPage({type: 'doctor'}),
};
