import type {CommandBody} from '../domain/event/command.js';
import type {
	LogSpot, LogSearch, Mark, LeafKey, RunOptions,
} from '../engine/client/flow-client.js';
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
type LogEffects = {
	readonly read_log: {readonly asked: number; readonly runId: string | null; readonly spot: LogSpot; readonly aim: Aim};
	readonly read_leaf: {readonly runId: string; readonly key: LeafKey};
	readonly read_clock: {readonly asked: number; readonly runId: string | null; readonly clock: {readonly hours: number; readonly minutes: number; readonly seconds: number}};
	readonly seek_mark: {readonly runId: string | null; readonly marks: readonly Mark[]; readonly choice: MarkChoice; readonly from: From};
	readonly search_log: {readonly runId: string | null; readonly search: LogSearch};
	readonly seek_hit: {readonly from: From};
	/** Which of all hits it is: `before` of the same `seq` come first. */
	readonly number_hit: {readonly seq: number; readonly before: number};
	readonly export_turn: {readonly runId: string | null; readonly turn: number};
};

/** Where a message for the next turn may come from: what was begun in this run for items that wait no more. */
export type Leftovers = {readonly prefix: string; readonly open: readonly string[]};

type DraftEffects = {
	/** `leftovers` are taken over when there is no draft of its own. */
	readonly load_draft: {readonly id: string; readonly leftovers?: Leftovers};
	/** `attachments` absent: as they were. */
	readonly save_draft: {readonly id: string; readonly text: string; readonly attachments?: readonly string[]};
};

type TicketEffects = {
	readonly move_ticket: {readonly path: string; readonly from: number; readonly before: number};
	readonly set_agent: {readonly path: string; readonly agent: string; readonly model: string | null};
	readonly delete_ticket: {readonly path: string};
	readonly restore_ticket: {readonly name: string};
	readonly set_done: {readonly path: string; readonly done: boolean};
	readonly new_ticket: {readonly title: string};
};

type EngineEffects = {
	readonly check: unknown;
	readonly run: {readonly options: RunOptions};
	/** `attachments` are absolute paths. */
	readonly send: {readonly command: CommandBody; readonly attachments?: readonly string[]};
	readonly load_page: {readonly request: PageRequest};
	/** Everything until then was seen; null: until now. */
	readonly close_report: {readonly until: string | null};
};

type FileEffects = {
	readonly complete_path: {readonly typed: string};
	readonly attach: {readonly typed: string};
	readonly edit_file: {readonly path: string};
	readonly edit_text: {readonly text: string};
};

/** What is asked of the whole screen. */
type ScreenEffects = {
	readonly leave: unknown;
	readonly suspend: unknown;
	/** To the clipboard of the terminal; `what` says what it is. */
	readonly copy: {readonly text: string; readonly what: string};
};

type Effects = LogEffects & DraftEffects & TicketEffects & EngineEffects & FileEffects & ScreenEffects;

export type EffectType = keyof Effects;

/** What is to be done to the world. */
export type Effect<Type extends EffectType = EffectType> = {readonly [One in Type]: {readonly type: One} & Effects[One]}[Type];

export type LogEffect = Effect<keyof LogEffects>;

/** How effects of some types are done. */
type PerformersOf<Types> = {readonly [Type in keyof Types & EffectType]: (effect: Effect<Type>) => void | Promise<void>};

export type LogPerformers = PerformersOf<LogEffects>;
export type DraftPerformers = PerformersOf<DraftEffects>;
export type TicketPerformers = PerformersOf<TicketEffects>;
export type EnginePerformers = PerformersOf<EngineEffects>;
export type FilePerformers = PerformersOf<FileEffects>;

/** How every effect is done: a type that is missing does not compile. */
export type Performers = PerformersOf<Effects>;
