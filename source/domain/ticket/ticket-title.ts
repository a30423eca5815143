import {trimEndOf} from '../text/trim-end-of.js';
import {fileTitle} from '../words/short-words.js';

/** A fenced block may hold lines that look like headings. */
const fence = /^ {0,3}(?:```|~~~)/u;
const heading = /^ {0,3}#{1,6}[ \t]+(.+)$/u;

/** The text of a heading, which may close with marks of its own after a blank. */
export const withoutClosingMarks = (text: string): string => {
	const bare = trimEndOf(text, '#');
	const title = trimEndOf(bare, ' \t');
	return bare !== text && title !== bare ? title : text;
};

/** The first heading of a body, without its marks; undefined when there is none. */
const firstHeading = (body: string): string | undefined => {
	let fenced = false;
	for (const line of body.split('\n', 200)) {
		if (fence.test(line)) {
			fenced = !fenced;
			continue;
		}

		const title = fenced ? undefined : withoutClosingMarks(heading.exec(line.trimEnd())?.[1] ?? '').trim();
		if (title !== undefined && title !== '') {
			return title;
		}
	}

	return undefined;
};

/** What a ticket is called: the title of its frontmatter, else the first heading of its body, else its file name without `.md`. Always one line. */
export const titleOf = (title: string | undefined, body: string, name: string): string => {
	const line = (title ?? '').replaceAll(/\s+/gu, ' ').trim();
	return line === '' ? (firstHeading(body) ?? fileTitle(name)) : line;
};
