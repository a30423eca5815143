import {isTurnRunning} from '../select/inbox/rest.js';
import {leadsSomewhere} from '../select/worth.js';
import {key} from './binding.js';

/** Typing a reply or a title. */
export const typingKeys = [
	key(['reply', 'reply_lines'], ['enter'], 'send', {hint: 'send', help: 'send the reply'}),
	key(['reply', 'reply_lines'], ['ctrl-n'], 'send_now', {hint: 'now', help: 'say it in the middle of the running turn, where the agent can', isWorth: state => state.reply?.to === null && isTurnRunning(state)}),
	key(['reply', 'reply_lines'], ['ctrl-j'], 'new_line', {hint: 'line', help: 'a new line'}),
	key(['title', 'attach'], ['enter'], 'send', {hint: 'ok', help: 'take what was typed', hintNow: state => state.prompt?.purpose.type === 'title' ? 'make the ticket' : undefined}),
	key(['attach'], ['tab'], 'complete', {hint: 'complete', help: 'complete the path'}),
	key(['palette'], ['enter'], 'run_action', {hint: 'do it', help: 'do what is chosen'}),
	key(['palette'], ['down', 'ctrl-n'], 'down', {hint: 'next', help: 'the next action', isWorth: state => state.pages.length === 0 || leadsSomewhere(state)}),
	key(['palette'], ['up', 'ctrl-p'], 'up', {help: 'the action before'}),
	key(['reply', 'reply_lines'], ['esc'], 'close', {hint: 'keeps draft', help: 'close; the draft is kept on disk'}),
	key(['title', 'attach', 'palette'], ['esc'], 'close', {hint: 'close', help: 'close this line; nothing is done'}),
	key(['reply', 'reply_lines'], ['ctrl-o'], 'attach', {hint: 'file', help: 'let a file go with the reply'}),
	key(['reply', 'reply_lines'], ['ctrl-x'], 'detach', {hint: 'without file', help: 'take the last file out of the reply', isWorth: state => (state.reply?.attachments.length ?? 0) > 0}),
	key(['reply', 'reply_lines'], ['ctrl-e'], 'edit_reply', {hint: 'editor', help: 'write it in $EDITOR'}),
	key(['reply', 'reply_lines'], ['pagedown'], 'page_down', {help: 'scroll the question down'}),
	key(['reply', 'reply_lines'], ['pageup'], 'page_up', {help: 'scroll the question up'}),
	key(['reply_lines'], ['left'], 'edit_left', {help: 'one character back'}),
	key(['reply_lines'], ['right'], 'edit_right', {help: 'one character on'}),
	key(['reply_lines'], ['up'], 'edit_up', {help: 'one line up'}),
	key(['reply_lines'], ['down'], 'edit_down', {help: 'one line down'}),
	key(['reply_lines'], ['home', 'ctrl-a'], 'edit_home', {help: 'start of the line'}),
	key(['reply_lines'], ['end'], 'edit_end', {help: 'end of the line'}),
	key(['reply_lines'], ['backspace'], 'edit_backspace', {help: 'delete backwards'}),
	key(['reply_lines'], ['delete', 'ctrl-d'], 'edit_delete', {help: 'delete forwards'}),
	key(['reply_lines'], ['ctrl-u'], 'edit_kill_line', {help: 'delete to the start of the line'}),
	key(['reply_lines'], ['ctrl-w'], 'edit_kill_word', {help: 'delete the word before'}),
];
