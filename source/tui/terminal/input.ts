/** One key as the keymap knows it, or a paste. `raw` is what the terminal sent. */
export type InputEvent
	= | {readonly type: 'key'; readonly name: string; readonly raw: string}
		| {readonly type: 'text'; readonly text: string}
		| {readonly type: 'paste'; readonly text: string};

const pasteBegin = '\u001B[200~';
const pasteEnd = '\u001B[201~';

const sequences: Readonly<Record<string, string>> = {
	'[A': 'up', '[B': 'down', '[C': 'right', '[D': 'left', '[H': 'home', '[F': 'end',
	OA: 'up', OB: 'down', OC: 'right', OD: 'left', OH: 'home', OF: 'end',
	'[1~': 'home', '[4~': 'end', '[7~': 'home', '[8~': 'end', '[3~': 'delete', '[5~': 'pageup', '[6~': 'pagedown', '[Z': 'shift-tab',
};

const controls: Readonly<Record<string, string>> = {
	'\r': 'enter', '\n': 'ctrl-j', '\t': 'tab', '\u007F': 'backspace', '\b': 'backspace', ' ': 'space',
};

const controlName = (character: string): string => {
	const known = controls[character];
	if (known !== undefined) {
		return known;
	}

	const code = character.codePointAt(0) ?? 0;
	return code < 27 ? `ctrl-${String.fromCodePoint(code + 96)}` : 'unknown';
};

// A sequence that is whole, or may become whole with the next chunk.
const whole = /^\u001B(?:\[[\d;:<=>?]*[ -/]*[@-~]|O[@-~])/;
const beginning = /^\u001B(?:\[[\d;:<=>?]*[ -/]*|O)?$/;

type InputReader = {
	/** Takes what the terminal sent and returns what it means; an unfinished rest is kept. */
	readonly push: (chunk: string) => readonly InputEvent[];
	/** True when only a lone Escape (or the beginning of a sequence) is kept: call `flush` when nothing follows soon. */
	readonly isWaiting: () => boolean;
	/** Takes the kept rest for the Escape key. */
	readonly flush: () => readonly InputEvent[];
};

/** Reads keys and bracketed pastes of any size from the stream of a raw terminal, however it is cut into chunks. */
export const createInputReader = (): InputReader => {
	let rest = '';
	let paste: string[] | undefined;

	/** Returns what is left after the paste, or undefined when its end has not come. */
	const readPaste = (piece: string, events: InputEvent[]): string | undefined => {
		const joined = rest + piece;
		rest = '';
		const at = joined.indexOf(pasteEnd);
		if (at === -1) {
			// The mark itself may be torn: its possible beginning stays outside.
			const kept = tornEnd(joined);
			paste?.push(joined.slice(0, joined.length - kept));
			rest = joined.slice(joined.length - kept);
			return undefined;
		}

		events.push({type: 'paste', text: `${(paste ?? []).join('')}${joined.slice(0, at)}`.replaceAll(/\r\n?/g, '\n')});
		paste = undefined;
		return joined.slice(at + pasteEnd.length);
	};

	const push = (chunk: string): readonly InputEvent[] => {
		const events: InputEvent[] = [];
		let left: string | undefined = chunk;
		if (paste === undefined) {
			left = rest + chunk;
			rest = '';
		}

		while (left !== undefined && left !== '') {
			if (paste !== undefined) {
				left = readPaste(left, events);
			} else if (left.startsWith(pasteBegin)) {
				paste = [];
				left = left.slice(pasteBegin.length);
			} else if (left.startsWith('\u001B')) {
				if (beginning.test(left)) {
					rest = left;
					break;
				}

				left = readEscape(left, events);
			} else {
				left = readPlain(left, events);
			}
		}

		return events;
	};

	return {
		push,
		isWaiting: () => paste === undefined && rest !== '',
		flush() {
			const kept = rest;
			rest = '';
			return kept === '' ? [] : [{type: 'key', name: 'esc', raw: '\u001B'}];
		},
	};
};

const tornEnd = (text: string): number => {
	for (let length = Math.min(pasteEnd.length - 1, text.length); length > 0; length--) {
		if (text.endsWith(pasteEnd.slice(0, length))) {
			return length;
		}
	}

	return 0;
};

const readEscape = (text: string, events: InputEvent[]): string => {
	const sequence = whole.exec(text)?.[0];
	if (sequence === undefined) {
		// Escape and a character in one chunk: Alt with a key, or Escape typed just before it. Views close, the key counts.
		events.push({type: 'key', name: 'esc', raw: '\u001B'});
		return text.slice(1);
	}

	// Modifiers (`[1;5A`) are dropped: no key of ours needs them.
	const plain = sequence.slice(1).replace(/^\[1;\d+/, '[').replace(/^\[(\d+);\d+~/, '[$1~');
	events.push({type: 'key', name: sequences[plain] ?? 'unknown', raw: sequence});
	return text.slice(sequence.length);
};

const readPlain = (text: string, events: InputEvent[]): string => {
	const run = /^[^\u0000-\u0020\u007F]+/.exec(text)?.[0];
	if (run === undefined) {
		const character = text.slice(0, 1);
		events.push({type: 'key', name: controlName(character), raw: character});
		return text.slice(1);
	}

	events.push({type: 'text', text: run});
	return text.slice(run.length);
};
