import type {Effect} from '../effect.js';
import type {Action} from '../keys/keymap.js';
import type {AppState} from '../state.js';

/** A new state and what is to be done to the world. */
export type Step = readonly [AppState, readonly Effect[]];

/** What an action does. */
export type Handler = (state: AppState) => Step;

/** What the actions of one view do. */
export type Handlers = Readonly<Partial<Record<Action, Handler>>>;

/** A new state, nothing to do. */
export const stay = (state: AppState): Step => [state, []];

/** One line for the footer: why a key did nothing, or what it did. */
export const say = (state: AppState, text: string, isTrouble = false): Step => [{...state, notice: {text, isTrouble}}, []];
