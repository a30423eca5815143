import type {Message} from '../message.js';
import {lastItemTop} from '../select/inbox/inbox-rows.js';
import type {AppState} from '../state.js';
import {focusOf} from '../focus.js';
import {bindingOf, isTyping} from './keymap.js';

/** What a key means now; `type` means that it goes into the input that is open. */
export const readKey = (state: AppState, name: string): Message | 'type' => {
	const focus = focusOf(state);
	// No reply begins with a space, so until there is one, space reads on in the question.
	if (name === 'space' && (focus === 'reply' || focus === 'reply_lines') && state.reply?.editor.text === '' && lastItemTop(state) > 0) {
		return {type: 'act', action: 'page_down'};
	}

	const binding = bindingOf(focus, name);
	if (binding !== undefined) {
		return {type: 'act', action: binding.action};
	}

	return isTyping(focus) ? 'type' : {type: 'unknown_key', name};
};
