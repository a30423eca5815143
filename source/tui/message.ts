import type {CommandBody} from '../domain/event/command.js';
import type {
	CheckLine, EngineEvent, LogLeaf, RunAnswer,
} from '../engine/client/flow-client.js';
import type {Aim, Direction} from './effect.js';
import type {Action} from './keys/keymap.js';
import type {MarkChoice} from './log-state.js';
import type {PageData, PageRequest} from './page.js';
import type {PlaceId} from './place.js';
import type {Notice, Size} from './state.js';

export type {Action} from './keys/keymap.js';

type RunName = {readonly runId: string; readonly number: number};

/** Every kind of message, and what it says. */
type Messages = {
	readonly act: {readonly action: Action};
	/** A key that means nothing here. */
	readonly unknown_key: {readonly name: string};
	/** Characters typed into a text of several lines. */
	readonly typed: {readonly text: string};
	/** The one-line input changed. */
	readonly line_changed: {readonly text: string};
	readonly pasted: {readonly text: string};
	readonly resized: {readonly size: Size};
	/** Another place of the screen is looked at. */
	readonly looked_at: {readonly there: PlaceId};
	readonly ticked: {readonly now: number};
	readonly engine: {readonly events: readonly EngineEvent[]};
	readonly draft_loaded: {readonly id: string; readonly text: string; readonly attachments: readonly string[]};
	readonly text_edited: {readonly text: string};
	readonly checked: {readonly lines: readonly CheckLine[]};
	readonly run_answered: {readonly answer: RunAnswer};
	readonly sent: {readonly command: CommandBody; readonly commandId: string};
	readonly send_failed: {readonly message: string; readonly hint: string};
	readonly ticket_made: {readonly path: string};
	readonly page_loaded: {readonly request: PageRequest; readonly data: PageData};
	readonly page_failed: {readonly request: PageRequest; readonly message: string};
	readonly completed_path: {readonly typed: string; readonly names: readonly string[]};
	/** A file that is there goes with the reply; absolute. */
	readonly attached: {readonly file: string};
	readonly ticket_moved: {readonly from: string; readonly to: string};
	readonly ticket_deleted: {readonly path: string; readonly trash: string};
	readonly ticket_restored: {readonly path: string; readonly trash: string};
	/** An editor was closed. */
	readonly edited: unknown;
	readonly noted: {readonly text: string; readonly isTrouble: boolean};
	/** A notice has stood for its time; another one that came meanwhile stays. */
	readonly notice_over: {readonly notice: Notice};
	/** `asked` is that of the effect it was read for. */
	readonly log_read: {readonly asked: number; readonly run: RunName; readonly leaves: readonly LogLeaf[]; readonly seq: number; readonly aim: Aim};
	/** The log could not be read: no such place, or the disk. */
	readonly log_failed: {readonly message: string};
	readonly leaf_read: {readonly runId: string; readonly leaf: LogLeaf};
	readonly mark_found: {readonly runId: string; readonly seq: number | null; readonly direction: Direction; readonly choice: MarkChoice};
	/** `share` of the log from 0 to 1; `trouble` when the search broke off. */
	readonly searched: {readonly hits: number; readonly share: number; readonly trouble: string | null};
	readonly hit_found: {readonly runId: string; readonly seq: number | null; readonly at: number; readonly direction: Direction};
	readonly hit_numbered: {readonly at: number};
	readonly follow_failed: {readonly message: string};
};

export type MessageType = keyof Messages;

/** What happened, to the TUI's state. */
export type Message<Type extends MessageType = MessageType> = {readonly [One in Type]: {readonly type: One} & Messages[One]}[Type];
