import {Buffer} from 'node:buffer';
import matter from 'gray-matter';
import {splitFrontmatter} from '../../domain/ticket/split-frontmatter.js';
import type {TicketProblem} from '../../domain/ticket/ticket.js';
import {parseYaml, type YamlReading} from './frontmatter-yaml.js';

export type FrontmatterReading = {
	/** No prototype, and never the keys `__proto__`, `constructor`, `prototype`. Empty when there are problems. */
	readonly data: Record<string, unknown>;
	/** Every byte after the closing line; the whole text without its byte order mark when there is no frontmatter. */
	readonly body: string;
	/** The first line begins a frontmatter, be it good or broken. */
	readonly hasFrontmatter: boolean;
	/** Line of each top-level key, 1-based, counted from the first line of the text. */
	readonly lines: ReadonlyMap<string, number>;
	readonly problems: readonly TicketProblem[];
};

export const maxFileBytes = 1_048_576;
const maxFrontmatterBytes = 65_536;
/** Gray-matter looks for comments with an expression that begins anew at each empty line. */
const maxFrontmatterLines = 2000;

/** No text with a NUL gets this far, so no text can hold this closing mark: where the frontmatter ends is decided by `splitFrontmatter` alone. */
const closingMark = '\0';

const refuse = (): never => {
	throw new Error('Only YAML is read.');
};

/** Gray-matter runs `---js` as a program. It never sees a first line but `---`, and of its engines only ours can be reached. The options object also keeps it from its cache, which answers a broken text with "no fields" the second time. */
const parseWithGrayMatter = (yaml: string): YamlReading | undefined => {
	let reading: YamlReading | undefined;
	const engines = Object.assign(Object.create(null) as Record<string, {parse: (text: string) => object; stringify: () => never}>, {
		yaml: {
			parse(text: string) {
				// The line break after the opening line is part of what arrives here.
				reading = parseYaml(text.replace(/^\r?\n/u, ''));
				return reading.data;
			},
			stringify: refuse,
		},
		json: {parse: refuse, stringify: refuse},
		javascript: {parse: refuse, stringify: refuse},
		js: {parse: refuse, stringify: refuse},
		coffee: {parse: refuse, stringify: refuse},
	});
	matter(`---\n${yaml}\n${closingMark}\n`, {language: 'yaml', delimiters: ['---', closingMark], engines});
	return reading;
};

const nothing = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;

/**
 * Reads the frontmatter of a ticket, a dispatch or a reply: the only door YAML in markdown comes in by. YAML 1.2 core, nothing is ever run, everything that is wrong is a problem with its line.
 * Never throws. A text without frontmatter is no problem here: `hasFrontmatter` tells.
 */
export const readFrontmatter = (text: string): FrontmatterReading => {
	const split = splitFrontmatter(text);
	const body = text.slice(split.bodyStart);
	const broken = (problem: TicketProblem): FrontmatterReading => ({
		data: nothing(), body, hasFrontmatter: split.type !== 'none', lines: new Map(), problems: [problem],
	});

	if (text.length > maxFileBytes || Buffer.byteLength(text) > maxFileBytes) {
		return broken({code: 'too_large', message: 'The file is larger than 1 MiB.', mend: 'Move the bulk of it into another file and name that file in the text.'});
	}

	const nul = text.indexOf('\0');
	if (nul !== -1) {
		const line = text.slice(0, nul).split('\n').length;
		return broken({
			code: 'unreadable', message: `Line ${line} holds a NUL character, so this is not a text file.`, line, mend: 'Remove the NUL character.',
		});
	}

	switch (split.type) {
		case 'none': {
			return {
				data: nothing(), body, hasFrontmatter: false, lines: new Map(), problems: [],
			};
		}

		case 'bad_language': {
			return broken({
				code: 'bad_language', message: `The first line is ${JSON.stringify(`---${split.tag.slice(0, 40)}`)}: only plain \`---\` (YAML) is read, and nothing else is ever run.`, line: 1, mend: 'Write `---` alone on the first line, then `key: value` lines.',
			});
		}

		case 'unclosed': {
			return broken({
				code: 'unclosed_frontmatter', message: 'The frontmatter begins on line 1 and is never closed.', line: 1, mend: 'Add a line `---` after the last `key: value` line.',
			});
		}

		case 'frontmatter': {
			const yaml = text.slice(split.start, split.end);
			if (Buffer.byteLength(yaml) > maxFrontmatterBytes) {
				return broken({
					code: 'too_large', message: 'The frontmatter is larger than 64 KiB.', line: 1, mend: 'Move long texts below the closing `---`.',
				});
			}

			// What counts as the end of a line for a regular expression.
			if ((yaml.match(/\r\n|[\n\r\u2028\u2029]/gu)?.length ?? 0) > maxFrontmatterLines) {
				return broken({
					code: 'too_large', message: 'The frontmatter has more than 2,000 lines.', line: 1, mend: 'Move long texts below the closing `---`.',
				});
			}

			const reading = parseWithGrayMatter(yaml);
			return {
				data: reading?.data ?? nothing(), body, hasFrontmatter: true, lines: reading?.lines ?? new Map<string, number>(), problems: reading?.problems ?? [],
			};
		}
	}
};
