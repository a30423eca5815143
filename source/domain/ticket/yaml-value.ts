import {trimEndOf} from '../text/trim-end-of.js';

/** Words and shapes that YAML would not read as a text when they stand without quotes, in core or in older versions. */
const notText = /^(?:true|false|yes|no|on|off|y|n|null|~|[-+.]?\d.*|[-+]?\.(?:inf|nan))$/iu;
/** Letters, digits and harmless marks; a colon or a hash only where YAML cannot take it for its own. */
const plain = /^[\p{L}_](?:[\p{L}\p{M}\p{N} _./()+,'!?=&%$@-]|:(?=[^\s])|(?<=[^\s])#)*$/u;

const doubleQuoted = (text: string): string =>
	JSON.stringify(text).replaceAll(/[\u007F-\u009F\u2028\u2029\uFEFF]/gu, character => String.raw`\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

/** A text as one line of YAML, in the quotes wished for where they can hold it; without quotes only when no YAML version would read it otherwise. */
export const yamlText = (text: string, quotes: 'single' | 'double' | 'none' = 'none'): string => {
	if (quotes === 'single' && !/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]/u.test(text)) {
		return `'${text.replaceAll('\'', '\'\'')}'`;
	}

	return quotes === 'none' && plain.test(text) && !notText.test(text) && !text.endsWith(' ') && !text.endsWith(':') ? text : doubleQuoted(text);
};

/** How the value of a key begins on its line, and where it ends. */
export type ValueSpan = {
	/** `open` values go on in the next lines: unclosed quotes and brackets. */
	readonly kind: 'empty' | 'plain' | 'single' | 'double' | 'flow' | 'block' | 'open';
	readonly start: number;
	readonly end: number;
};

const endOfQuoted = (line: string, start: number): number => {
	const quote = line[start];
	for (let at = start + 1; at < line.length; at++) {
		if (quote === '"' && line[at] === '\\') {
			at++;
		} else if (line[at] === quote) {
			if (quote === '\'' && line[at + 1] === '\'') {
				at++;
			} else {
				return at + 1;
			}
		}
	}

	return -1;
};

const endOfFlow = (line: string, start: number): number => {
	let depth = 0;
	for (let at = start; at < line.length; at++) {
		const character = line[at] ?? '';
		if (character === '"' || (character === '\'' && /[\s,:[{]/u.test(line[at - 1] ?? ''))) {
			const end = endOfQuoted(line, at);
			if (end === -1) {
				return -1;
			}

			at = end - 1;
		} else if (character === '[' || character === '{') {
			depth++;
		} else if ((character === ']' || character === '}') && --depth === 0) {
			return at + 1;
		} else if (character === '#' && /\s/u.test(line[at - 1] ?? '')) {
			return -1;
		}
	}

	return -1;
};

/** Finds the value in a line from the character after the colon; the line comes without its line ending. */
export const valueSpan = (line: string, afterColon: number): ValueSpan => {
	const start = afterColon + (/^[ \t]*/u.exec(line.slice(afterColon))?.[0].length ?? 0);
	const first = line[start];
	if (first === undefined || first === '#') {
		return {kind: 'empty', start: afterColon, end: afterColon};
	}

	const comment = line.slice(start).search(/(?<=[ \t])#/u);
	const plainEnd = trimEndOf(comment === -1 ? line : line.slice(0, start + comment), ' \t').length;
	const closed = (kind: 'single' | 'double' | 'flow', end: number): ValueSpan => end === -1 ? {kind: 'open', start, end: line.length} : {kind, start, end};
	switch (first) {
		case '"': {
			return closed('double', endOfQuoted(line, start));
		}

		case '\'': {
			return closed('single', endOfQuoted(line, start));
		}

		case '[':
		case '{': {
			return closed('flow', endOfFlow(line, start));
		}

		case '|':
		case '>': {
			return {kind: 'block', start, end: plainEnd};
		}

		default: {
			return {kind: 'plain', start, end: plainEnd};
		}
	}
};
