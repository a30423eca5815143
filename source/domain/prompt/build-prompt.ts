import {trimEndOf} from '../text/trim-end-of.js';
import {
	checkpointError, commitRequired, dispatchErrors, fileText, lintErrors, noProgress, replyText, verifyFailures,
} from './blocks.js';
import {carRules} from './car-rules.js';
import {
	byteLength, capBytes, capCharacters, cutOrder, fitBudget, type Block,
} from './fit-budget.js';
import type {PromptFile, PromptParts} from './prompt-parts.js';

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
	.map(({name, content}) => `<${name} nonce="${nonce}">\n${trimEndOf(content, '\n')}\n</${name} nonce="${nonce}">\n`)
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
