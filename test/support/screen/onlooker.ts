import {openSync, writeSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';

/** What a story does with a terminal. */
type Played = {
	readonly type: (text: string) => void;
	readonly waitFor: (test: string | RegExp | ((screen: string) => boolean), milliseconds?: number) => Promise<string>;
};

/** Somebody who looks at a story while a test tells it: sees the bytes of its terminal, and is given time before each key and at each state that is waited for. */
export type Onlooker = {
	readonly show: (bytes: string) => void;
	readonly slowly: <Pty extends Played>(pty: Pty) => Pty;
};

const openOnlooker = (terminal: string, milliseconds: number): Onlooker => {
	const fd = openSync(terminal, 'w');
	return {
		show(bytes) {
			writeSync(fd, bytes);
		},
		slowly(pty) {
			let typed: Promise<void> = Promise.resolve();
			const type = async (before: Promise<void>, text: string): Promise<void> => {
				await before;
				await delay(milliseconds);
				pty.type(text);
			};

			return {
				...pty,
				type(text: string) {
					typed = type(typed, text);
				},
				async waitFor(...args: Parameters<Played['waitFor']>) {
					await typed;
					const screen = await pty.waitFor(...args);
					await delay(milliseconds);
					return screen;
				},
			};
		},
	};
};

const {STORY_TERMINAL: terminal, STORY_SLOW: slow} = process.env;

/** Whoever called `npm run story`; a test that is no story has nobody. */
export const onlooker: Onlooker | undefined = terminal === undefined ? undefined : openOnlooker(terminal, Number(slow));
