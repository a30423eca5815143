import {sanitiseLine} from '../domain/text/sanitise.js';
import {
	partsOf, type Line, type Span, type Tone,
} from '../domain/words/line.js';

export {
	bad, faint, good, plain, strong, warning, type Line, type Span,
} from '../domain/words/line.js';

const codes: Readonly<Record<Tone, readonly [number, number]>> = {
	strong: [1, 22],
	faint: [2, 22],
	good: [32, 39],
	warning: [33, 39],
	bad: [31, 39],
};

const styled = (part: string | Span, hasColours: boolean): string => {
	if (typeof part === 'string') {
		return sanitiseLine(part);
	}

	const [on, off] = codes[part.tone];
	return hasColours ? `\u001B[${on}m${sanitiseLine(part.text)}\u001B[${off}m` : sanitiseLine(part.text);
};

/** A line as the terminal gets it. This is the one door: whatever a file, an agent or git put into the text, only our own colours leave it. */
export const rendered = (line: Line, hasColours: boolean): string =>
	partsOf(line).map(part => styled(part, hasColours)).join('');

/** JSON escapes only the first 32 characters; a terminal obeys some others too, and text that runs backwards deceives the eye. The value stays the same. */
const harmless = (json: string): string => json.replaceAll(/[\u007F-\u009F\u2028-\u202E\u2066-\u2069]/gv, character => String.raw`\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

/** Where a command writes; tests read it back. */
export type Output = {
	readonly line: (line: Line) => void;
	readonly lines: (lines: readonly Line[]) => void;
	/** Our own text of several lines, ended by a newline, as it is. */
	readonly text: (text: string) => void;
	/** A message to the human, on stderr. */
	readonly error: (line: Line) => void;
	/** One JSON document, indented for people. */
	readonly json: (value: unknown) => void;
	/** One JSON value on a line of its own. */
	readonly jsonLine: (value: unknown) => void;
	/** From now on a reader that goes away (`car run --foreground | head`) must not end this process: it is the worker. */
	readonly goOnUnread: () => void;
	/** The reader went away: a process that only prints has nothing left to do. */
	readonly unread: () => void;
	/** Width to keep to; 80 where the width is not known. */
	readonly columns: number;
	/** Whether a human can be asked: stdin and stdout are terminals. */
	readonly isInteractive: boolean;
};

type Stream = {readonly write: (text: string) => unknown; readonly isTTY?: boolean | undefined};

export type Streams = {
	readonly stdin: {readonly isTTY?: boolean | undefined};
	readonly stdout: Stream & {readonly columns?: number | undefined};
	readonly stderr: Stream;
};

/** Colours only on a terminal, and not when `NO_COLOR` has a value. `leave` ends the program when nobody reads any more. */
export const createOutput = ({stdin, stdout, stderr}: Streams, env: Readonly<Record<string, string | undefined>>, leave: () => void): Output => {
	let isReaderNeeded = true;
	const mayColour = (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
	const line = (text: Line) => {
		stdout.write(`${rendered(text, mayColour && stdout.isTTY === true)}\n`);
	};

	return {
		line,
		lines(lines) {
			for (const text of lines) {
				line(text);
			}
		},
		text(text) {
			stdout.write(text);
		},
		error(text) {
			stderr.write(`${rendered(text, mayColour && stderr.isTTY === true)}\n`);
		},
		json(value) {
			stdout.write(`${harmless(JSON.stringify(value, undefined, 2))}\n`);
		},
		jsonLine(value) {
			stdout.write(`${harmless(JSON.stringify(value))}\n`);
		},
		goOnUnread() {
			isReaderNeeded = false;
		},
		unread() {
			if (isReaderNeeded) {
				leave();
			}
		},
		columns: stdout.isTTY === true ? Math.max(20, stdout.columns ?? 80) : 80,
		isInteractive: stdin.isTTY === true && stdout.isTTY === true,
	};
};
