import type {Action} from '../keys/keymap.js';
import type {PageRequest} from '../page.js';
import {fittingEntries, type PaletteEntry} from '../select/cover/palette.js';
import type {AppState, Pane} from '../state.js';
import {close} from './close.js';
import {inboxActions, settleItem} from './inbox.js';
import {logActions} from './log/act-log.js';
import {sendLogInput} from './log/find-log.js';
import {move} from './move.js';
import {openPage, type Move} from './page.js';
import {openPrompt, sendPrompt} from './prompt.js';
import {closeReply, replyActions, sendReply} from './reply.js';
import {runActions} from './run.js';
import {
	say, stay, type Handler, type Step,
} from './step.js';
import {ticketActions} from './tickets.js';

const panes: readonly Pane[] = ['tickets', 'log', 'inbox'];

const show = (pane: Pane) => (state: AppState): Step => stay({
	...settleItem({...state, pane}), hasChosen: true, pages: [], from: null,
});

const turnPane = (by: number) => (state: AppState): Step =>
	show(panes[(panes.indexOf(state.pane) + by + panes.length) % panes.length] ?? 'tickets')(state);

const showPage = (request: PageRequest) => (state: AppState): Step => openPage(state, request);

const moveBy = (by: Move) => (state: AppState): Step => move(state, by);

const send = (state: AppState): Step => {
	if (state.prompt !== null) {
		return sendPrompt(state);
	}

	return state.logInput === null ? sendReply(state) : sendLogInput(state);
};

/** What happened while somebody sat here was seen; a report that was opened and not closed was not. */
const leave = (state: AppState): Step => [state, [
	...closeReply(state)[1],
	...state.report === 'closed' ? [{type: 'close_report', until: null} as const] : [],
	{type: 'leave'},
]];

/** Enter in the palette: what is chosen is done as if its key had been pressed below it. */
const runChosen = (state: AppState): Step => {
	const entry = offeredEntries(state)[state.prompt?.at ?? 0];
	return entry === undefined ? say(state, 'No action is called like this; Esc closes.') : act({...state, prompt: null}, entry.action);
};

/** What each action of the keys does: what the views say of theirs, and what belongs to none. */
const handlers: Readonly<Record<Action, Handler>> = {
	...ticketActions,
	...inboxActions,
	...runActions,
	...replyActions,
	...logActions,
	suspend: state => [state, [{type: 'suspend'}]],
	leave,
	help: state => stay({...state, isHelping: true, coverTop: 0}),
	close,
	show_tickets: show('tickets'),
	show_log: show('log'),
	show_inbox: show('inbox'),
	next_pane: turnPane(1),
	previous_pane: turnPane(-1),
	down: moveBy('down'),
	up: moveBy('up'),
	page_down: moveBy('page_down'),
	page_up: moveBy('page_up'),
	first: moveBy('first'),
	last: moveBy('last'),
	palette: state => openPrompt(state, {type: 'palette'}),
	run_action: runChosen,
	report: showPage({type: 'report'}),
	runs: showPage({type: 'runs'}),
	documents: showPage({type: 'documents'}),
	doctor: showPage({type: 'doctor'}),
	send,
};

/** What a key does. */
export const act = (state: AppState, action: Action): Step => handlers[action](state);

/** Why an action would do nothing now, in its own words; undefined when it does something. It is tried on the state below the palette, which costs nothing: the update is pure. */
const whyNot = (state: AppState, action: Action): string | undefined => {
	const before: AppState = {...state, prompt: null, notice: null};
	const [after, effects] = act(before, action);
	if (effects.length > 0 || after.notice === null) {
		return undefined;
	}

	const isSame = (Object.keys(after) as Array<keyof AppState>).every(key => key === 'notice' || after[key] === before[key]);
	return isSame ? after.notice.text : undefined;
};

/** An action that fits, and why it would do nothing now; undefined: it would do something. */
export type OfferedEntry = PaletteEntry & {readonly reason: string | undefined};

/** The actions that fit what was typed; what can be done now comes first, and after everything else what fits by scattered letters alone. */
export const offeredEntries = (state: AppState): readonly OfferedEntry[] => {
	const entries = fittingEntries(state.prompt?.text ?? '').map(entry => ({...entry, reason: whyNot(state, entry.action)}));
	const rankOf = ({isScattered, reason}: (typeof entries)[number]): number => (isScattered ? 2 : 0) + (reason === undefined ? 0 : 1);
	return entries.toSorted((one, other) => rankOf(one) - rankOf(other));
};
