import {isTurnRunning} from '../select/inbox/rest.js';
import {leadsSomewhere} from '../select/worth.js';
import {type KeyRow} from './binding.js';

/** Typing a reply or a title. */
export const typingKeys = [
	{
		focus: ['reply', 'reply_lines'], keys: ['enter'], action: 'send', hint: 'send', help: 'send the reply',
	},
	{
		focus: ['reply', 'reply_lines'], keys: ['ctrl-n'], action: 'send_now', hint: 'now', help: 'say it in the middle of the running turn, where the agent can', isWorth: state => state.reply?.to === null && isTurnRunning(state),
	},
	{
		focus: ['reply', 'reply_lines'], keys: ['ctrl-j'], action: 'new_line', hint: 'line', help: 'a new line',
	},
	{
		focus: ['title', 'attach'], keys: ['enter'], action: 'send', hint: 'ok', help: 'take what was typed', hintNow: state => state.prompt?.purpose.type === 'title' ? 'make the ticket' : undefined,
	},
	{
		focus: ['attach'], keys: ['tab'], action: 'complete', hint: 'complete', help: 'complete the path',
	},
	{
		focus: ['palette'], keys: ['enter'], action: 'run_action', hint: 'do it', help: 'do what is chosen',
	},
	{
		focus: ['palette'], keys: ['down', 'ctrl-n'], action: 'down', hint: 'next', help: 'the next action', isWorth: state => state.pages.length === 0 || leadsSomewhere(state),
	},
	{
		focus: ['palette'], keys: ['up', 'ctrl-p'], action: 'up', help: 'the action before',
	},
	{
		focus: ['reply', 'reply_lines'], keys: ['esc'], action: 'close', hint: 'keeps draft', help: 'close; the draft is kept on disk',
	},
	{
		focus: ['title', 'attach', 'palette'], keys: ['esc'], action: 'close', hint: 'close', help: 'close this line; nothing is done',
	},
	{
		focus: ['reply', 'reply_lines'], keys: ['ctrl-o'], action: 'attach', hint: 'file', help: 'let a file go with the reply',
	},
	{
		focus: ['reply', 'reply_lines'], keys: ['ctrl-x'], action: 'detach', hint: 'without file', help: 'take the last file out of the reply', isWorth: state => (state.reply?.attachments.length ?? 0) > 0,
	},
	{
		focus: ['reply', 'reply_lines'], keys: ['ctrl-e'], action: 'edit_reply', hint: 'editor', help: 'write it in $EDITOR',
	},
	{
		focus: ['reply', 'reply_lines'], keys: ['pagedown'], action: 'page_down', help: 'scroll the question down',
	},
	{
		focus: ['reply', 'reply_lines'], keys: ['pageup'], action: 'page_up', help: 'scroll the question up',
	},
	{
		focus: ['reply_lines'], keys: ['left'], action: 'edit_left', help: 'one character back',
	},
	{
		focus: ['reply_lines'], keys: ['right'], action: 'edit_right', help: 'one character on',
	},
	{
		focus: ['reply_lines'], keys: ['up'], action: 'edit_up', help: 'one line up',
	},
	{
		focus: ['reply_lines'], keys: ['down'], action: 'edit_down', help: 'one line down',
	},
	{
		focus: ['reply_lines'], keys: ['home', 'ctrl-a'], action: 'edit_home', help: 'start of the line',
	},
	{
		focus: ['reply_lines'], keys: ['end'], action: 'edit_end', help: 'end of the line',
	},
	{
		focus: ['reply_lines'], keys: ['backspace'], action: 'edit_backspace', help: 'delete backwards',
	},
	{
		focus: ['reply_lines'], keys: ['delete', 'ctrl-d'], action: 'edit_delete', help: 'delete forwards',
	},
	{
		focus: ['reply_lines'], keys: ['ctrl-u'], action: 'edit_kill_line', help: 'delete to the start of the line',
	},
	{
		focus: ['reply_lines'], keys: ['ctrl-w'], action: 'edit_kill_word', help: 'delete the word before',
	},
] as const satisfies readonly KeyRow[];
