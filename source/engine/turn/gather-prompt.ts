import {createHash} from 'node:crypto';
import {readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import type {StartTurn} from '../../domain/flow/decision.js';
import {checkpointErrorFor} from '../../domain/run/checkpoint-error.js';
import {newFailures} from '../../domain/run/reduce-ticket.js';
import {repliesFor} from '../../domain/run/replies-for.js';
import type {TicketProgress} from '../../domain/run/run-state.js';
import {buildPrompt} from '../../domain/prompt/build-prompt.js';
import type {PromptParts} from '../../domain/prompt/prompt-parts.js';
import type {TicketEntry, TicketFolder} from '../../domain/ticket/ticket.js';
import {repositoryPath} from '../../store/folder/layout.js';
import {readReplies} from '../../store/message/read-messages.js';
import type {Flow} from '../flow/flow.js';

export type GatheredPrompt = {
	readonly text: string;
	readonly sha256: string;
	readonly replies: readonly number[];
	/** Conversation to use again; undefined: a new one. */
	readonly conversationId: string | undefined;
};

const largestContextFile = 1_048_576;

/** Reads everything a turn's prompt is made of and builds it. */
export const gatherPrompt = (flow: Flow, decision: StartTurn, folder: TicketFolder): GatheredPrompt => {
	const state = flow.state();
	const progress = state.tickets[decision.ticket];
	const conversationId = conversationFor(flow, decision, progress);
	const replies = repliesFor(state, folder, decision.ticket);
	const held = new Set(replies);
	const checkpointError = checkpointErrorFor(state, decision.ticket, decision.purpose);
	const holdsOutput = conversationId !== undefined && flow.config.ticketFlow.conversation === 'ticket';
	const parts: PromptParts = {
		rules: {
			ticketPath: decision.ticket,
			dispatchFile: repositoryPath(flow.repo, flow.run.dispatchFile),
			dispatchFolder: repositoryPath(flow.repo, flow.run.dispatchFolder),
			commitBy: flow.config.ticketFlow.commit,
		},
		...(checkpointError === null ? {} : {checkpointError}),
		...(decision.commit === undefined
			? {}
			: {
				commitRequired: {...decision.commit, commitBy: flow.config.ticketFlow.commit},
			}),
		...(decision.lintErrors.length === 0 ? {} : {lintErrors: decision.lintErrors}),
		...(decision.dispatchErrors.length === 0 ? {} : {dispatchErrors: decision.dispatchErrors}),
		...(decision.purpose === 'verify'
			? {
				verifyFailures: newFailures(progress?.verified ?? []).map(result => ({command: result.command, exitCode: result.exit_code, tail: result.tail})),
			}
			: {}),
		noProgress: decision.noProgress,
		workspaceDocs: flow.layout.workspaceDocuments.flatMap(file => readText(flow, file)),
		contextFiles: contextFiles(flow, decision),
		replies: readReplies(flow.run).filter(reply => held.has(reply.number)),
		...previousTicket(flow, decision, folder),
		resumed: holdsOutput,
		ticket: {path: decision.ticket, text: ticketText(decision.entry)},
		...(!holdsOutput && progress?.lastMessage ? {previousOutput: progress.lastMessage} : {}),
	};
	const {text} = buildPrompt(parts, {nonce: nonce(flow), maxBytes: flow.config.prompt.maxBytes});
	return {
		text, replies, conversationId, sha256: createHash('sha256').update(text).digest('hex'),
	};
};

/** Of a file that could not be read, why: an agent that sees nothing would take the ticket for an empty one. */
const ticketText = ({text, problems}: TicketEntry): string =>
	text.trim() === '' && problems.length > 0 ? `(${problems.map(problem => problem.message).join(' ')})` : text;

/** With `conversation: turn` every turn is a new conversation, except where the agent must put right what it has just done. */
const conversationFor = (flow: Flow, decision: StartTurn, progress: TicketProgress | undefined): string | undefined => {
	const keeps = flow.config.ticketFlow.conversation === 'ticket' || decision.purpose === 'lint' || decision.purpose === 'dispatch';
	return keeps ? progress?.conversations[decision.agent] : undefined;
};

const nonce = (flow: Flow): string => Array.from({length: 12}, () => Math.floor(flow.world.random() * 36).toString(36)).join('');

const readText = (flow: Flow, file: string, maxBytes = largestContextFile): ReadonlyArray<{readonly path: string; readonly text: string}> => {
	const name = repositoryPath(flow.repo, file);
	try {
		const size = Math.min(statSync(file).size, maxBytes);
		const text = new TextDecoder().decode(readFileSync(file).subarray(0, size));
		return text.trim() === '' ? [] : [{path: name, text}];
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		return code === 'ENOENT' ? [] : [{path: name, text: `(cannot be read: ${code ?? String(error)})`}];
	}
};

const contextFiles = (flow: Flow, decision: StartTurn): PromptParts['contextFiles'] =>
	(decision.entry.ticket?.context ?? []).flatMap(context => {
		const file = path.resolve(flow.repo, context.path);
		if (repositoryPath(flow.repo, file).startsWith('..')) {
			return [{path: context.path, text: '(outside the repository: not read)'}];
		}

		const read = readText(flow, file, context.maxBytes);
		return read.length === 0 && context.required ? [{path: context.path, text: '(missing)'}] : read;
	});

const previousTicket = (flow: Flow, decision: StartTurn, folder: TicketFolder): Pick<PromptParts, 'previousTicket'> => {
	const index = folder.entries.findIndex(entry => entry.path === decision.ticket);
	const previous = index > 0 ? folder.entries[index - 1] : undefined;
	return previous === undefined || !flow.config.prompt.previousTicket || previous.text === ''
		? {}
		: {previousTicket: {path: previous.path, text: previous.text}};
};
