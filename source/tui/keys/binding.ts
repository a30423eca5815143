import type {Focus} from '../focus.js';
import type {AppState} from '../state.js';

/** The words of a key. */
type Words = {
	/** The word in the footer; absent: only in the help. */
	readonly hint?: string;
	/** When that word is worth its place in the footer; absent: always. The help has them all. */
	readonly isWorth?: (state: AppState) => boolean;
	/** What the key does right now, where its usual word would say less. */
	readonly hintNow?: (state: AppState) => string | undefined;
	/** The sentence of the help and of the palette. */
	readonly help: string;
	/** What people call it besides. */
	readonly names?: string;
	/** It only makes sense under the fingers (moving, typing, answering the program itself): the palette does not have it. */
	readonly isBound?: true;
};

/** One thing a key does. Its action is a name of its own: what it does stands under that in the file of its view in `update/`, or in `update/act.ts`. */
export type KeyRow<Action extends string> = Words & {readonly focus: readonly Focus[]; readonly keys: readonly string[]; readonly action: Action};

/** A row of a table of keys: where these keys do that, and its words. */
export const key = <const Action extends string>(focus: readonly Focus[], keys: readonly string[], action: Action, words: Words): KeyRow<Action> => ({
	focus, keys, action, ...words,
});

export const panes: readonly Focus[] = ['tickets', 'log', 'inbox'];

/** Views over the panes. */
export const pages: readonly Focus[] = ['ticket', 'page', 'document', 'report'];

/** What takes the keys of the run. */
export const views: readonly Focus[] = [...panes, ...pages];

/** Lines that are typed for something else than a reply. */
const prompts: readonly Focus[] = ['title', 'attach', 'palette'];

/** Where what is typed goes into a text. */
export const inputs: readonly Focus[] = ['reply', 'reply_lines', 'log_input', ...prompts];

export const lists: readonly Focus[] = ['tickets', 'inbox'];
