import {
	isMap, isScalar, type Document, type YAMLError,
} from 'yaml';
import type {TicketProblem} from '../../domain/ticket/ticket.js';
import {parseYamlDocument} from './yaml-document.js';

export type YamlReading = {
	readonly data: Record<string, unknown>;
	readonly lines: ReadonlyMap<string, number>;
	readonly problems: readonly TicketProblem[];
};

/** The YAML begins on the second line of its file: the first is `---`. */
const firstLine = 2;

const dropped = new Set(['__proto__', 'constructor', 'prototype']);

const nothing = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;

/** Counts lines as offsets come along in rising order, each byte once. */
const lineCounter = (text: string) => {
	let line = firstLine;
	let counted = 0;
	return (offset: number): number => {
		for (let at = text.indexOf('\n', counted); at !== -1 && at < offset; at = text.indexOf('\n', counted)) {
			line++;
			counted = at + 1;
		}

		return line;
	};
};

type Words = {readonly message: string; readonly mend: string};

/** What a sentence is made from: the parser's message, the line it names, and the value on that line if it is `key: value`. */
type Mistake = {readonly error: YAMLError; readonly line: string; readonly value: string};

const colon: Words = {
	message: 'The value holds a colon, and without quotes YAML takes it for a second key.',
	mend: 'Put the value in quotes, e.g. `title: "Fix: login"`.',
};

const notKeyValue = ({value}: Mistake): Words => value === ''
	? {message: 'The line is not `key: value`.', mend: 'Write `key: value`, with a blank after the colon; put a longer text in quotes.'}
	: {message: 'The next line is indented as if it belonged to this value.', mend: 'Begin each key at the start of its line; put a longer text in quotes.'};

const quotedStar = (): Words => ({message: 'The value begins with `*`, which YAML takes for an alias.', mend: 'Put the value in quotes.'});

/** One clear sentence for each mistake that people and agents make. */
const sentences: Readonly<Partial<Record<YAMLError['code'], (mistake: Mistake) => Words>>> = {
	BLOCK_AS_IMPLICIT_KEY: notKeyValue,
	MULTILINE_IMPLICIT_KEY: notKeyValue,
	BAD_ALIAS: quotedStar,
	ALIAS_PROPS: quotedStar,
	DUPLICATE_KEY: ({line}) => ({message: `The key \`${/^[\s{,]*["']?([^"':]+)/u.exec(line)?.[1]?.trim() ?? ''}\` is there twice.`, mend: 'Keep one of the two lines.'}),
	TAB_AS_INDENT: () => ({message: 'The line is indented with a tab, which YAML does not allow.', mend: 'Indent with spaces.'}),
	BAD_SCALAR_START: () => ({message: 'The value begins with a character that YAML keeps for itself (such as @, ` or %).', mend: 'Put the value in quotes.'}),
	BAD_DQ_ESCAPE: () => ({message: 'A backslash in double quotes begins an escape that YAML does not know.', mend: 'Use single quotes, or write the backslash twice.'}),
	MISSING_CHAR: ({error}) => error.message.includes('quote')
		? {message: 'A quote was opened above this line and is never closed.', mend: 'Close the quote on the line where it begins.'}
		: {message: 'Something is missing here: a colon, a blank, a comma or a bracket.', mend: 'Write `key: value` with a blank after the colon, and close every bracket.'},
	BAD_INDENT: ({error}) => /end with a [\]}]/u.test(error.message)
		? {message: 'A bracket was opened above this line and is never closed.', mend: 'Close the bracket, or put the value in quotes.'}
		: {message: 'The line is indented differently from the other keys.', mend: 'Begin each key at the start of its line.'},
};

/** Codes that also arise from an unquoted colon. */
const colonCodes = new Set<YAMLError['code']>(['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY']);

const explain = (error: YAMLError, line: string): Words => {
	const value = /^\s*(?:- )?[^\s:#"'][^:]*:\s+(.*)$/u.exec(line)?.[1] ?? '';
	const sentence = sentences[error.code];
	if (/^[^"'[{|>].*:(?:\s|$)/u.test(value) && (sentence === undefined || colonCodes.has(error.code))) {
		return colon;
	}

	if (sentence !== undefined) {
		return sentence({error, line, value});
	}

	if (/^["'[{*]/u.test(value)) {
		return {message: 'The value begins with a quote, a bracket or a star and does not end as YAML expects.', mend: 'Put the whole value in quotes, e.g. `title: "[draft] login"`.'};
	}

	const words = error.message.split('\n', 1)[0]?.slice(0, 200).replace(/[\s:.]+$/u, '') ?? '';
	return {message: `The frontmatter is not valid YAML: ${words}.`, mend: 'Write one `key: value` a line and put texts with special characters in quotes.'};
};

const badYaml = (message: string, mend: string, line: number): YamlReading => ({
	data: nothing(), lines: new Map(), problems: [{
		code: 'bad_yaml', message, line, mend,
	}],
});

const tooDeep = badYaml('The frontmatter is nested too deeply.', 'Write one plain `key: value` a line.', firstLine);

const failed = (errors: readonly YAMLError[], text: string): YamlReading => {
	const problems = new Map<string, TicketProblem>();
	const lines = text.split('\n');
	for (const error of errors.slice(0, 20)) {
		const line = text.slice(0, error.pos[0]).split('\n').length;
		const words = explain(error, lines[line - 1] ?? '');
		const at = line + firstLine - 1;
		// The parser trips several times over one mistake: a line is named once.
		if (!problems.has(String(at))) {
			problems.set(String(at), {code: 'bad_yaml', ...words, line: at});
		}
	}

	return {data: nothing(), lines: new Map(), problems: [...problems.values()]};
};

const read = (document: Document.Parsed, text: string): YamlReading => {
	if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
		return {data: nothing(), lines: new Map(), problems: []};
	}

	if (!isMap(document.contents)) {
		return {
			data: nothing(), lines: new Map(), problems: [{
				code: 'not_a_mapping', message: 'The frontmatter is not a list of `key: value` lines.', line: firstLine, mend: 'Write one `key: value` a line with a blank after the colon, e.g. `agent: codex`.',
			}],
		};
	}

	const values = document.toJS({maxAliasCount: 20}) as Record<string, unknown>;
	const data = nothing();
	for (const key of Object.keys(values)) {
		if (!dropped.has(key)) {
			data[key] = values[key];
		}
	}

	const lines = new Map<string, number>();
	const lineAt = lineCounter(text);
	for (const {key} of document.contents.items) {
		if (isScalar(key) && key.range) {
			lines.set(String(key.value), lineAt(key.range[0]));
		}
	}

	return {data, lines, problems: []};
};

/** Reads a block of YAML 1.2 core as a mapping. Never throws: bombs, endless nesting and every syntax error are problems. */
export const parseYaml = (text: string): YamlReading => {
	try {
		const document = parseYamlDocument(text);
		if (document === undefined) {
			return tooDeep;
		}

		if (document.directives?.yaml.explicit === true) {
			return badYaml('The frontmatter chooses another YAML version.', 'Remove the line that begins with `%YAML`.', firstLine);
		}

		return document.errors.length > 0 ? failed(document.errors, text) : read(document, text);
	} catch (error) {
		return error instanceof RangeError
			? tooDeep
			: badYaml('The frontmatter uses aliases (`*name`) that cannot be resolved or are too many.', 'Write the values out, or put texts that begin with `*` in quotes.', firstLine);
	}
};
