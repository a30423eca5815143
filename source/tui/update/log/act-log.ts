import {bytesText, counted} from '../../../domain/words/short-words.js';
import type {ScreenLine} from '../../log-state.js';
import {
	foldOf, lineOf, sheetOf, type Sheet,
} from '../../select/log/log-lines.js';
import type {AppState} from '../../state.js';
import {
	say, stay, type Handlers, type Step,
} from '../step.js';
import {
	askLog, nextHit, switchScope,
} from './find-log.js';
import {
	chooseMarks, goTo, jumpLog, landAt, lineAtCursor, shownRun, toggle, turnAtCursor,
} from './jump-log.js';
import {followLog, isLiveEnd, settleLog} from './scroll-log.js';

/** The nearest block at or above a line that can be folded. */
const nearestFold = (sheet: Sheet, from: ScreenLine | undefined) => {
	for (let line = from; line !== undefined; line = lineOf(sheet, line.id - 1)) {
		const fold = foldOf(sheet, line);
		if (fold !== undefined) {
			return fold;
		}
	}

	return undefined;
};

const foldBlock = (state: AppState): Step => {
	const fold = nearestFold(sheetOf(state), lineAtCursor(state));
	if (fold === undefined) {
		return say(state, 'Nothing folded here.');
	}

	const toggled: AppState = {...state, log: {...state.log, toggled: toggle(state.log.toggled, fold.head.id)}};
	return stay(state.log.isFollowing && !fold.isFolded ? settleLog(toggled) : landAt(toggled, fold.head));
};

const foldTools = (state: AppState): Step => {
	const isToolOpen = !state.log.isToolOpen;
	return say(settleLog({...state, log: {...state.log, isToolOpen, toggled: new Set()}}), isToolOpen ? 'All output is shown.' : 'Output is folded.');
};

const foldThoughts = (state: AppState): Step => {
	const isReasoningFolded = !state.log.isReasoningFolded;
	return say(settleLog({...state, log: {...state.log, isReasoningFolded, toggled: new Set()}}), isReasoningFolded ? 'Thoughts are folded.' : 'Thoughts are shown.');
};

/** More than this most terminals don't take at once. */
const mostCopied = 56_000;

const copy = (state: AppState, text: string, what: string): Step => {
	if (text.length > mostCopied) {
		return say(state, `${bytesText(text.length)} is more than terminals take: e writes the turn into a file.`);
	}

	return [state, [{type: 'copy', text, what}]];
};

const nouns: Readonly<Record<ScreenLine['kind'], string>> = {
	message: 'message', reasoning: 'thought', tool: 'output', diff: 'diff', call: 'call', result: 'result', failure: 'error', notice: 'notice', heading: 'heading',
};

/** While the log follows, what one wants is what the agent said last. */
const copyBlock = (state: AppState): Step => {
	const {lines} = sheetOf(state);
	const line = state.log.cursor === null ? lines.findLast(one => one.kind === 'message') ?? lines.at(-1) : lineAtCursor(state);
	if (line === undefined) {
		return say(state, 'There is nothing to copy.');
	}

	const block = lines.filter(one => one.block === line.block);
	const text = block.map(one => one.text).join('\n');
	return copy(state, text, `the ${nouns[line.kind]} (${counted(block.length, 'line')}, ${bytesText(text.length)})`);
};

const copyLine = (state: AppState): Step => {
	const line = lineAtCursor(state);
	return line === undefined ? say(state, 'There is nothing to copy.') : copy(state, line.text, `the line (${bytesText(line.text.length)})`);
};

const exportTurn = (state: AppState): Step => {
	const turn = turnAtCursor(state);
	return turn === 0 ? say(state, 'No turn here to write into a file.') : [state, [{type: 'export_turn', runId: shownRun(state), turn}]];
};

/** The beginning of the turn at the cursor; from there, the beginning of the run. */
export const showLogStart = (state: AppState): Step => {
	const {lines} = sheetOf(state);
	const first = lines[0];
	if (first === undefined) {
		return say(state, 'The log is empty.');
	}

	const isWhole = state.log.book === null && state.tail.dropped === 0 && state.tail.wholeFrom <= first.id;
	if (isWhole) {
		return stay(landAt(state, first));
	}

	const turn = turnAtCursor(state);
	const line = lineAtCursor(state);
	const isThere = line?.kind === 'heading' || turn === 0;
	return goTo(state, shownRun(state), isThere ? {type: 'start'} : {type: 'turn', turn}, {row: 0});
};

/** The end of the run that is shown; of the run that runs, following it. */
export const showLogEnd = (state: AppState): Step => {
	const {book} = state.log;
	if (book !== null && book.runId !== state.snapshot?.run?.runId && !isLiveEnd(state)) {
		return goTo(state, book.runId, {type: 'end'}, {row: Number.MAX_SAFE_INTEGER});
	}

	return stay(followLog(state));
};

/** What the keys of the log do. */
export const logActions = {
	next_mark: state => jumpLog(state, 'next'),
	previous_mark: state => jumpLog(state, 'previous'),
	next_turn: state => jumpLog(state, 'next', 'turn'),
	previous_turn: state => jumpLog(state, 'previous', 'turn'),
	choose_marks: chooseMarks,
	find: state => askLog(state, 'find'),
	clock: state => askLog(state, 'clock'),
	next_scope: switchScope,
	next_hit: state => nextHit(state, 'next'),
	previous_hit: state => nextHit(state, 'previous'),
	fold: foldBlock,
	fold_tools: foldTools,
	fold_thoughts: foldThoughts,
	copy_block: copyBlock,
	copy_line: copyLine,
	export_turn: exportTurn,
} satisfies Handlers;
