import type {LogLeaf, Mark} from '../../../engine/client/flow-client.js';
import type {MarkChoice, ScreenLine} from '../../log-state.js';
import type {Aim, Direction, Effect} from '../../effect.js';
import {logSize} from '../../select/screen-parts.js';
import {foldOf, lineOf, sheetOf} from '../../select/log/log-lines.js';
import type {AppState} from '../../state.js';
import {go} from '../go.js';
import {say, stay, type Step} from '../step.js';
import {openBook} from './book.js';
import {
	followLog, hold, holdAt, isLiveEnd, scrollLog, settleLog,
} from './scroll-log.js';

const marksOf = (choice: MarkChoice): readonly Mark[] => choice === 'marks' ? ['error', 'question', 'commit', 'turn'] : (choice === 'call' ? ['call', 'edit'] : [choice]);

/** A mark as one names it in a sentence. */
const markWords: Readonly<Record<MarkChoice, string>> = {
	marks: 'error, question, commit or turn', error: 'error', question: 'question', commit: 'commit', turn: 'turn', call: 'tool call', edit: 'edit',
};

const choices: readonly MarkChoice[] = ['marks', 'error', 'call', 'edit', 'question', 'commit', 'turn'];

/** What `]` and `[` go to from now on. */
export const chooseMarks = (state: AppState): Step => {
	const marks = choices[(choices.indexOf(state.log.marks) + 1) % choices.length] ?? 'marks';
	return say({...state, log: {...state.log, marks}}, `] and [ go to the next and previous ${markWords[marks]}.`);
};

/** Where things that are jumped to come to stand: a third down, so that one sees what led to them. */
const landingRow = (state: AppState): number => Math.floor(logSize(state).height / 3);

/** Whatever was asked for is not wanted any more. */
export const callOff = (state: AppState): AppState => ({...state, log: {...state.log, opening: null, asked: state.log.asked + 1}});

/** Holds the log at a line; a block that hides it is unfolded. A spot that was asked for before is not wanted any more. */
export const landAt = (state: AppState, line: ScreenLine): AppState => {
	const fold = foldOf(sheetOf(state), line);
	const isHidden = fold?.isFolded === true && line.id !== fold.head.id;
	const shown = isHidden ? {...state, log: {...state.log, toggled: toggle(state.log.toggled, fold.head.id)}} : state;
	return settleLog(holdAt(hold(callOff(shown)), {id: line.id, row: 0}, landingRow(state)));
};

export const toggle = (set: ReadonlySet<number>, id: number): ReadonlySet<number> => {
	const next = new Set(set);
	if (!next.delete(id)) {
		next.add(id);
	}

	return next;
};

/** The run whose log is shown; null: the newest. */
export const shownRun = (state: AppState): string | null => state.log.book?.runId ?? null;

/** The first line of the log from which on nothing is left out. */
const wholeFrom = ({log, tail}: AppState): number => log.book === null ? tail.wholeFrom : Number.NEGATIVE_INFINITY;

/** Looks for a line in what is at hand, from the cursor on. */
export const findLine = (state: AppState, direction: Direction, isWanted: (line: ScreenLine) => boolean): ScreenLine | undefined => {
	const {lines} = sheetOf(state);
	const at = state.log.isFollowing ? Number.POSITIVE_INFINITY : state.log.cursor?.id ?? 0;
	const whole = wholeFrom(state);
	return direction === 'next'
		? lines.find(line => line.id > at && line.id >= whole && isWanted(line))
		: lines.findLast(line => line.id < at && line.id >= whole && isWanted(line));
};

/** Whether there is more of the run than what is at hand, in a direction. */
export const hasMore = (state: AppState, direction: Direction): boolean => {
	const {book} = state.log;
	if (book !== null) {
		return (direction === 'next' ? book.leaves.at(-1)?.below : book.leaves[0]?.above) !== null;
	}

	const first = state.tail.lines[0];
	return direction === 'previous' && (first === undefined || state.tail.dropped > 0 || state.tail.wholeFrom > first.id);
};

/** The `seq` from which to look further in the files. */
export const edgeSeq = (state: AppState, direction: Direction): number => {
	const {lines} = sheetOf(state);
	const whole = lines.filter(line => line.id >= wholeFrom(state) && line.seq > 0);
	return (direction === 'next' ? whole.at(-1)?.seq : whole[0]?.seq) ?? (state.tail.lastSeq ?? 0) + 1;
};

/** A spot is looked for: until it is shown, Esc calls it off. */
export const expectSpot = (state: AppState): AppState => ({...state, log: {...state.log, opening: 'spot', asked: state.log.asked + 1}});

const noneLeft = (state: AppState, direction: Direction, choice: MarkChoice): Step => {
	if (direction === 'previous') {
		return say(state, `No ${markWords[choice]} above.`);
	}

	return say(isLiveEnd(state) ? followLog(state) : state, `No ${markWords[choice]} below.`);
};

/** Holds the log at the next mark below the cursor, or at the one above it. */
export const jumpLog = (state: AppState, direction: Direction, choice: MarkChoice = state.log.marks): Step => {
	if (sheetOf(state).lines.length === 0) {
		return say(state, 'The log is empty.');
	}

	const marks = marksOf(choice);
	const line = findLine(state, direction, ({mark}) => mark !== null && marks.includes(mark));
	if (line !== undefined) {
		return stay(landAt(state, line));
	}

	return hasMore(state, direction)
		? [expectSpot(state), [{
			type: 'seek_mark', runId: shownRun(state), marks, choice, from: {seq: edgeSeq(state, direction), direction},
		}]]
		: noneLeft(state, direction, choice);
};

/** A mark was looked for in the files; nobody waits any more for one that was called off. */
export const markFound = (state: AppState, {seq, direction, choice, runId}: {readonly seq: number | null; readonly direction: Direction; readonly choice: MarkChoice; readonly runId: string}): Step => {
	if (state.log.opening !== 'spot') {
		return stay(state);
	}

	return seq === null ? noneLeft(callOff(state), direction, choice) : goTo(state, runId, {type: 'seq', seq});
};

/** Asks for a spot of a run's log. */
export const goTo = (state: AppState, runId: string | null, spot: Effect<'read_log'>['spot'], aim: Aim = {}): Step => {
	const next = expectSpot(state);
	return [next, [{
		type: 'read_log', asked: next.log.asked, runId, spot, aim: {row: landingRow(state), ...aim},
	}]];
};

/** The log as it was read from the disk, held with the spot one asked for at the cursor. What was called off meanwhile is not shown. */
export const showRead = (state: AppState, read: {readonly asked: number; readonly run: {readonly runId: string; readonly number: number}; readonly leaves: readonly LogLeaf[]; readonly seq: number; readonly aim: Aim}): Step => {
	if (read.asked !== state.log.asked) {
		return stay(state);
	}

	const held: AppState = {
		...state, log: {
			...state.log, isFollowing: false, opening: null, heldAt: state.log.isFollowing ? state.tail.nextId : state.log.heldAt, toggled: new Set(), book: openBook(state, read.run, read.leaves),
		},
	};
	const {lines} = sheetOf(held);
	const there = lines.filter(line => line.seq === read.seq);
	const {aim} = read;
	const {found} = sheetOf(held);
	const isHit = (line: ScreenLine): boolean => found !== null && line.text.search(found) !== -1;
	const wanted = aim.hit === undefined
		? there.find(line => line.text === aim.text) ?? there[0]
		: (aim.hit === 'next' ? there.find(line => isHit(line)) : there.findLast(line => isHit(line)));
	const line = wanted ?? lines.findLast(one => one.seq <= read.seq && (aim.hit === undefined || isHit(one))) ?? lines[0];
	const landed = line === undefined ? held : settleLog(holdAt(landAt(held, line), {id: line.id, row: 0}, aim.row ?? 0));
	return stay(aim.move === undefined ? landed : scrollLog(landed, aim.move.distance, aim.move.isPage));
};

/** The line keys work on: at the cursor, or the last one of a log that follows. */
export const lineAtCursor = (state: AppState): ScreenLine | undefined => {
	const sheet = sheetOf(state);
	return state.log.cursor === null ? sheet.lines.at(-1) : lineOf(sheet, state.log.cursor.id);
};

/** The turn at the cursor. */
export const turnAtCursor = (state: AppState): number => lineAtCursor(state)?.turn ?? state.tail.turn ?? 0;

/** Shows the log with the beginning of a turn. */
export const openTurn = (state: AppState, run: string, turn: number): Step =>
	goTo(go(state, {pane: 'log'}), run, {type: 'turn', turn}, {row: 0});
