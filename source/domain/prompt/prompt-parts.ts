import type {Reply} from '../message/reply.js';
import type {TicketProblem} from '../ticket/ticket.js';

/** A file of the repository as the prompt shows it; the path is a repository path. */
export type PromptFile = {readonly path: string; readonly text: string};

export type CommitRequired = {
	/** Repository paths that are not committed. */
	readonly files: readonly string[];
	/** What the refused commit printed; empty when none was tried. */
	readonly output: string;
	/** This turn counts. */
	readonly attemptsLeft: number;
	readonly commitBy: 'car' | 'agent';
};

export type VerifyFailure = {
	readonly command: string;
	/** Null: ended by its time limit or a signal. */
	readonly exitCode: number | null;
	readonly tail: string;
};

/** Everything a prompt can hold; what is absent or empty gets no block. Paths are repository paths. */
export type PromptParts = {
	readonly rules: {
		readonly ticketPath: string;
		readonly dispatchFile: string;
		readonly dispatchFolder: string;
		readonly commitBy: 'car' | 'agent';
	};
	readonly checkpointError?: string;
	readonly commitRequired?: CommitRequired;
	readonly lintErrors?: readonly TicketProblem[];
	readonly dispatchErrors?: readonly string[];
	readonly verifyFailures?: readonly VerifyFailure[];
	readonly noProgress?: boolean;
	readonly workspaceDocs: readonly PromptFile[];
	readonly contextFiles: readonly PromptFile[];
	readonly replies: readonly Reply[];
	readonly previousTicket?: PromptFile;
	readonly ticket: PromptFile;
	/** Final message of the last turn on this ticket; left out when the conversation holds it. */
	readonly previousOutput?: string;
	/** The turn goes on in a conversation that holds the earlier turns of this ticket. */
	readonly resumed?: boolean;
};
