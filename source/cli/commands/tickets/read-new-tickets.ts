import {withoutClosingMarks} from '../../../domain/ticket/ticket-title.js';
import {UserError} from '../../../domain/user-error.js';

export type NewTicket = {readonly title: string; readonly body: string};

const fence = /^ {0,3}(?<mark>`{3,}|~{3,})/v;

/** The text of a line `# Title`, without the marks that may close it; undefined for any other line. Takes time in proportion to the line. */
const titleOf = (line: string): string | undefined => {
	const text = /^#[ \t]/v.test(line) ? withoutClosingMarks(line.slice(2).trim()) : '';
	return text === '' ? undefined : text;
};

/** Reads several tickets from one text: each line `# Title` outside a fenced block begins one, what follows is its body. Throws UserError (exit 2) for text before the first. */
export const readNewTickets = (text: string): readonly NewTicket[] => {
	const tickets: Array<{readonly title: string; readonly lines: string[]}> = [];
	let open: string | undefined;
	for (const line of text.replace(/^\uFEFF/v, '').split(/\r?\n/v)) {
		const mark = fence.exec(line)?.groups?.mark;
		if (mark !== undefined) {
			open = open === undefined ? mark : (mark.startsWith(open) ? undefined : open);
		}

		const title = open === undefined ? titleOf(line) : undefined;
		if (title !== undefined) {
			tickets.push({title, lines: []});
		} else if (tickets.length > 0) {
			tickets.at(-1)?.lines.push(line);
		} else if (line.trim() !== '') {
			throw new UserError(`The text begins with ${JSON.stringify(line.slice(0, 60))}, which belongs to no ticket.`, 'Each ticket begins with a line "# Title".', 2);
		}
	}

	if (tickets.length === 0) {
		throw new UserError('No ticket came on stdin.', 'Each ticket begins with a line "# Title".', 2);
	}

	return tickets.map(({title, lines}) => ({title, body: `${lines.join('\n').trim()}\n`}));
};
