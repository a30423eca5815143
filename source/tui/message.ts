import type {CommandBody} from '../domain/event/command.js';
import type {
	CheckLine, EngineEvent, LogPage, RunAnswer,
} from '../engine/client/flow-client.js';
import type {Aim, Direction} from './effect.js';
import type {MarkChoice} from './log-state.js';
import type {EditorKey} from './text/editor-text.js';
import type {PageData, PageRequest} from './page.js';
import type {Notice, Size} from './state.js';

/** What a key means. The keymap knows no more than these words. */
export type Action
	= | 'leave' | 'help' | 'close'
		| 'show_tickets' | 'show_log' | 'show_inbox' | 'next_pane' | 'previous_pane'
		| 'go_on' | 'pause' | 'interrupt' | 'stop' | 'yes'
		| 'start' | 'start_dirty'
		| 'down' | 'up' | 'page_down' | 'page_up' | 'first' | 'last' | 'next_mark' | 'previous_mark'
		| 'open' | 'edit' | 'add' | 'toggle_done' | 'agent' | 'move_down' | 'move_up' | 'delete' | 'undelete' | 'diff' | 'talk'
		| 'palette' | 'run_action' | 'report' | 'runs' | 'documents' | 'doctor'
		| 'reply' | 'message' | 'send' | 'send_now' | 'new_line' | 'edit_reply' | 'attach' | 'detach' | 'complete' | 'attachments'
		| 'allow_once' | 'allow_session' | 'deny' | 'happened' | 'again'
		| 'next_turn' | 'previous_turn' | 'choose_marks' | 'find' | 'clock' | 'next_scope' | 'next_hit' | 'previous_hit'
		| 'fold' | 'fold_tools' | 'fold_thoughts' | 'copy_block' | 'copy_line' | 'export_turn' | 'show_live' | 'suspend'
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
		| {readonly type: 'draft_loaded'; readonly id: string; readonly text: string; readonly attachments: readonly string[]}
		| {readonly type: 'text_edited'; readonly text: string}
		| {readonly type: 'checked'; readonly lines: readonly CheckLine[]}
		| {readonly type: 'run_answered'; readonly answer: RunAnswer}
		| {readonly type: 'sent'; readonly command: CommandBody; readonly commandId: string}
		| {readonly type: 'send_failed'; readonly message: string; readonly hint: string}
		| {readonly type: 'ticket_made'; readonly path: string}
		| {readonly type: 'page_loaded'; readonly request: PageRequest; readonly data: PageData}
		| {readonly type: 'page_failed'; readonly request: PageRequest; readonly message: string}
		| {readonly type: 'completed_path'; readonly typed: string; readonly names: readonly string[]}
		/** A file that is there goes with the reply; absolute. */
		| {readonly type: 'attached'; readonly file: string}
		| {readonly type: 'ticket_moved'; readonly from: string; readonly to: string}
		| {readonly type: 'ticket_deleted'; readonly path: string; readonly trash: string}
		| {readonly type: 'ticket_restored'; readonly path: string; readonly trash: string}
		/** An editor was closed. */
		| {readonly type: 'edited'}
		| {readonly type: 'noted'; readonly text: string; readonly isTrouble: boolean}
		/** A notice has stood for its time; another one that came meanwhile stays. */
		| {readonly type: 'notice_over'; readonly notice: Notice}
		/** `asked` is that of the effect it was read for. */
		| {readonly type: 'log_read'; readonly asked: number; readonly run: RunName; readonly pages: readonly LogPage[]; readonly seq: number; readonly aim: Aim}
		/** The log could not be read: no such place, or the disk. */
		| {readonly type: 'log_failed'; readonly message: string}
		| {readonly type: 'page_read'; readonly runId: string; readonly page: LogPage}
		| {readonly type: 'mark_found'; readonly runId: string; readonly seq: number | null; readonly direction: Direction; readonly choice: MarkChoice}
		/** `share` of the log from 0 to 1; `trouble` when the search broke off. */
		| {readonly type: 'searched'; readonly hits: number; readonly share: number; readonly trouble: string | null}
		| {readonly type: 'hit_found'; readonly runId: string; readonly seq: number | null; readonly at: number; readonly direction: Direction}
		| {readonly type: 'hit_numbered'; readonly at: number}
		| {readonly type: 'follow_failed'; readonly message: string};

type RunName = {readonly runId: string; readonly number: number};
