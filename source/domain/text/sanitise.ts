import {
	beforeSelector, isBeforeJoiner, isBetween, isCancel, isDirection, isInvisible, isJoiner, isLineEnd, isMark, isNoCharacter, isPictograph, isSelector, isStringStart, isStringStartC1, mostMarks, plainRun,
} from './character-classes.js';

/**
 * Makes text from agents, files and programs safe to put on a terminal. What comes out holds no control character but line ends, so it can start no
 * escape sequence, move no cursor and answer no query; what would reorder or hide text is shown as a mark or dropped.
 */
export type Sanitiser = {
	/** Takes the next chunk; a sequence that is cut in two is recognised all the same. */
	readonly push: (text: string) => string;
};

type State = 'ground' | 'escape' | 'escape-intermediate' | 'csi' | 'string' | 'string-escape';

const tab = '    ';
/** Stands where a character was that changes the direction of text. */
const mark = '\u25C6';
const replacement = '\uFFFD';
/** A string sequence (OSC, DCS, APC, PM, SOS) longer than this was never closed: what follows is shown. */
const longestString = 4096;
const longestCsi = 256;

class Machine implements Sanitiser {
	#state: State = 'ground';
	/** Characters of the sequence so far. */
	#length = 0;
	/** First half of a surrogate pair at the end of a chunk. */
	#half = '';
	#carriageReturn = false;
	#joiner = false;
	/** The last code point that went out. */
	#last = '';
	/** Combining marks since the last letter. */
	#marks = 0;

	readonly push = (chunk: string): string => {
		let text = this.#half + chunk;
		this.#half = '';
		if (isBetween(text.codePointAt(text.length - 1) ?? 0, 0xD8_00, 0xDB_FF)) {
			this.#half = text.at(-1) ?? '';
			text = text.slice(0, -1);
		}

		let out = '';
		for (let at = 0; at < text.length;) {
			if (this.#state === 'ground' && !this.#carriageReturn && !this.#joiner) {
				plainRun.lastIndex = at;
				const run = plainRun.exec(text)?.[0];
				if (run !== undefined) {
					out += run;
					this.#last = run.at(-1) ?? '';
					this.#marks = 0;
					at += run.length;
					continue;
				}
			}

			const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
			at += character.length;
			out += this.#step(character, character.codePointAt(0) ?? 0);
		}

		return out;
	};

	#step(character: string, code: number): string {
		switch (this.#state) {
			case 'ground': {
				return this.#ground(character, code);
			}

			case 'escape': {
				return this.#escape(character, code);
			}

			case 'escape-intermediate': {
				return this.#intermediate(character, code);
			}

			case 'csi': {
				return this.#csi(character, code);
			}

			case 'string': {
				return this.#string(character, code);
			}

			case 'string-escape': {
				return code === 0x5C ? this.#become('ground') : this.#escape(character, code);
			}

			default: {
				return this.#state satisfies never;
			}
		}
	}

	#become(state: State): '' {
		this.#state = state;
		this.#length = 0;
		return '';
	}

	/** Leaves a broken sequence: its last character counts as text again. */
	#leave(character: string, code: number): string {
		this.#become('ground');
		return this.#ground(character, code);
	}

	#escape(character: string, code: number): string {
		if (code === 0x1B) {
			return this.#become('escape');
		}

		if (code === 0x5B) {
			return this.#become('csi');
		}

		if (isStringStart(code)) {
			return this.#become('string');
		}

		if (isBetween(code, 0x20, 0x2F)) {
			return this.#become('escape-intermediate');
		}

		return isBetween(code, 0x30, 0x7E) ? this.#become('ground') : this.#leave(character, code);
	}

	#intermediate(character: string, code: number): string {
		if (code === 0x1B) {
			return this.#become('escape');
		}

		if (isBetween(code, 0x20, 0x2F)) {
			return '';
		}

		return isBetween(code, 0x30, 0x7E) ? this.#become('ground') : this.#leave(character, code);
	}

	#csi(character: string, code: number): string {
		if (code === 0x1B) {
			return this.#become('escape');
		}

		if (isCancel(code) || isBetween(code, 0x40, 0x7E)) {
			return this.#become('ground');
		}

		this.#length++;
		return code === 0x0A || code > 0x7E || this.#length > longestCsi ? this.#leave(character, code) : '';
	}

	#string(character: string, code: number): string {
		if (code === 0x07 || code === 0x9C || isCancel(code)) {
			return this.#become('ground');
		}

		if (code === 0x1B) {
			return this.#become('string-escape');
		}

		this.#length++;
		return code === 0x0A || this.#length > longestString ? this.#leave(character, code) : '';
	}

	#ground(character: string, code: number): string {
		if (code === 0x0D) {
			// A second return in a row moves nothing.
			this.#carriageReturn = true;
			return '';
		}

		const opened = this.#open(code);
		if (opened !== undefined) {
			return opened;
		}

		const shown = this.#show(character, code);
		if (shown === '') {
			return '';
		}

		this.#marks = isMark(shown) ? this.#marks + 1 : 0;
		if (this.#marks > mostMarks) {
			return '';
		}

		// A return alone would let what follows write over the line: it becomes a line end.
		const lineEnd = this.#carriageReturn && shown !== '\n' ? '\n' : '';
		const held = this.#joiner && lineEnd === '' && isPictograph(shown) ? '\u200D' : '';
		this.#carriageReturn = false;
		this.#joiner = false;
		this.#last = shown;
		return lineEnd + held + shown;
	}

	/** Begins a sequence; undefined when the character begins none. */
	#open(code: number): '' | undefined {
		if (code === 0x1B) {
			return this.#become('escape');
		}

		if (code === 0x9B) {
			return this.#become('csi');
		}

		return isStringStartC1(code) ? this.#become('string') : undefined;
	}

	#show(character: string, code: number): string {
		if (isLineEnd(code)) {
			return '\n';
		}

		if (code === 0x09) {
			return tab;
		}

		if (isJoiner(code)) {
			this.#joiner ||= isBeforeJoiner(this.#last);
			return '';
		}

		if (code < 0x20 || isBetween(code, 0x7F, 0x9F) || isInvisible(code) || (isSelector(code) && beforeSelector(this.#last))) {
			return '';
		}

		if (isNoCharacter(code)) {
			return replacement;
		}

		return isDirection(code) ? mark : character;
	}
}

/** A sanitiser for text that comes in chunks; the output does not depend on where the chunks are cut. */
export const createSanitiser = (): Sanitiser => new Machine();

/** Makes a whole text safe for the terminal; line ends stay. Doing it twice changes nothing. */
export const sanitise = (text: string): string =>
	// Half a character at the very end would be held back for its other half.
	createSanitiser().push(/[\uD800-\uDBFF]$/.test(text) ? `${text.slice(0, -1)}${replacement}` : text);

/** Makes a text safe and puts it on one line: line ends become blanks. */
export const sanitiseLine = (text: string): string => sanitise(text).replaceAll(/\n+/g, ' ');
