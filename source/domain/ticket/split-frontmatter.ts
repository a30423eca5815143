/** Where the frontmatter of a text lies; offsets count UTF-16 units from the start of the text, byte order mark included. */
export type FrontmatterSplit
	= | {readonly type: 'none'; readonly bodyStart: number}
		| {readonly type: 'bad_language'; readonly tag: string; readonly bodyStart: number}
		| {readonly type: 'unclosed'; readonly bodyStart: number}
		| {
			readonly type: 'frontmatter';
			/** First character of the YAML. */
			readonly start: number;
			/** First character of the closing line. */
			readonly end: number;
			/** First character after the closing line. */
			readonly bodyStart: number;
			/** Line ending of the opening line. */
			readonly eol: '\n' | '\r\n';
		};

const opening = /^\uFEFF?---[ \t]*(\r?\n|$)/u;
const otherLanguage = /^\uFEFF?---([^-\n][^\n]*)/u;
const closing = /^(?:---|\.\.\.)[ \t]*\r?$/u;

/** Finds the frontmatter: a first line `---`, then YAML up to the first line that is exactly `---` or `...` (blanks may follow). A first line `---js` or the like is never frontmatter. */
export const splitFrontmatter = (text: string): FrontmatterSplit => {
	const open = opening.exec(text);
	const bodyStart = text.startsWith('\uFEFF') ? 1 : 0;
	if (open === null) {
		const tag = otherLanguage.exec(text)?.[1]?.trim();
		return tag === undefined ? {type: 'none', bodyStart} : {type: 'bad_language', tag, bodyStart};
	}

	const start = open[0].length;
	let lineStart = start;
	while (lineStart < text.length) {
		const newline = text.indexOf('\n', lineStart);
		const lineEnd = newline === -1 ? text.length : newline;
		if ((text[lineStart] === '-' || text[lineStart] === '.') && closing.test(text.slice(lineStart, lineEnd))) {
			return {
				type: 'frontmatter', start, end: lineStart, bodyStart: newline === -1 ? text.length : newline + 1, eol: open[1] === '\r\n' ? '\r\n' : '\n',
			};
		}

		lineStart = lineEnd + 1;
	}

	return {type: 'unclosed', bodyStart};
};
