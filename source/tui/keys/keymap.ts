import type {Focus} from '../focus.js';
import {inputs, type KeyRow} from './binding.js';
import {everywhereKeys} from './everywhere-keys.js';
import {inboxKeys} from './inbox-keys.js';
import {logKeys} from './log-keys.js';
import {movingKeys} from './moving-keys.js';
import {pageKeys} from './page-keys.js';
import {questionKeys} from './question-keys.js';
import {runKeys} from './run-keys.js';
import {ticketsKeys} from './tickets-keys.js';
import {typingKeys} from './typing-keys.js';

const rooms = [
	questionKeys, typingKeys, inboxKeys, pageKeys, runKeys, ticketsKeys, movingKeys, logKeys, everywhereKeys,
] as const;

/** What a key means. Each action of the tables has its handler in the file of its view in `update/`, or `update/act.ts` does not compile. */
export type Action = (typeof rooms)[number][number]['action'];

export type Binding = KeyRow<Action>;

/** Every key there is, a room for each view in `keys/`. The footer, the help, the palette and the reading of keys all look here; the order is the footer's. */
export const bindings: readonly Binding[] = rooms.flat();

/** Rooms whose keys make sense under the fingers alone. */
const underFingers: readonly Binding[] = [...questionKeys, ...typingKeys, ...movingKeys];

/** Whether an action only makes sense under the fingers. */
export const isBound = (action: Action): boolean =>
	underFingers.some(binding => binding.action === action) || bindings.some(binding => binding.action === action && binding.isBound);

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
