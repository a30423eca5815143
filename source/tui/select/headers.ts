import {sanitiseLine} from '../../domain/text/sanitise.js';
import type {AppState} from '../state.js';
import {fit, widthOf} from '../../domain/words/width.js';
import {ticketName} from '../../domain/words/short-words.js';
import {
	fitRow, rowOf, rowWidth, spreadRow, type Row, type Span,
} from '../theme.js';
import {kindWords, shownItem} from './inbox/inbox-rows.js';
import {itemsOf} from './inbox/items.js';
import {layoutOf} from './layout.js';
import {lineOf, sheetOf} from './log/log-lines.js';
import {logStanding} from './log/log-rows.js';
import {isWide, topPage} from './main-pane.js';
import {pageHeader} from './page-rows.js';
import {doneOfAll, progressRow} from './tickets/progress.js';

const title = (text: string, isFocused: boolean): Span => ({text: ` ${text} `, style: isFocused ? 'focus' : 'title'});

/** The header of the wide screen's ticket list. */
export const listHeader = (state: AppState): Row => {
	const {list} = layoutOf(state);
	const width = list?.width ?? 0;
	const name = title('1 Tickets', state.pane === 'tickets' && state.pages.length === 0);
	return spreadRow([name], progressRow(state, width - name.text.length), width);
};

/** The turn at the cursor. */
const turnShown = (state: AppState): number => {
	const sheet = sheetOf(state);
	return lineOf(sheet, state.log.cursor?.id ?? 0)?.turn ?? 0;
};

const logPlace = (state: AppState): string => {
	const {book} = state.log;
	const run = state.snapshot?.run;
	if (book !== null) {
		const turn = turnShown(state);
		return `${book.runId === run?.runId ? '' : `run #${book.runNumber} `}${turn === 0 ? 'before the first turn' : `turn ${turn}`}`;
	}

	const turn = run?.openTurn;
	return turn ? `${ticketName(turn.ticket)} turn ${turn.turn} ${sanitiseLine(turn.agent)}` : '';
};

/** The narrow screen's header of a question says whose, what, how far, and where. */
const narrowInbox = (state: AppState, width: number): Row => {
	const item = shownItem(state);
	const words = item === undefined ? 'inbox' : kindWords[item.kind];
	const right = [doneOfAll(state), item?.ticket ? ticketName(item.ticket) : ''].filter(part => part !== '').join('   ');
	// The repository's name gives way: it is the same all the time.
	const name = fit(sanitiseLine(state.repoName), Math.max(3, width - widthOf(words) - widthOf(right) - 6));
	return spreadRow([{text: `${name}   `, style: 'title'}, {text: words, style: item === undefined ? 'plain' : 'warn'}], rowOf(right), width);
};

/** The header of the pane that is shown besides the list, or alone. */
export const mainHeader = (state: AppState): Row => {
	const {main: {width}} = layoutOf(state);
	const page = topPage(state);
	if (page !== undefined) {
		return pageHeader(state, page);
	}

	const isInbox = state.pane === 'inbox' || state.reply?.to;
	if (isInbox) {
		const {length} = itemsOf(state);
		return isWide(state) ? spreadRow([title('3 Inbox', true)], rowOf(length === 0 ? '' : `${length} waiting`, 'dim'), width) : narrowInbox(state, width);
	}

	if (state.pane === 'tickets' && !isWide(state)) {
		const left: Row = [title('1 Tickets', true), {text: ` ${sanitiseLine(state.repoName)}`, style: 'dim'}];
		return spreadRow(left, progressRow(state, width - Math.min(rowWidth(left), 24)), width);
	}

	return fitRow(spreadRow([title('2 Log', state.pane === 'log'), {text: ` ${logPlace(state)}`, style: 'plain'}], rowOf(logStanding(state), state.log.isFollowing ? 'dim' : 'warn'), width), width);
};
