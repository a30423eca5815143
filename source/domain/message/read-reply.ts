import type {Reply} from './reply.js';
import {
	frontmatterSentences, titleOfField, trimBody, type MessageSource,
} from './message-text.js';

/** Reads a USER_REPLY.md, of which `text` is the whole. A human's words are never lost to broken frontmatter: then the whole text is the body, and the problems say so. */
export const readReply = (source: MessageSource, text: string): Pick<Reply, 'title' | 'body' | 'problems'> => {
	if (source.problems.length > 0) {
		return {title: undefined, body: trimBody(text), problems: frontmatterSentences(source.problems)};
	}

	const {title, problem} = titleOfField(source.data.title);
	return {title, body: trimBody(source.body), problems: problem === undefined ? [] : [problem]};
};
