import type {CommandBody} from '../../domain/event/command.js';
import {sanitise} from '../../domain/text/sanitise.js';
import type {InboxEntry} from '../../engine/client/flow-client.js';
import type {Effect} from '../effect.js';
import {itemsOf} from '../select/inbox/items.js';
import {promptWidth} from '../select/screen-parts.js';
import {isTurnRunning} from '../select/inbox/rest.js';
import type {AppState, ReplyView} from '../state.js';
import {
	editorKeys, editorOf, insert, pressKey, type EditorKey, type EditorText,
} from '../text/editor-text.js';
import {widthOf} from '../../domain/words/width.js';
import {fileName, sentence} from '../../domain/words/short-words.js';
import {
	changePrompt, completePrompt, openPrompt, pastePrompt,
} from './prompt.js';
import {
	say, stay, type Handler, type Handlers, type Step,
} from './step.js';

/** Items are numbered afresh in each run: what was begun for one never shows up in another. */
const draftOf = (state: AppState, to: string | null): string => `${state.snapshot?.run?.runId ?? 'no-run'}-${to ?? 'next-turn'}`;

/** Opens the input for an item, or for the next turn. What it answers is fixed from here on. */
export const openReply = (state: AppState, entry: InboxEntry | null): Step => {
	if (entry?.kind === 'approval') {
		return say(state, 'y allows it once, Y for the session, x denies it.');
	}

	if (entry?.kind === 'outcome') {
		return say(state, 'h: it happened; n: do it again.');
	}

	const reply: ReplyView = {
		to: entry?.id ?? null, entry, draft: draftOf(state, entry?.id ?? null), editor: editorOf(''), attachments: [], isSending: false,
	};
	return [{...state, reply}, [{type: 'load_draft', id: reply.draft, ...(entry === null ? {leftovers: {prefix: draftOf(state, ''), open: itemsOf(state).map(item => draftOf(state, item.id))}} : {})}]];
};

/** A message for the next turn has somewhere to go only while a run is not at its end. */
export const openMessage = (state: AppState): Step => {
	const status = state.snapshot?.run?.status;
	return status === 'running' || status === 'paused' || status === 'stopped'
		? openReply(state, null)
		: say(state, 'No run takes messages now: r starts one.');
};

/** One line is edited in one line; what is longer, or has several, gets the larger input. */
const roomy = (state: AppState, editor: EditorText): EditorText =>
	editor.isSeveral || widthOf(editor.text) < state.size.columns - promptWidth - 1
		? editor
		: {...editor, isSeveral: true, cursor: editor.text.length};

const withEditor = (state: AppState, editor: EditorText): Step => {
	const {reply} = state;
	if (reply === null || reply.isSending) {
		return stay(state);
	}

	const next = {...reply, editor: roomy(state, editor)};
	const effects: readonly Effect[] = editor.text === reply.editor.text ? [] : [{type: 'save_draft', id: reply.draft, text: editor.text}];
	return [{...state, reply: next, notice: null}, effects];
};

/** The draft came from the disk; what was typed meanwhile is not overwritten. */
export const takeDraft = (state: AppState, id: string, draft: {readonly text: string; readonly attachments: readonly string[]}): Step => {
	const {reply} = state;
	if (reply?.draft !== id) {
		return stay(state);
	}

	const editor = reply.editor.text !== '' || draft.text === '' ? reply.editor : roomy(state, editorOf(draft.text, reply.editor.epoch + 1));
	return stay({...state, reply: {...reply, editor, attachments: [...new Set([...draft.attachments, ...reply.attachments])]}});
};

/** The one-line input changed. Half a character, left over from deleting by code units, goes too. */
export const changeLine = (state: AppState, text: string): Step => {
	const clean = text.replaceAll(/[\uD800-\uDFFF]/gu, '');
	if (state.prompt !== null) {
		return changePrompt(state, state.prompt, clean);
	}

	if (state.logInput !== null) {
		return stay({...state, logInput: {...state.logInput, text: clean}, notice: null});
	}

	return state.reply === null ? stay(state) : withEditor(state, {...state.reply.editor, text: clean});
};

/** Characters typed into a text of several lines. */
export const typeText = (state: AppState, text: string): Step =>
	state.reply === null ? stay(state) : withEditor(state, insert(state.reply.editor, sanitise(text)));

export const paste = (state: AppState, text: string): Step => {
	if (state.prompt !== null) {
		return pastePrompt(state, state.prompt, text);
	}

	if (state.logInput !== null) {
		return stay({...state, logInput: {...state.logInput, text: state.logInput.text + sanitise(text).replaceAll('\n', ' ')}});
	}

	return state.reply === null ? say(state, 'Nothing takes a paste here: open a reply first.') : typeText(state, text);
};

/** A key of the larger input. */
const press = (key: EditorKey): Handler => state =>
	state.reply === null ? stay(state) : withEditor(state, pressKey(state.reply.editor, key));

/** `$EDITOR` came back with the text. */
export const takeEditedText = (state: AppState, text: string): Step =>
	state.reply === null ? stay(state) : withEditor(state, editorOf(sanitise(text.trimEnd()), state.reply.editor.epoch + 1));

/** Ctrl-N: the agent hears it before its turn is over. */
const sendNow = (state: AppState): Step => {
	if (state.reply?.to) {
		return say(state, 'An answer starts the next turn: Enter sends it.');
	}

	return isTurnRunning(state) ? sendReply(state, true) : say(state, 'No turn runs now: Enter sends it to the next one.');
};

/** Enter: the reply goes to the item it was opened for. */
export const sendReply = (state: AppState, isNow = false): Step => {
	const {reply} = state;
	if (reply === null || reply.isSending) {
		return stay(state);
	}

	const text = reply.editor.text.trim();
	if (text === '' && reply.attachments.length === 0) {
		return say(state, 'Nothing to send yet: type an answer, or Esc closes.');
	}

	if (reply.entry !== null && !itemsOf(state).some(item => item.id === reply.to)) {
		return say(state, 'This was answered meanwhile, so nothing was sent. Your text is kept as a draft; Esc closes, i in the log writes to the next turn.', true);
	}

	const command: CommandBody = {
		type: 'reply', ...(reply.to === null ? {} : {to: reply.to}), text, attachments: reply.attachments.map(file => fileName(file)), ...(isNow ? {now: true} : {}),
	};
	return [{...state, reply: {...reply, isSending: true}}, [{type: 'save_draft', id: reply.draft, text: reply.editor.text}, {type: 'send', command, attachments: reply.attachments}]];
};

/** Esc: the draft stays on disk. */
export const closeReply = (state: AppState): Step => {
	const {reply} = state;
	if (reply === null) {
		return stay(state);
	}

	const isKept = reply.editor.text !== '' && !reply.isSending;
	return [
		{...state, reply: null, notice: isKept ? {text: 'Draft kept.', isTrouble: false} : null},
		reply.isSending ? [] : [{type: 'save_draft', id: reply.draft, text: reply.editor.text}],
	];
};

/** The mailbox took a command; of a reply the draft has done its work. */
export const replySent = (state: AppState, command: CommandBody, commandId: string): Step => {
	if (command.type !== 'reply') {
		return stay(state);
	}

	const to = command.to ?? null;
	const next: AppState = {
		...state,
		reply: state.reply?.isSending ? null : state.reply,
		sent: [...state.sent, {commandId, to}],
		notice: {text: 'Reply queued; it goes on by itself.', isTrouble: false},
	};
	return [next, [{
		type: 'save_draft', id: state.reply?.isSending ? state.reply.draft : draftOf(state, to), text: '', attachments: [],
	}]];
};

/** The mailbox refused: text and input stay as they are. */
export const replyFailed = (state: AppState, message: string, hint: string): Step =>
	say({...state, isPausing: false, reply: state.reply === null ? null : {...state.reply, isSending: false}}, sentence(message, hint), true);

const withAttachments = (state: AppState, attachments: readonly string[], text: string): Step => {
	const {reply} = state;
	return reply === null
		? stay(state)
		: [{
			...state, prompt: null, reply: {...reply, attachments}, notice: {text, isTrouble: false},
		}, [{
			type: 'save_draft', id: reply.draft, text: reply.editor.text, attachments,
		}]];
};

/** A file goes with the reply. Two files of one name could not be told apart where they arrive. */
export const attachFile = (state: AppState, file: string): Step => {
	const attachments = state.reply?.attachments ?? [];
	const name = fileName(file);
	return attachments.some(other => other.endsWith(`/${name}`))
		? say(state, `A file named ${name} goes with it already.`, true)
		: withAttachments(state, [...attachments, file], `${name} goes with your reply; ^x takes it out again.`);
};

/** Takes the last file out of the reply. */
const detachFile = (state: AppState): Step => {
	const attachments = state.reply?.attachments ?? [];
	return attachments.length === 0 ? say(state, 'No file goes with this reply: ^o adds one.') : withAttachments(state, attachments.slice(0, -1), `${attachments.at(-1)?.split('/').at(-1) ?? ''} was taken out.`);
};

/** What the keys of the reply do, apart from those that every input has. */
export const replyActions = {
	send_now: sendNow,
	new_line: state => stay(state.reply === null ? state : {...state, reply: {...state.reply, editor: insert(state.reply.editor, '\n')}}),
	edit_reply: state => [state, [{type: 'edit_text', text: state.reply?.editor.text ?? ''}]],
	attach: state => openPrompt(state, {type: 'attach'}),
	detach: detachFile,
	complete: completePrompt,
	...Object.fromEntries(editorKeys.map(key => [`edit_${key}`, press(key)])) as Record<`edit_${EditorKey}`, Handler>,
} satisfies Handlers;
