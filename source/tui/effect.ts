import type {CommandBody} from '../domain/event/command.js';
import type {
	LogPlace, LogSearch, Mark, PageKey, RunOptions,
} from '../engine/client/flow-client.js';
import type {Leftovers} from './effects/drafts.js';
import type {MarkChoice} from './log-state.js';
import type {PageRequest} from './page.js';

/** A way to look through the log. */
export type Direction = 'next' | 'previous';

/** What the cursor is to stand on in what is read: the line with this text, or the first (last) hit of the search; and in which row. */
export type Aim = {
	readonly text?: string;
	readonly hit?: Direction;
	readonly row?: number;
	/** How far to move from there. */
	readonly move?: {readonly distance: number; readonly isPage: boolean};
};

type From = {readonly seq: number; readonly direction: Direction};

/** What is to be read of a run's log, or done with it; `runId` null: of the newest run. */
export type LogEffect
	= | {readonly type: 'read_log'; readonly asked: number; readonly runId: string | null; readonly place: LogPlace; readonly aim: Aim}
		| {readonly type: 'read_page'; readonly runId: string; readonly key: PageKey}
		| {readonly type: 'read_clock'; readonly asked: number; readonly runId: string | null; readonly clock: {readonly hours: number; readonly minutes: number; readonly seconds: number}}
		| {readonly type: 'seek_mark'; readonly runId: string | null; readonly marks: readonly Mark[]; readonly choice: MarkChoice; readonly from: From}
		| {readonly type: 'search_log'; readonly runId: string | null; readonly search: LogSearch}
		| {readonly type: 'seek_hit'; readonly from: From}
		/** Which of all hits it is: `before` of the same `seq` come first. */
		| {readonly type: 'number_hit'; readonly seq: number; readonly before: number}
		| {readonly type: 'export_turn'; readonly runId: string | null; readonly turn: number};

/** What is to be done to the world. */
export type Effect
	= | LogEffect
		| {readonly type: 'leave' | 'suspend'}
		/** To the clipboard of the terminal; `what` says what it is. */
		| {readonly type: 'copy'; readonly text: string; readonly what: string}
		| {readonly type: 'check'}
		| {readonly type: 'run'; readonly options: RunOptions}
		/** `attachments` are absolute paths. */
		| {readonly type: 'send'; readonly command: CommandBody; readonly attachments?: readonly string[]}
		| {readonly type: 'load_page'; readonly request: PageRequest}
		/** Everything until then was seen; null: until now. */
		| {readonly type: 'close_report'; readonly until: string | null}
		| {readonly type: 'complete_path'; readonly typed: string}
		| {readonly type: 'attach'; readonly typed: string}
		| {readonly type: 'move_ticket'; readonly path: string; readonly from: number; readonly before: number}
		| {readonly type: 'set_agent'; readonly path: string; readonly agent: string; readonly model: string | null}
		| {readonly type: 'delete_ticket'; readonly path: string}
		| {readonly type: 'restore_ticket'; readonly name: string}
		| {readonly type: 'set_done'; readonly path: string; readonly done: boolean}
		| {readonly type: 'new_ticket'; readonly title: string}
		| {readonly type: 'edit_file'; readonly path: string}
		| {readonly type: 'edit_text'; readonly text: string}
		| {readonly type: 'load_draft'; readonly id: string; /** Taken over when there is no draft of its own. */ readonly leftovers?: Leftovers}
		| {readonly type: 'save_draft'; readonly id: string; readonly text: string; /** Absent: as they were. */ readonly attachments?: readonly string[]};
