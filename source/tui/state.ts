import type {CheckLine, InboxEntry, RepositorySnapshot} from '../engine/client/flow-client.js';
import {
	emptyTail, firstLogView, type LogInput, type LogView, type Tail,
} from './log-state.js';
import type {Page} from './page.js';
import type {PlaceId} from './place.js';
import type {Prompt} from './prompt.js';
import type {EditorText} from './text/editor-text.js';

export type Pane = 'tickets' | 'log' | 'inbox';

export type Size = {readonly columns: number; readonly rows: number};

export type ReplyView = {
	/** The inbox item it answers, fixed when it was opened; null: a message for the next turn. */
	readonly to: string | null;
	/** The item as it was then: it stays readable when someone else answers it meanwhile. */
	readonly entry: InboxEntry | null;
	/** Under which it is kept on disk. */
	readonly draft: string;
	readonly editor: EditorText;
	/** Files that go with it, absolute. */
	readonly attachments: readonly string[];
	readonly isSending: boolean;
};

export type Confirmation = 'interrupt' | 'stop';

type StartCard = {readonly lines: readonly CheckLine[] | null};

/** Something that must be read before it goes away, e.g. why a run was refused. */
type Card = {readonly title: string; readonly lines: readonly string[]; readonly hint: string};

/** One line above the status line: what just happened, or why a key did nothing. */
export type Notice = {readonly text: string; readonly isTrouble: boolean};

/** Views that a line or a key led out of, as they were. */
export type Trail = Pick<PlaceState, 'pages' | 'pane' | 'item' | 'itemTop' | 'log' | 'from'>;

/** What belongs to one place: what is known of its repository, and what is chosen, open and typed there. */
type PlaceState = {
	readonly repoName: string;
	/** Null until the first reading of the disk. */
	readonly snapshot: RepositorySnapshot | null;
	readonly pane: Pane;
	/** Whether the pane was chosen by the human, so that nothing moves under their hands. */
	readonly hasChosen: boolean;
	/** Repository path of the selected ticket; null: the current one, or the first. */
	readonly ticket: string | null;
	/** Views that were opened one over the other; the last one is seen, Esc closes it. */
	readonly pages: readonly Page[];
	/** Where the pane that is shown was opened from: Esc goes back there. Null: a human chose the pane. */
	readonly from: Trail | null;
	readonly tail: Tail;
	readonly log: LogView;
	/** What is typed below the log: a search or a time. */
	readonly logInput: LogInput | null;
	/** The selected inbox item as it was last seen; null: the oldest. It stays selected when it is answered elsewhere, so that no key ever answers another one. */
	readonly item: InboxEntry | null;
	readonly itemTop: number;
	readonly reply: ReplyView | null;
	readonly startCard: StartCard | null;
	readonly card: Card | null;
	/** Command ids of replies sent from here that no turn has been given yet, with the item they answer. */
	readonly sent: ReadonlyArray<{readonly commandId: string; readonly to: string | null}>;
	/** Turns after which the run was asked to pause: shown until it rests. */
	readonly isPausing: boolean;
	/** Asked to start, and what came of it was not seen yet. */
	readonly isStarting: boolean;
	/** The engine said that it started: the next reading of the disk shows what came of it. */
	readonly isStarted: boolean;
	/** Ids of approvals and unknown outcomes answered from here: each is answered once. */
	readonly answered: readonly string[];
	/** Names in the trash of tickets that were deleted from here, the last one last. */
	readonly trash: readonly string[];
	/** How far the report of what happened meanwhile is: asked for, shown, or closed. */
	readonly report: 'asked' | 'open' | 'closed';
	/** What went wrong with reading the repository; null: nothing. */
	readonly trouble: string | null;
	/** A line that is typed for something else than a reply. */
	readonly prompt: Prompt | null;
	readonly confirm: Confirmation | null;
	readonly isHelping: boolean;
	/** Rows the help, the start card or a card is scrolled. */
	readonly coverTop: number;
	/** Gone with the next key, when the run comes to rest, or after its time. */
	readonly notice: Notice | null;
};

/** What belongs to the whole screen, whatever place is looked at. */
type ScreenState = {
	/** The place that is looked at. */
	readonly place: PlaceId;
	/** Every place of the screen, in the order they were opened; null stands where the one that is looked at has its place. */
	readonly places: Readonly<Record<PlaceId, PlaceState | null>>;
	readonly size: Size;
	readonly ascii: boolean;
	/** Milliseconds since 1970; moves only while a turn runs. */
	readonly now: number;
	/** When a human last pressed a key, milliseconds since 1970. */
	readonly seenAt: number;
};

/** The screen and all its places. The one that is looked at lies open in it: whoever draws or decides sees one place, and need not know which. */
export type AppState = ScreenState & PlaceState;

const smallestSize: Size = {columns: 40, rows: 10};

export const isSmall = ({columns, rows}: Size): boolean => columns < smallestSize.columns || rows < smallestSize.rows;

/** A place before anything was read of it. */
const firstPlace = (repoName: string): PlaceState => ({
	repoName,
	snapshot: null,
	pane: 'tickets',
	hasChosen: false,
	ticket: null,
	pages: [],
	from: null,
	tail: emptyTail,
	log: firstLogView,
	logInput: null,
	item: null,
	itemTop: 0,
	reply: null,
	startCard: null,
	card: null,
	sent: [],
	isPausing: false,
	isStarting: false,
	isStarted: false,
	answered: [],
	trash: [],
	report: 'asked',
	trouble: null,
	prompt: null,
	confirm: null,
	isHelping: false,
	coverTop: 0,
	notice: null,
});

/** The state before anything was read. */
export const firstState = ({place, size, ascii, repoName, greeting, now}: Pick<AppState, 'place' | 'size' | 'ascii' | 'repoName' | 'now'> & {readonly greeting: string | undefined}): AppState => ({
	...firstPlace(repoName),
	place,
	places: {[place]: null},
	size,
	ascii,
	now,
	seenAt: now,
	notice: greeting === undefined ? null : {text: greeting, isTrouble: false},
});

/** One more place on the screen, beside the one that is looked at. */
export const addPlace = (state: AppState, id: PlaceId, repoName: string): AppState => ({...state, places: {...state.places, [id]: firstPlace(repoName)}});

/** Looks at another place; the one that was looked at waits as it was left. The same state where there is no such place, or nothing to change. */
export const lookAt = (state: AppState, id: PlaceId): AppState => {
	const there = state.places[id];
	if (!there) {
		return state;
	}

	const {
		place, places, size, ascii, now, seenAt, ...here
	} = state;
	return {
		...there, place: id, places: {...places, [place]: here, [id]: null}, size, ascii, now, seenAt,
	};
};

/** Every place with what is known of it, in the order they were opened. */
export const placesOf = (state: AppState): ReadonlyArray<readonly [PlaceId, PlaceState]> => Object.entries(state.places).map(([id, there]) => [id, there ?? state]);
