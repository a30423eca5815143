import {focusOf, type Focus} from '../focus.js';
import {isWayBack} from '../select/worth.js';
import type {AppState} from '../state.js';
import {goBack} from './go.js';
import {settleItem} from './inbox.js';
import {closeLogInput} from './log/find-log.js';
import {followLog} from './log/scroll-log.js';
import {closePage, rereadPage} from './page.js';
import {closeReply} from './reply.js';
import {
	say, stay, type Handler, type Step,
} from './step.js';

/** Back to where the pane was opened from; an earlier turn gives way to what happens now, also one that is still being read. */
const closePane = (state: AppState): Step => {
	if (state.from !== null) {
		const back = settleItem(goBack(state, state.from));
		return [back, rereadPage(back)];
	}

	return isWayBack(state) ? stay(followLog(state)) : say(state, 'Nothing to close here. q leaves; the run goes on.');
};

const closePrompt = (state: AppState): Step => stay({...state, prompt: null});

const closers: Readonly<Record<Focus, Handler>> = {
	confirm: state => stay({...state, confirm: null}),
	help: state => stay({...state, isHelping: false}),
	card: state => stay({...state, card: null}),
	start: state => stay({...state, startCard: null}),
	title: closePrompt,
	attach: closePrompt,
	palette: closePrompt,
	reply: closeReply,
	reply_lines: closeReply,
	log_input: closeLogInput,
	ticket: closePage,
	page: closePage,
	document: closePage,
	agents: closePage,
	report: closePage,
	tickets: closePane,
	log: closePane,
	inbox: closePane,
	small: closePane,
};

/** Esc closes the topmost view and does nothing else, ever. */
export const close = (state: AppState): Step => closers[focusOf(state)](state);
