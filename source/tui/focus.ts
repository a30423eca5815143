import type {PageFocus} from './page.js';
import {recordOf} from './pages/page-records.js';
import {focusOfPrompt, type PromptFocus} from './prompt.js';
import {isSmall, type AppState, type Pane} from './state.js';

/** Which table of keys is in force. */
export type Focus = Pane | PageFocus | 'reply' | 'reply_lines' | PromptFocus | 'log_input' | 'start' | 'card' | 'confirm' | 'help' | 'small';

/** The topmost thing that takes keys. */
export const focusOf = (state: AppState): Focus => {
	if (isSmall(state.size)) {
		return 'small';
	}

	if (state.confirm !== null) {
		return 'confirm';
	}

	if (state.isHelping) {
		return 'help';
	}

	if (state.card !== null) {
		return 'card';
	}

	if (state.startCard !== null) {
		return 'start';
	}

	if (state.prompt !== null) {
		return focusOfPrompt(state.prompt);
	}

	if (state.logInput !== null) {
		return 'log_input';
	}

	if (state.reply !== null) {
		return state.reply.editor.isSeveral ? 'reply_lines' : 'reply';
	}

	const page = state.pages.at(-1);
	return page === undefined ? state.pane : recordOf(page.request).focus;
};
