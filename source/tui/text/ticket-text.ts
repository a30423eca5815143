const frontmatter = /^\uFEFF?---[ \t]*\r?\n(?<fields>[\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/u;

/** A ticket's fields as they are written, and what is to be read: its text without them. */
export const splitTicket = (text: string): {readonly fields: string; readonly body: string} => ({
	fields: frontmatter.exec(text)?.groups?.fields ?? '', body: text.replace(frontmatter, '').trim(),
});
