import {setImmediate} from 'node:timers/promises';
import {render} from 'ink';
import {openDebugLog} from './debug-log.js';
import {followEngine} from './effects/follow.js';
import {createPerform} from './effects/perform.js';
import {createRouter} from './keys/route-input.js';
import {App} from './screens/app.js';
import {isSameChrome, overlays} from './select/chrome.js';
import type {Place} from './place.js';
import {addPlace, firstState, type AppState} from './state.js';
import {createStore, type Store} from './store.js';
import {copySequence} from './terminal/clipboard.js';
import {callAttention} from './terminal/attention.js';
import {startClock} from './terminal/clock.js';
import {endNotices} from './terminal/end-notices.js';
import {FrameStdout} from './terminal/frame-stdout.js';
import {loadLayoutEngine} from './terminal/layout-engine.js';
import {createInkStdin} from './terminal/ink-stdin.js';
import {openTtyTarget} from './terminal/tty-target.js';
import {writeAll} from './terminal/restore.js';
import {openTerminal} from './terminal/open-terminal.js';
import type {Theme} from './theme.js';

type TuiOptions = {
	/** What is on the screen; the first one is looked at. */
	readonly places: readonly [Place, ...Place[]];
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly ascii: boolean;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** One line shown at start. */
	readonly greeting?: string;
};

type Paint = {readonly store: Store; readonly frame: FrameStdout; readonly theme: Theme};

/** What React draws: a state that stays the same object while only the log and the status line change, which the writer paints by itself. */
const readChrome = ({store}: Paint): () => AppState => {
	let chrome = store.shown();
	return () => {
		const shown = store.shown();
		if (!isSameChrome(chrome, shown)) {
			chrome = shown;
		}

		return chrome;
	};
};

/** Paints the log and the status line with each publication, after React has had its turn, so that both arrive in one write. */
const paintAside = ({store, frame, theme}: Paint): void => {
	const put = (): void => {
		frame.setOverlays(overlays(store.shown(), theme));
	};

	put();
	store.subscribe(() => {
		put();
		void setImmediate().then(() => {
			frame.paint();
		});
	});
};

/** When the first frames are long drawn, the log is opened ahead of the first jump. Milliseconds. */
const warmAfter = 1500;

/** Shows the places until the human leaves. Returns the exit code; the terminal is as it was found, whatever happened. */
export const runTui = async (options: TuiOptions): Promise<number> => {
	const {places, stdout} = options;
	const [first, ...others] = places;
	await loadLayoutEngine();
	const theme = {color: (options.env.NO_COLOR ?? '') === ''};
	const tty = stdout.isTTY ? openTtyTarget(stdout) : undefined;
	const frame = new FrameStdout(tty ?? stdout);
	const inkStdin = createInkStdin();
	const following = new AbortController();
	const terminal = openTerminal({
		stdin: options.stdin,
		stdout,
		frame,
		write(text) {
			if (tty === undefined) {
				writeAll('fd' in stdout && typeof stdout.fd === 'number' ? stdout.fd : 1, text);
			} else {
				tty.last(text);
			}
		},
		left() {
			hands.flush();
		},
	});
	const hands = createPerform(places, {
		async lend(task) {
			try {
				return await terminal.lend(task);
			} finally {
				attention.again();
			}
		},
		leave() {
			terminal.leave(0);
		},
		suspend() {
			hands.flush();
			terminal.suspend();
		},
		copy(text) {
			const {sequence, where} = copySequence(text, options.env);
			frame.send(sequence);
			return where;
		},
		send(message, place) {
			store.send(message, place);
		},
	});
	const opened = others.reduce((state, {id, name}) => addPlace(state, id, name), firstState({
		place: first.id, size: {columns: stdout.columns, rows: stdout.rows}, ascii: options.ascii, repoName: first.name, greeting: options.greeting, now: Date.now(),
	}));
	const store: Store = createStore(opened, hands.perform, {sentBytes: () => frame.sent, trace: openDebugLog(options.env)});
	const paint = {store, frame, theme};
	paintAside(paint);
	const ink = render(<App subscribe={store.subscribe} read={readChrome(paint)} send={store.send} theme={theme} isElsewhere/>, {
		stdout: frame as unknown as NodeJS.WriteStream,
		stdin: inkStdin,
		// Each write of Ink is then one whole frame, also where `CI` is set.
		debug: true,
		patchConsole: false,
		exitOnCtrlC: false,
	});
	// React's errors come out here; the terminal is left before they are said.
	void ink.waitUntilExit().catch((error: unknown) => {
		terminal.fail(error);
	});
	const stopClock = startClock(store);
	const stopNotices = endNotices(store);
	const attention = callAttention(store, sequence => {
		frame.send(sequence);
	});
	const route = createRouter({
		live: store.live,
		send: store.send,
		feed: inkStdin.feed,
		// React draws in a microtask; the input hears the next key after that.
		settled: async () => setImmediate(),
	});
	terminal.listen({
		resized(size) {
			store.send({type: 'resized', size});
		},
		input(events) {
			// When somebody was here last decides whether a report is due.
			store.note({type: 'ticked', now: Date.now()});
			route(events);
		},
	});
	const followed = places.map(async ({id, client}) => followEngine(client, message => {
		store.send(message, id);
	}, following.signal));
	const warming = setTimeout(hands.warm, warmAfter);
	const code = await terminal.ended;
	clearTimeout(warming);
	following.abort();
	stopClock();
	stopNotices();
	attention.stop();
	store.close();
	hands.close();
	tty?.close();
	ink.unmount();
	await Promise.all(followed);
	return code;
};
