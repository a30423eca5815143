import type {Action} from './message.js';
import type {Focus} from './state.js';

/** One thing a key does. `hint` is the word in the footer (absent: only in the help), `help` the sentence of the help. */
export type Binding = {
	readonly focus: readonly Focus[];
	readonly keys: readonly string[];
	readonly action: Action;
	readonly hint?: string;
	readonly help: string;
};

const panes: readonly Focus[] = ['tickets', 'log', 'inbox'];
const views: readonly Focus[] = [...panes, 'ticket'];
const inputs: readonly Focus[] = ['reply', 'reply_lines', 'title'];
const lists: readonly Focus[] = ['tickets', 'inbox'];

/** Every key there is. The footer, the help and the reading of keys all look here; the order is the footer's. */
export const bindings: readonly Binding[] = [
	// Answering a question of the program itself
	{
		focus: ['confirm'], keys: ['y'], action: 'yes', hint: 'yes', help: 'yes, do it',
	},
	{
		focus: ['confirm'], keys: ['esc', 'n'], action: 'close', hint: 'no', help: 'no, leave it as it is',
	},
	{
		focus: ['start'], keys: ['enter'], action: 'start', hint: 'start', help: 'start the run',
	},
	{
		focus: ['start'], keys: ['D'], action: 'start_dirty', hint: 'start as it is', help: 'start although files are not committed',
	},
	{
		focus: ['start', 'card', 'help'], keys: ['esc'], action: 'close', hint: 'close', help: 'close this view',
	},
	{
		focus: ['card', 'help'], keys: ['enter'], action: 'close', help: 'close this view',
	},

	// Typing
	{
		focus: ['reply', 'reply_lines'], keys: ['enter'], action: 'send', hint: 'send', help: 'send the reply',
	},
	{
		focus: ['reply', 'reply_lines'], keys: ['ctrl-j'], action: 'new_line', hint: 'line', help: 'a new line',
	},
	{
		focus: ['title'], keys: ['enter'], action: 'send', hint: 'make the ticket', help: 'make the ticket',
	},
	{
		focus: ['reply', 'reply_lines'], keys: ['esc'], action: 'close', hint: 'keeps draft', help: 'close; the draft is kept on disk',
	},
	{
		focus: ['title'], keys: ['esc'], action: 'close', hint: 'cancel', help: 'make no ticket',
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

	// The inbox
	{
		focus: ['inbox'], keys: ['enter'], action: 'reply', hint: 'reply', help: 'answer the question, or read the ticket the item is about',
	},
	{
		focus: ['inbox'], keys: ['i'], action: 'message', hint: 'message', help: 'write to the agent about this item',
	},
	{
		focus: ['inbox'], keys: ['y'], action: 'allow_once', hint: 'once', help: 'approval: allow once',
	},
	{
		focus: ['inbox'], keys: ['Y'], action: 'allow_session', hint: 'session', help: 'approval: allow for the session',
	},
	{
		focus: ['inbox'], keys: ['x'], action: 'deny', hint: 'deny', help: 'approval: deny',
	},
	{
		focus: ['inbox'], keys: ['h'], action: 'happened', hint: 'happened', help: 'unknown outcome: it happened, do not do it again',
	},
	{
		focus: ['inbox'], keys: ['n'], action: 'again', hint: 'again', help: 'unknown outcome: do it again',
	},

	// The run, after the one key that must be found in a view that lies over the others
	{
		focus: ['ticket'], keys: ['esc', 'enter'], action: 'close', hint: 'close', help: 'close the ticket',
	},
	{
		focus: views, keys: ['r'], action: 'go_on', hint: 'go on', help: 'go on: start, continue, or answer what is asked',
	},
	{
		focus: views, keys: ['p'], action: 'pause', hint: 'pause', help: 'pause after this turn',
	},
	{
		focus: views, keys: ['P'], action: 'interrupt', help: 'interrupt the turn now (asks first)',
	},
	{
		focus: views, keys: ['S'], action: 'stop', help: 'stop the run (asks first)',
	},

	{
		focus: views, keys: ['tab'], action: 'next_pane', hint: 'panes', help: 'next pane',
	},

	// Tickets
	{
		focus: ['tickets'], keys: ['enter'], action: 'open', hint: 'open', help: 'read the ticket',
	},
	{
		focus: ['tickets', 'ticket', 'inbox'], keys: ['e'], action: 'edit', hint: 'edit', help: 'edit the ticket in $EDITOR',
	},
	{
		focus: ['tickets'], keys: ['a'], action: 'add', hint: 'add', help: 'add a ticket',
	},
	{
		focus: ['tickets', 'ticket'], keys: ['space'], action: 'toggle_done', hint: 'done', help: 'mark the ticket done, or open it again',
	},

	// Moving
	{
		focus: lists, keys: ['j', 'down'], action: 'down', help: 'next one',
	},
	{
		focus: lists, keys: ['k', 'up'], action: 'up', help: 'the one before',
	},
	{
		focus: ['log'], keys: ['k', 'up'], action: 'up', hint: 'hold', help: 'hold the log and go up',
	},
	{
		focus: ['log'], keys: ['j', 'down'], action: 'down', help: 'down; at the end the log follows again',
	},
	{
		focus: ['ticket', 'help', 'start', 'card'], keys: ['k', 'up'], action: 'up', help: 'up',
	},
	{
		focus: ['ticket', 'help', 'start', 'card'], keys: ['j', 'down'], action: 'down', help: 'down',
	},
	{
		focus: ['inbox'], keys: ['space', 'pagedown'], action: 'page_down', hint: 'more', help: 'scroll the text down',
	},
	{
		focus: ['inbox'], keys: ['b', 'pageup'], action: 'page_up', help: 'scroll the text up',
	},
	{
		focus: ['tickets', 'log', 'ticket', 'help', 'start', 'card'], keys: ['pagedown', 'ctrl-f'], action: 'page_down', help: 'a page down',
	},
	{
		focus: ['tickets', 'log', 'ticket', 'help', 'start', 'card'], keys: ['pageup', 'ctrl-b'], action: 'page_up', help: 'a page up',
	},
	{
		focus: [...views, 'help'], keys: ['g', 'home'], action: 'first', help: 'to the beginning',
	},
	{
		focus: ['log'], keys: [']'], action: 'next_mark', help: 'to the next error, question, commit or turn',
	},
	{
		focus: ['log'], keys: ['['], action: 'previous_mark', help: 'to the error, question, commit or turn before',
	},
	{
		focus: ['log'], keys: ['G', 'end'], action: 'last', hint: 'follow', help: 'to the end, and follow again',
	},
	{
		focus: ['tickets', 'inbox', 'ticket', 'help'], keys: ['G', 'end'], action: 'last', help: 'to the end',
	},
	{
		focus: ['log'], keys: ['i'], action: 'message', hint: 'message', help: 'write a message for the next turn',
	},

	// Everywhere
	{
		focus: views, keys: ['1'], action: 'show_tickets', help: 'tickets',
	},
	{
		focus: views, keys: ['2'], action: 'show_log', help: 'log of the running turn',
	},
	{
		focus: views, keys: ['3'], action: 'show_inbox', help: 'inbox: what waits for you',
	},
	{
		focus: views, keys: ['shift-tab'], action: 'previous_pane', help: 'the pane before',
	},
	{
		focus: views, keys: ['?'], action: 'help', hint: 'keys', help: 'every key of this view',
	},
	{
		focus: ['help'], keys: ['?'], action: 'close', help: 'close this view',
	},
	{
		focus: [...views, 'help', 'card', 'start', 'small'], keys: ['q', 'ctrl-c'], action: 'leave', hint: 'leave', help: 'leave; the run goes on',
	},
	{
		focus: [...inputs, 'confirm'], keys: ['ctrl-c'], action: 'leave', help: 'leave; the run goes on, a draft is kept',
	},
	{
		focus: panes, keys: ['esc'], action: 'close', help: 'does nothing here: Esc only ever closes a view',
	},
];

/** What a key does in a focus; undefined when it does nothing there. */
export const bindingOf = (focus: Focus, key: string): Binding | undefined =>
	bindings.find(binding => binding.focus.includes(focus) && binding.keys.includes(key));

/** The keys of a view, in the order of the table. */
export const bindingsOf = (focus: Focus): readonly Binding[] => bindings.filter(binding => binding.focus.includes(focus));

const names: Readonly<Record<string, string>> = {
	'shift-tab': 'shift-tab', pageup: 'pgup', pagedown: 'pgdn', backspace: 'backspace', delete: 'del',
};

/** A key as people write it: `^j`, `pgdn`, `esc`. */
export const keyLabel = (key: string): string => key.startsWith('ctrl-') ? `^${key.slice(5)}` : names[key] ?? key;

/** Whether what is typed goes into a text. */
export const isTyping = (focus: Focus): boolean => inputs.includes(focus);
