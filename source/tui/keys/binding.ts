import type {Action} from '../message.js';
import type {Focus} from '../state.js';

/** One thing a key does. `hint` is the word in the footer (absent: only in the help), `help` the sentence of the help. */
export type Binding = {
	readonly focus: readonly Focus[];
	readonly keys: readonly string[];
	readonly action: Action;
	readonly hint?: string;
	readonly help: string;
};

export const panes: readonly Focus[] = ['tickets', 'log', 'inbox'];

/** What may lie in the main place and takes the keys of the run. */
export const views: readonly Focus[] = [...panes, 'ticket'];

/** Where what is typed goes into a text. */
export const inputs: readonly Focus[] = ['reply', 'reply_lines', 'title', 'log_input'];

export const lists: readonly Focus[] = ['tickets', 'inbox'];
