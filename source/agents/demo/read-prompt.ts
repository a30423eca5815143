/** What the human answered, from the prompt's block of replies, without headings; undefined when there is none. */
export const replyIn = (prompt: string): string | undefined => {
	const block = /^<replies nonce="(?<nonce>[^"\n]*)">\n(?<text>[\s\S]*?)\n<\/replies nonce="\k<nonce>">$/mv.exec(prompt)?.groups?.text;
	const text = block?.split('\n').filter(line => !/^\[USER_REPLY \d+\]/v.test(line)).join('\n').trim();
	return text === '' ? undefined : text;
};

/** The choice in an answer to "a) or b)": b only when it says so. */
export const choiceIn = (reply: string | undefined): 'a' | 'b' =>
	/^\s*b\b|\bb\)|\b(?:option|take|use) b\b|\blog\b|\blines\b/iv.test(reply ?? '') ? 'b' : 'a';

/** Sets `done: true` in the frontmatter and nothing else; undefined when there is no `done: false` to change. */
export const withDone = (text: string): string | undefined => {
	const head = /^\uFEFF?---[ \t]*\r?\n[\s\S]*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/v.exec(text)?.[0];
	const changed = head?.replace(/^(?<key>done:[ \t]*)false\b/miv, '$<key>true');
	return head === undefined || changed === undefined || changed === head ? undefined : changed + text.slice(head.length);
};

/** Title of a ticket as its frontmatter or first heading gives it. */
export const titleOf = (text: string): string | undefined =>
	/^title:[ \t]*(?<title>\S.*?)[ \t]*\r?$/mv.exec(text)?.groups?.title?.replaceAll(/^["']|["']$/gv, '') ?? /^#+[ \t]+(?<title>\S.*?)[ \t]*\r?$/mv.exec(text)?.groups?.title;
