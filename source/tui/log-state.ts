import type {Tokens} from '../domain/event/flow-event.js';
import type {LogSearch, Mark, LeafKey} from '../engine/client/flow-client.js';

export type LineKind = 'message' | 'reasoning' | 'tool' | 'diff' | 'call' | 'result' | 'failure' | 'notice' | 'heading';

/** How much a block holds: known at its first line. `exit` is null until a tool's result came with one. */
export type BlockSize = {readonly lines: number; readonly bytes: number; readonly exit: number | null};

/** A logical line of the log. Ids rise by one; a line is replaced, never changed, while text still comes in. */
export type TranscriptLine = {
	readonly id: number;
	readonly kind: LineKind;
	readonly text: string;
	/** Of the event that began it; 0 where nobody knows. */
	readonly seq: number;
	readonly turn: number;
	/** What one jumps to by it; null: nothing. */
	readonly mark: Mark | null;
	/** Id of the first line of what it is a part of: a message, a thought, the output of a call. */
	readonly block: number;
	/** Only at the first line of a block. */
	readonly size: BlockSize | null;
	/** What the lines before make of it: code in a fence, a part of a diff. */
	readonly look: 'code' | 'diff' | null;
};

export type Transcript = {
	readonly lines: readonly TranscriptLine[];
	readonly nextId: number;
	/** The stream whose last line is unfinished: `channel/call id`. */
	readonly open: string | null;
	/** The stream of the last block, and its first line: what comes next of it goes on with the block. */
	readonly block: {readonly stream: string; readonly id: number} | null;
	/** Lines that were let go to keep the memory flat; they are in the turn's file. */
	readonly dropped: number;
	readonly turn: number | null;
	/** Whether the turn's agent said anything, so that its final message is not shown twice. */
	readonly hasSpoken: boolean;
	readonly tokens: Tokens | null;
	/** Of the last event; null before the first. */
	readonly lastSeq: number | null;
	/** First line from which nothing is left out. Of turns that ended before anybody looked there are only the events. */
	readonly wholeFrom: number;
};

export const emptyTranscript: Transcript = {
	lines: [], nextId: 0, open: null, block: null, dropped: 0, turn: null, hasSpoken: false, tokens: null, lastSeq: null, wholeFrom: 0,
};

/** A spot in the log: a line and a row of it as it is wrapped now. */
export type Anchor = {readonly id: number; readonly row: number};

/** A leaf of the book: its spot in the run's log and how many lines it became. */
export type BookLeaf = {readonly key: LeafKey; readonly lines: number; readonly above: LeafKey | null; readonly below: LeafKey | null};

/** A part of a run's log read from the disk, whole leaves one after another. Read again on demand, so the memory stays flat. */
export type Book = {
	readonly runId: string;
	readonly runNumber: number;
	readonly lines: readonly TranscriptLine[];
	readonly leaves: readonly BookLeaf[];
	/** Whether a leaf was asked for and has not come. */
	readonly isReading: boolean;
	/** `nextId` of the live log when the last leaf was read: something newer means that it may have grown. */
	readonly readAt: number;
};

/** A search and what it found so far. `at` is the number of the hit at the cursor, from 1. */
export type Find = {
	readonly search: LogSearch;
	readonly hits: number;
	readonly at: number | null;
	/** Share of the log that was searched, 0 to 1; 1 when it is over. */
	readonly share: number;
};

/** Which marks `]` and `[` go to. `marks` are errors, questions, commits and turns. */
export type MarkChoice = 'marks' | Mark;

export type LogView = {
	readonly isFollowing: boolean;
	/** First row shown; null: the log's beginning. */
	readonly top: Anchor | null;
	/** The row keys work on while the log is held; null while it follows. */
	readonly cursor: Anchor | null;
	/** While held: the first line that came after holding. */
	readonly heldAt: number;
	/** What is shown instead of the live log; null: the live log. */
	readonly book: Book | null;
	/** What was asked for and has not come: the book where the cursor is, which opens by itself, or a spot that a human wants to see. */
	readonly opening: 'book' | 'spot' | null;
	/** How often anything was asked for or called off: what is read for an earlier time comes too late. */
	readonly asked: number;
	/** First lines of blocks that are folded or unfolded otherwise than their kind. */
	readonly toggled: ReadonlySet<number>;
	readonly isToolOpen: boolean;
	readonly isReasoningFolded: boolean;
	readonly find: Find | null;
	readonly marks: MarkChoice;
};

export const firstLogView: LogView = {
	isFollowing: true, top: null, cursor: null, heldAt: 0, book: null, opening: null, asked: 0, toggled: new Set(), isToolOpen: false, isReasoningFolded: false, find: null, marks: 'marks',
};

/** What is typed below the log: a text to search for, or a time to go to. */
export type LogInput = {readonly type: 'find' | 'clock'; readonly text: string; readonly isWholeRun: boolean};
