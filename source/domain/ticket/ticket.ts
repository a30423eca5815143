import type {FieldTrouble} from './take-field.js';
import type {Ticket} from './ticket-fields.js';

/** What is wrong with a ticket or with the ticket folder, said so that a human can mend it. */
export type TicketProblemCode
	= | FieldTrouble['code']
		| 'unreadable'
		| 'not_utf8'
		| 'too_large'
		| 'empty'
		| 'no_frontmatter'
		| 'unclosed_frontmatter'
		| 'bad_language'
		| 'bad_yaml'
		| 'not_a_mapping'
		| 'unknown_after'
		| 'after_circle'
		| 'duplicate_number'
		| 'misnamed';

/** One finding. `line` is 1-based and counts from the first line of the file; it is absent when no line is to blame. */
export type TicketProblem = {
	readonly code: TicketProblemCode;
	readonly message: string;
	readonly line?: number;
	readonly mend: string;
};

/** A file in the ticket folder that is named like a ticket, as it is on disk now. Broken ones have `ticket: undefined` or problems, and count as open. */
export type TicketEntry = {
	/** Repository path with `/`, e.g. `.codex-autorunner/tickets/TICKET-007-login.md`. */
	readonly path: string;
	readonly name: string;
	readonly number: number;
	/** The frontmatter title, else the first heading of the body, else the file name without `.md`. */
	readonly title: string;
	readonly text: string;
	/** SHA-256 of the bytes, hex; empty when the file could not be read. */
	readonly hash: string;
	readonly ticket: Ticket | undefined;
	readonly problems: readonly TicketProblem[];
};

/** A file that lies in the ticket folder and is not named like a ticket (editor and hidden files are not listed). */
export type StrayFile = {
	readonly path: string;
	readonly problem: TicketProblem;
};

/** The whole folder, ordered by number and then by name; `problems` of the entries include the findings between tickets (duplicates, `after`). */
export type TicketFolder = {
	readonly entries: readonly TicketEntry[];
	readonly strays: readonly StrayFile[];
	/** Set when the folder itself is missing or cannot be read. */
	readonly missing: boolean;
};

export const isBroken = (entry: TicketEntry): boolean => entry.ticket === undefined || entry.problems.length > 0;

/** Done tickets keep counting as done only while their frontmatter can be read. */
export const isDone = (entry: TicketEntry): boolean => entry.ticket?.done === true;
