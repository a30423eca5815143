import {inboxWords, receiptWords} from '../../../domain/words/inbox-words.js';
import {sanitise, sanitiseLine} from '../../../domain/text/sanitise.js';
import type {InboxEntry, ReplyReceipt} from '../../../engine/client/flow-client.js';
import type {AppState} from '../../state.js';
import {counted, fileName, ticketName} from '../../../domain/words/short-words.js';
import {clockOf, momentOf} from '../../../domain/words/times.js';
import {wrapText} from '../../../domain/words/wrap.js';
import {
	barRow, emptyRow, fitRow, glyphsOf, rowOf, spreadRow, type Row,
} from '../../theme.js';
import {screenParts} from '../screen-parts.js';
import {isWide} from '../main-pane.js';
import {approvalRows} from './approval-text.js';
import {
	isGone, itemsOf, selectedItem, textOfItem,
} from './items.js';
import {itemStep} from './next-step.js';

/** How far a reply has come, step by step. */
const receiptText = ({reply, state, turn}: ReplyReceipt, isAscii: boolean): string => {
	const steps = (['queued', 'delivered', 'answered'] as const).slice(0, {queued: 1, delivered: 2, answered: 3}[state]);
	return `reply ${reply}: ${steps.map(step => step === 'answered' ? step : receiptWords(step, turn)).join(` ${glyphsOf(isAscii).arrow} `)}`;
};

const repliesOf = (state: AppState, item: InboxEntry): readonly string[] => {
	const receipts = state.snapshot?.receipts ?? [];
	const known = item.replies.map(reply => {
		const receipt = receipts.find(one => one.reply === reply.number);
		return `${receipt === undefined ? `reply ${reply.number}` : receiptText(receipt, state.ascii)}: ${reply.body.trim().split('\n', 1)[0] ?? ''}`;
	});
	const waiting = state.sent.filter(one => one.to === item.id && !receipts.some(receipt => receipt.commandId === one.commandId));
	return [...known, ...waiting.map(() => 'your reply: queued')];
};

/** The whole text of an item, wrapped: title, body, attachments, replies, what to do. */
const itemText = (state: AppState, item: InboxEntry, width: number): readonly Row[] => {
	const [title = '', ...body] = wrapText(sanitise(textOfItem(state, item)), width);
	const extra = [
		...item.attachments.map(path => `file: ${sanitiseLine(fileName(path))} (o opens it)`),
		...repliesOf(state, item).map(line => sanitiseLine(line)),
		...[isGone(state, item) ? '' : itemStep(item)].filter(line => line !== ''),
	];
	const approval = approvalRows(state, item, width);
	return [
		...(approval.length > 0 ? approval : [rowOf(title, 'strong'), ...body.map(line => rowOf(line))]),
		...(extra.length > 0 ? [emptyRow] : []),
		...extra.flatMap(line => wrapText(line, width)).map(line => rowOf(line, 'accent')),
	];
};

/** The item whose text is on the screen: the one being answered, else the selected one. */
export const shownItem = (state: AppState): InboxEntry | undefined =>
	itemsOf(state).find(item => item.id === state.reply?.to) ?? state.reply?.entry ?? selectedItem(state);

const listHeight = (state: AppState, height: number): number => {
	const {length} = itemsOf(state);
	return length > 1 ? Math.min(length, Math.max(2, Math.floor(height / 4))) : 0;
};

/** Rows for the item's text, the row that says how much follows included. */
export const itemHeight = (state: AppState): number => {
	const {main} = screenParts(state);
	const list = isWide(state) ? listHeight(state, main.height) : 0;
	return Math.max(1, main.height - 2 - (list > 0 ? list + 1 : 0));
};

/** How far the item's text can be scrolled. */
export const lastItemTop = (state: AppState): number => {
	const item = shownItem(state);
	return item === undefined ? 0 : Math.max(0, itemText(state, item, screenParts(state).main.width).length - itemHeight(state) + 1);
};

const textWindow = (state: AppState, item: InboxEntry, width: number): readonly Row[] => {
	const text = itemText(state, item, width);
	const height = itemHeight(state);
	if (text.length <= height) {
		return text;
	}

	const top = Math.min(state.itemTop, lastItemTop(state));
	const left = text.length - top - (height - 1);
	const key = state.reply !== null && state.reply.editor.text !== '' ? ': pgdn' : ': space';
	// The path of a file is typed: no key scrolls.
	const hint = state.prompt === null ? key : '';
	return [
		...text.slice(top, top + height - 1),
		rowOf(left > 0 ? `-- ${counted(left, 'more line')}${hint} --` : '-- end --', 'dim'),
	];
};

const listRow = (state: AppState, item: InboxEntry, {width, isSelected}: {readonly width: number; readonly isSelected: boolean}): Row => {
	const place = item.ticket === null ? '' : `${ticketName(item.ticket)} `;
	const row = spreadRow(
		[{text: `${isSelected ? '>' : ' '} ${inboxWords[item.kind].inList}: ${place}`, style: 'warn'}, {text: sanitiseLine(item.title), style: 'plain'}],
		rowOf(width < 60 ? clockOf(item.since) : momentOf(item.since, state.now), 'dim'),
		width,
	);
	return isSelected && state.pane === 'inbox' ? barRow(row, width, 'focus') : row;
};

const itemList = (state: AppState, item: InboxEntry, {width, height}: {readonly width: number; readonly height: number}): readonly Row[] => {
	const items = itemsOf(state);
	const shown = listHeight(state, height);
	if (shown === 0) {
		return [];
	}

	const at = items.findIndex(one => one.id === item.id);
	const top = Math.max(0, Math.min(at - Math.floor(shown / 2), items.length - shown));
	return [
		...items.slice(top, top + shown).map(one => listRow(state, one, {width, isSelected: one.id === item.id})),
		rowOf(glyphsOf(state.ascii).line.repeat(width), 'dim'),
	];
};

/** An item that waits no more, and why it is still to be seen. */
const goneWords = (state: AppState, item: InboxEntry): string => {
	if (state.reply !== null) {
		return 'ANSWERED MEANWHILE; your text is kept';
	}

	const next = itemsOf(state).length === 0 ? 'nothing else waits' : 'Enter: the next one';
	return `${state.answered.includes(item.id) ? 'answered by you' : 'ANSWERED MEANWHILE'}; ${next}`;
};

const subtitle = (state: AppState, item: InboxEntry): string => {
	const items = itemsOf(state);
	const at = items.findIndex(one => one.id === item.id);
	if (at === -1) {
		return goneWords(state, item);
	}

	return `${at + 1} of ${items.length} ${glyphsOf(state.ascii).dot} since ${momentOf(item.since, state.now)}`;
};

/** What the inbox says when nothing waits, receipts of what was sent included. */
const emptyInbox = (state: AppState, width: number): readonly Row[] => [
	rowOf('Nothing waits for you.', 'strong'),
	...wrapText('Questions of agents, approvals and tickets for you appear here, the oldest first.', width).map(line => rowOf(line)),
	emptyRow,
	...(state.snapshot?.receipts ?? []).slice(-5).map(receipt => fitRow(rowOf(receiptText(receipt, state.ascii)), width)),
];

/** The inbox below its header: which item, the list where there is room, the item's text. */
export const inboxRows = (state: AppState): readonly Row[] => {
	const {main: {width, height}} = screenParts(state);
	const item = shownItem(state);
	if (item === undefined) {
		return emptyInbox(state, width);
	}

	const about = item.ticket === null || !isWide(state) ? '' : ` ${glyphsOf(state.ascii).dot} ${inboxWords[item.kind].inList} ${glyphsOf(state.ascii).dot} ${ticketName(item.ticket)}`;
	return [
		...(isWide(state) ? itemList(state, item, {width, height}) : []),
		fitRow(rowOf(subtitle(state, item) + about, 'dim'), width),
		...textWindow(state, item, width),
	];
};
