import {useSyncExternalStore} from 'react';
import type {Message} from '../message.js';
import type {AppState} from '../state.js';
import type {Theme} from '../theme.js';
import {MainScreen} from './main-screen.js';

type Properties = {
	readonly subscribe: (listener: () => void) => () => void;
	/** The same object as long as nothing changed that React draws. */
	readonly read: () => AppState;
	readonly send: (message: Message) => void;
	readonly theme: Theme;
	readonly isElsewhere: boolean;
};

/** Ties the store to the screen: the only hook of the TUI. */
export function App({subscribe, read, send, theme, isElsewhere}: Properties) {
	const state = useSyncExternalStore(subscribe, read);
	return <MainScreen state={state} theme={theme} send={send} isElsewhere={isElsewhere}/>;
}
