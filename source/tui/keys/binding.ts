import type {Action} from '../message.js';
import type {Focus} from '../focus.js';

/** One thing a key does. `hint` is the word in the footer (absent: only in the help), `help` the sentence of the help. */
export type Binding = {
	readonly focus: readonly Focus[];
	readonly keys: readonly string[];
	readonly action: Action;
	readonly hint?: string;
	readonly help: string;
};

export const panes: readonly Focus[] = ['tickets', 'log', 'inbox'];

/** Views over the panes. */
export const pages: readonly Focus[] = ['ticket', 'page', 'document', 'report'];

/** What takes the keys of the run. */
export const views: readonly Focus[] = [...panes, ...pages];

/** Lines that are typed for something else than a reply. */
export const prompts: readonly Focus[] = ['title', 'attach', 'palette'];

/** Where what is typed goes into a text. */
export const inputs: readonly Focus[] = ['reply', 'reply_lines', 'log_input', ...prompts];

export const lists: readonly Focus[] = ['tickets', 'inbox'];
