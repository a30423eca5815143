import type {TicketProblem} from '../ticket/ticket.js';

/** A message file with its frontmatter read; the body is what comes after it. */
export type MessageSource = {
	readonly data: Readonly<Record<string, unknown>>;
	readonly body: string;
	readonly hasFrontmatter: boolean;
	readonly problems: readonly TicketProblem[];
};

const titleLength = 80;
const fieldLength = 300;

/** Blank lines before the text and all blanks after it are no part of a message. */
export const trimBody = (body: string): string => body.replace(/^\uFEFF/, '').replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd();

const oneLine = (text: string, length: number): string => {
	const characters = [...text.trim().replaceAll(/\s+/g, ' ')];
	return characters.length > length ? `${characters.slice(0, length - 1).join('').trimEnd()}…` : characters.join('');
};

/** A title for a message that has none: its first line with text, without the marks of a heading, at most 80 characters (code points). */
export const titleOfBody = (body: string): string => {
	const line = body.split('\n').map(each => each.trim().replace(/^#{1,6}\s+/, '')).find(each => each !== '' && !/^[-=*_]{3,}$/.test(each));
	return oneLine(line ?? body, titleLength);
};

/** A title as frontmatter has it; numbers and booleans are texts that were not quoted. */
export const titleOfField = (value: unknown): {readonly title: string | undefined; readonly problem: string | undefined} => {
	if (value === undefined || value === null || value === '') {
		return {title: undefined, problem: undefined};
	}

	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? {title: oneLine(String(value), fieldLength) || undefined, problem: undefined}
		: {title: undefined, problem: '`title` must be a text.'};
};

/** What is wrong with the frontmatter, a sentence or two each. */
export const frontmatterSentences = (problems: readonly TicketProblem[]): readonly string[] =>
	problems.map(({line, message, mend}) => `${line === undefined ? '' : `Line ${line}: `}${message} ${mend}`.trim());
