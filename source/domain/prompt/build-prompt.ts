import type {Reply} from '../message/reply.js';
import type {TicketProblem} from '../ticket/ticket.js';
import {
	checkpointError, commitRequired, dispatchErrors, fileText, lintErrors, noProgress, replyText, verifyFailures,
} from './blocks.js';
import {carRules} from './car-rules.js';
import {
	byteLength, capBytes, capCharacters, cutOrder, fitBudget, type Block,
} from './fit-budget.js';

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

const workspaceDocumentLength = 4000;
const previousTicketBytes = 16_384;

const files = (list: readonly PromptFile[]): string => list.map(file => fileText(file)).join('\n\n');

const blocksOf = (parts: PromptParts, nonce: string): readonly Block[] => {
	const {ticket, previousTicket} = parts;
	const documents = parts.workspaceDocs
		.map(({path, text}) => ({path, text: text.replace(/^\uFEFF/, '').trim()}))
		.filter(({text}) => text !== '')
		.map(({path, text}) => ({path, text: capCharacters(text, workspaceDocumentLength)}));
	return [
		{name: 'car_rules', content: carRules(parts.rules, {nonce, resumed: parts.resumed === true})},
		{name: 'checkpoint_error', content: checkpointError(parts.checkpointError)},
		{name: 'commit_required', content: commitRequired(parts.commitRequired)},
		{name: 'lint_errors', content: lintErrors(parts.lintErrors, ticket.path)},
		{name: 'dispatch_errors', content: dispatchErrors(parts.dispatchErrors, parts.rules.dispatchFile)},
		{name: 'verify_failures', content: verifyFailures(parts.verifyFailures)},
		{name: 'no_progress', content: parts.noProgress === true ? noProgress : ''},
		{name: 'workspace_docs', content: files(documents)},
		{name: 'context_files', content: files(parts.contextFiles)},
		{name: 'replies', content: parts.replies.map(reply => replyText(reply)).join('\n\n')},
		{name: 'previous_ticket', content: previousTicket === undefined ? '' : fileText({...previousTicket, text: capBytes(previousTicket.text, previousTicketBytes)})},
		{name: 'ticket', content: fileText(ticket)},
		{name: 'previous_output', content: parts.resumed === true ? '' : parts.previousOutput ?? ''},
	].filter(({content}) => content.trim() !== '');
};

/** Between marks that no text can imitate: the nonce is new in every turn. */
const render = (blocks: readonly Block[], nonce: string): string => blocks
	.map(({name, content}) => `<${name} nonce="${nonce}">\n${content.replace(/\n+$/, '')}\n</${name} nonce="${nonce}">\n`)
	.join('\n');

/**
 * Builds the prompt of a turn, at most `maxBytes` of UTF-8. `cut` names the blocks that had to be shortened for that, in the order they were, each with a mark of how much is missing.
 * The ticket is never cut, even if that makes the prompt larger.
 */
export const buildPrompt = (parts: PromptParts, {nonce, maxBytes}: {readonly nonce: string; readonly maxBytes: number}): {readonly text: string; readonly cut: readonly string[]} => {
	const blocks = blocksOf(parts, nonce);
	const fitted = fitBudget(blocks, list => byteLength(render(list, nonce)) - maxBytes);
	return {
		text: render(fitted, nonce),
		cut: cutOrder.filter(name => fitted.some((block, index) => block.name === name && block !== blocks[index])),
	};
};
