import {UserError} from '../user-error.js';
import {splitFrontmatter} from './split-frontmatter.js';
import {valueSpan, yamlText, type ValueSpan} from './yaml-value.js';

export type FieldValue = string | boolean | readonly number[];

const indentOf = (line: string): number => /^ */u.exec(line)?.[0].length ?? 0;
const isBlank = (line: string): boolean => line.trim() === '';
const isComment = (line: string): boolean => line.trimStart().startsWith('#');
const withoutEnding = (line: string): string => line.replace(/\r?\n$/u, '');

/** Number of lines after the key's own that still belong to its value. Comments and blank lines behind the value stay where they are. */
const continuationLines = (lines: readonly string[], keyLine: number, indent: number, kind: ValueSpan['kind']): number => {
	let last = keyLine;
	for (let at = keyLine + 1; at < lines.length; at++) {
		const line = lines[at] ?? '';
		if (isBlank(line) || (isComment(line) && kind !== 'block')) {
			if (kind === 'plain' && !isBlank(line)) {
				break;
			}

			continue;
		}

		const item = kind === 'empty' && indentOf(line) === indent && /^ *-(?:\s|$)/u.test(line);
		if (indentOf(line) <= indent && !item) {
			break;
		}

		last = at;
	}

	return last - keyLine;
};

const render = (value: FieldValue, kind: ValueSpan['kind']): string => {
	if (typeof value === 'boolean') {
		return String(value);
	}

	return typeof value === 'string' ? yamlText(value, kind === 'single' || kind === 'double' ? kind : 'none') : `[${value.join(', ')}]`;
};

/** A list of the same length is changed number by number, so that its comments and its shape stay. */
const replaceNumbers = (region: string, numbers: readonly number[]): string | undefined => {
	let count = 0;
	const edited = region.replaceAll(/(?:^|[ \t])#[^\n]*|(?<![\w.'"-])\d+(?![\w.'"])/gmu, token => {
		if (!/^\d/u.test(token)) {
			return token;
		}

		const number = numbers[count++];
		return number === undefined ? token : String(number);
	});
	return count === numbers.length ? edited : undefined;
};

const replaceValue = (lines: readonly string[], keyLine: number, indent: number, afterColon: number, value: FieldValue): string[] => {
	const full = lines[keyLine] ?? '';
	const line = withoutEnding(full);
	const ending = full.slice(line.length);
	const span = valueSpan(line, afterColon);
	const following = span.kind === 'flow' || span.kind === 'single' || span.kind === 'double' ? 0 : continuationLines(lines, keyLine, indent, span.kind);
	const old = line.slice(span.start, span.end);
	if (typeof value === 'boolean' && following === 0 && old.toLowerCase() === String(value)) {
		return [...lines];
	}

	const after = lines.slice(keyLine + 1 + following);
	if (typeof value === 'object') {
		const region = full.slice(afterColon) + lines.slice(keyLine + 1, keyLine + 1 + following).join('');
		const edited = replaceNumbers(region, value);
		if (edited !== undefined) {
			return [...lines.slice(0, keyLine), full.slice(0, afterColon) + edited, ...after];
		}
	}

	const rest = line.slice(span.end);
	const gap = line.slice(afterColon, span.start) === '' ? ' ' : line.slice(afterColon, span.start);
	// An empty value leaves `key:   # why`: the blanks before the comment are not the value's.
	const tail = span.kind === 'empty' && isBlank(rest) ? '' : rest;
	return [...lines.slice(0, keyLine), line.slice(0, afterColon) + gap + render(value, span.kind) + tail + ending, ...after];
};

type Frontmatter = {readonly split: Extract<ReturnType<typeof splitFrontmatter>, {type: 'frontmatter'}>; readonly lines: readonly string[]; readonly indent: number};

/** The frontmatter line by line. Throws UserError when the text has none, or one written in braces, which has no line to edit. */
const openFrontmatter = (text: string): Frontmatter => {
	const split = splitFrontmatter(text);
	if (split.type !== 'frontmatter') {
		throw new UserError('The file has no frontmatter that could be changed.', 'Open it in an editor and begin it with the lines `---`, `agent: …`, `done: false`, `---`.');
	}

	const lines = text.slice(split.start, split.end).match(/[^\n]*\n/gu) ?? [];
	const content = lines.find(line => !isBlank(line) && !isComment(line)) ?? '';
	if (/^\s*[{[\-?%]/u.test(content)) {
		throw new UserError('The frontmatter is not written as one `key: value` a line, so no line of it can be changed.', 'Open it in an editor and write each key on a line of its own.');
	}

	return {split, lines, indent: indentOf(content)};
};

/** Where a key stands: its line, and the column behind its colon. */
const findKey = ({lines, indent}: Frontmatter, key: string): {readonly line: number; readonly afterColon: number} | undefined => {
	const pattern = new RegExp(String.raw`^ {${indent}}(?:${key}|"${key}"|'${key}')[ \t]*:(?=\s|$)`, 'u');
	const line = lines.findIndex(one => pattern.test(one));
	return line === -1 ? undefined : {line, afterColon: pattern.exec(lines[line] ?? '')?.[0].length ?? 0};
};

/**
 * Sets one top-level field of a frontmatter and leaves every other byte as it was: comments, order of keys, quotes, line endings, byte order mark, body. A missing key is added as the last line.
 * Throws UserError where no line can be edited.
 */
export const setField = (text: string, key: string, value: FieldValue): string => {
	const frontmatter = openFrontmatter(text);
	const {split, lines, indent} = frontmatter;
	const found = findKey(frontmatter, key);
	const edited = found === undefined
		? [...lines, `${' '.repeat(indent)}${key}: ${render(value, 'empty')}${split.eol}`]
		: replaceValue(lines, found.line, indent, found.afterColon, value);
	return text.slice(0, split.start) + edited.join('') + text.slice(split.end);
};

/** Takes one top-level field out of a frontmatter with the lines of its value, and leaves every other byte as it was. A missing key changes nothing. Throws UserError where no line can be edited. */
export const removeField = (text: string, key: string): string => {
	const frontmatter = openFrontmatter(text);
	const {split, lines, indent} = frontmatter;
	const found = findKey(frontmatter, key);
	if (found === undefined) {
		return text;
	}

	const {kind} = valueSpan(withoutEnding(lines[found.line] ?? ''), found.afterColon);
	const following = kind === 'flow' || kind === 'single' || kind === 'double' ? 0 : continuationLines(lines, found.line, indent, kind);
	const left = [...lines.slice(0, found.line), ...lines.slice(found.line + 1 + following)];
	return text.slice(0, split.start) + left.join('') + text.slice(split.end);
};
