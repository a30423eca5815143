import type {CommandBody} from '../domain/event/command.js';
import type {
	CheckLine, EngineEvent, RunAnswer, RunOptions,
} from '../engine/client/flow-client.js';
import type {EditorKey} from './text/editor-text.js';
import type {Notice, Size} from './state.js';

/** What a key means. The keymap knows no more than these words. */
export type Action
	= | 'leave' | 'help' | 'close'
		| 'show_tickets' | 'show_log' | 'show_inbox' | 'next_pane' | 'previous_pane'
		| 'go_on' | 'pause' | 'interrupt' | 'stop' | 'yes'
		| 'start' | 'start_dirty'
		| 'down' | 'up' | 'page_down' | 'page_up' | 'first' | 'last' | 'next_mark' | 'previous_mark'
		| 'open' | 'edit' | 'add' | 'toggle_done'
		| 'reply' | 'message' | 'send' | 'new_line' | 'edit_reply'
		| 'allow_once' | 'allow_session' | 'deny' | 'happened' | 'again'
		| `edit_${EditorKey}`;

/** What happened, to the TUI's state. */
export type Message
	= | {readonly type: 'act'; readonly action: Action}
		/** A key that means nothing here. */
		| {readonly type: 'unknown_key'; readonly name: string}
		/** Characters typed into a text of several lines. */
		| {readonly type: 'typed'; readonly text: string}
		/** The one-line input changed. */
		| {readonly type: 'line_changed'; readonly text: string}
		| {readonly type: 'pasted'; readonly text: string}
		| {readonly type: 'resized'; readonly size: Size}
		| {readonly type: 'ticked'; readonly now: number}
		| {readonly type: 'engine'; readonly events: readonly EngineEvent[]}
		| {readonly type: 'draft_loaded'; readonly id: string; readonly text: string}
		| {readonly type: 'text_edited'; readonly text: string}
		| {readonly type: 'checked'; readonly lines: readonly CheckLine[]}
		| {readonly type: 'run_answered'; readonly answer: RunAnswer}
		| {readonly type: 'sent'; readonly command: CommandBody; readonly commandId: string}
		| {readonly type: 'send_failed'; readonly message: string; readonly hint: string}
		| {readonly type: 'ticket_made'; readonly path: string}
		| {readonly type: 'noted'; readonly text: string; readonly isTrouble: boolean}
		/** A notice has stood for its time; another one that came meanwhile stays. */
		| {readonly type: 'notice_over'; readonly notice: Notice}
		| {readonly type: 'follow_failed'; readonly message: string};

/** What is to be done to the world. */
export type Effect
	= | {readonly type: 'leave'}
		| {readonly type: 'check'}
		| {readonly type: 'run'; readonly options: RunOptions}
		| {readonly type: 'send'; readonly command: CommandBody}
		| {readonly type: 'set_done'; readonly path: string; readonly done: boolean}
		| {readonly type: 'new_ticket'; readonly title: string}
		| {readonly type: 'edit_file'; readonly path: string}
		| {readonly type: 'edit_text'; readonly text: string}
		| {readonly type: 'load_draft'; readonly id: string}
		| {readonly type: 'save_draft'; readonly id: string; readonly text: string};
