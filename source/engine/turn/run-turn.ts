import {createHash} from 'node:crypto';
import type {DiffStats, Tokens} from '../../domain/event/flow-event.js';
import {addTokens} from '../../domain/run/reduce-ticket.js';
import type {StartTurn} from '../../domain/flow/decision.js';
import type {AgentEnd} from '../../domain/event/agent-event.js';
import type {TurnRequest} from '../../domain/agent-harness.js';
import type {TicketFolder} from '../../domain/ticket/ticket.js';
import {makeFolder, writeWhole} from '../../store/file/durable-write.js';
import {fingerprintWorkspace} from '../../store/folder/workspace-files.js';
import {keepProcess, forgetProcesses} from '../../store/run/process-files.js';
import {type Flow, isRepositoryGone, lookAtTree} from '../flow/flow.js';
import {holdNewCommands, knowCommands} from '../trust/hold-new-commands.js';
import {gatherPrompt, type GatheredPrompt} from './gather-prompt.js';
import {runAttempt, type AttemptResult} from './run-attempt.js';
import {waitForLimit} from './wait-for-limit.js';

/** Seconds before each of the five further attempts after transient trouble. */
const backOff = [1, 2, 4, 8, 15];

/** One turn, from the durable intent to the durable result. Everything after it is decided anew from the log and the disk. */
export const runTurn = async (flow: Flow, decision: StartTurn, folder: TicketFolder): Promise<void> => {
	const before = await lookAtTree(flow);
	const contentBefore = await contentOf(flow, folder);
	const commandsBefore = await knowCommands(flow, folder);
	const prompt = gatherPrompt(flow, decision, folder);
	const turn = flow.state().turn + 1;
	makeFolder(flow.run.turns);
	makeFolder(flow.run.dispatchFolder);
	writeWhole(flow.run.prompt(turn), flow.redact(prompt.text));
	const begin = flow.world.elapsed();
	const result = await playTurn(flow, decision, {prompt, turn, commandsBefore});
	flow.tree = undefined;
	const after = isRepositoryGone(flow) ? undefined : await lookAtTree(flow);
	// Looked at again since the turn ended, by what holds its commands.
	const folderAfter = flow.readTickets();
	const isChanged = after === undefined || contentBefore !== await contentOf(flow, folderAfter);
	flow.append({
		type: 'turn_finished',
		turn,
		outcome: result.end.type,
		conversation_id: result.conversationId ?? null,
		message: result.end.type === 'completed' ? result.end.message : result.said,
		error: errorOf(flow, result.end),
		// Nobody knows what a turn changed that took the repository, or its commit from before, away.
		diff_stats: (after === undefined ? undefined : await flow.git.diffStats(before.head, after)) ?? nothing,
		head_before: before.head,
		tokens: result.tokens,
		...result.model === undefined ? {} : {model: result.model},
		...result.limits === undefined ? {} : {limits: result.limits},
		changed: isChanged,
		seconds: Math.round((flow.world.elapsed() - begin) * 1000) / 1000,
		broke_ticket: folderAfter.entries.some(entry => entry.path === decision.ticket && entry.problems.length > 0),
	});
	forgetProcesses(flow.run);
};

/** Holds what the agent wrote however the turn ends, once its end is in the transcript: until then no event tells that it is over. */
const playTurn = async (flow: Flow, decision: StartTurn, {prompt, turn, commandsBefore}: {readonly prompt: GatheredPrompt; readonly turn: number; readonly commandsBefore: ReadonlySet<string>}): Promise<AttemptResult> => {
	try {
		const result = await runAttempts(flow, decision, prompt, turn);
		flow.say(turn, [result.end]);
		return result;
	} finally {
		holdNewCommands(flow, commandsBefore);
	}
};

const nothing: DiffStats = {files: 0, insertions: 0, deletions: 0};

const errorOf = (flow: Flow, end: AgentEnd): string | null => {
	if (end.type === 'completed') {
		return null;
	}

	if (end.type === 'interrupted') {
		return flow.control.shutdown ? 'the worker was told to end' : end.reason;
	}

	return end.message;
};

/** Tries again by itself only what may pass by itself; `attempt` rises within the same turn. */
const runAttempts = async (flow: Flow, decision: StartTurn, prompt: GatheredPrompt, turn: number): Promise<AttemptResult> => {
	let {conversationId} = prompt;
	let spent: Tokens | null = null;
	for (let attempt = 1; ; attempt++) {
		flow.append({
			type: 'turn_started',
			turn,
			ticket: decision.ticket,
			agent: decision.agent,
			attempt,
			conversation_id: conversationId ?? null,
			prompt_sha256: prompt.sha256,
			replies: prompt.replies,
			purpose: decision.purpose,
			...optionsFor(flow, decision),
		});
		const attempted = await runAttempt(flow, requestFor(flow, decision, {...prompt, conversationId}, {turn, attempt}), () => {
			noteDelivery(flow, prompt.replies, turn);
		});
		// The next attempt goes on in the conversation of this one, and all of them are paid for.
		({conversationId} = attempted);
		spent = addTokens(spent, attempted.tokens);
		const result = {...attempted, tokens: spent};
		const {end} = result;
		if (end.type !== 'failed' || end.retry === 'never' || flow.control.interrupt.signal.aborted) {
			return result;
		}

		if (end.retry === 'limit') {
			if (!await waitForLimit(flow, end.until)) {
				return result;
			}
		} else {
			const pause = backOff[attempt - 1];
			if (pause === undefined) {
				return result;
			}

			flow.say(turn, [{type: 'notice', text: `${end.message.split('\n')[0] ?? ''}: trying again in ${pause} s (attempt ${attempt + 1} of ${backOff.length + 1})`}]);
			await flow.world.wait(pause * 1000, flow.control.interrupt.signal);
		}

		if (flow.control.interrupt.signal.aborted) {
			return {...result, end: {type: 'interrupted', reason: 'interrupted while waiting to try again'}};
		}
	}
};

/** What the ticket asks for; of a ticket that cannot be read, what it asked for in its last turn. */
const optionsFor = (flow: Flow, {entry, ticket}: StartTurn): {readonly model: string | null; readonly reasoning: string | null} => {
	const known = entry.ticket ?? flow.state().tickets[ticket];
	return {model: known?.model ?? null, reasoning: known?.reasoning ?? null};
};

const requestFor = (flow: Flow, decision: StartTurn, prompt: GatheredPrompt, place: {turn: number; attempt: number}): TurnRequest => {
	const settings = flow.config.agents[decision.agent];
	const {model, reasoning} = optionsFor(flow, decision);
	return {
		runId: flow.runId,
		...place,
		agent: decision.agent,
		ticket: decision.ticket,
		prompt: prompt.text,
		model: model ?? settings?.model,
		reasoning: reasoning ?? settings?.reasoning,
		conversationId: prompt.conversationId,
		workspace: flow.repo,
		dispatchDir: flow.run.dispatchFolder,
		dispatchFile: flow.run.dispatchFile,
		access: settings?.access ?? 'write',
		lastMessage: flow.state().tickets[decision.ticket]?.lastMessage ?? undefined,
		tag: flow.tag,
		async register(agentProcess) {
			flow.space.hold(() => {
				keepProcess(flow.run, {...agentProcess, ...place, tag: flow.tag});
			});
		},
	};
};

/** A reply counts as delivered when the agent that got it speaks; it stays in the prompts until a turn with it succeeds. */
const noteDelivery = (flow: Flow, replies: readonly number[], turn: number): void => {
	for (const number of replies) {
		if (flow.state().replies.find(reply => reply.number === number)?.deliveredIn === null) {
			flow.append({type: 'reply_delivered', reply: number, turn});
		}
	}
};

/** What must change for a turn to count as progress: the tree's content, HEAD, any ticket, the workspace folder. */
const contentOf = async (flow: Flow, folder: TicketFolder): Promise<string> => {
	const hash = createHash('sha256');
	hash.update(await flow.git.fingerprint(await lookAtTree(flow)));
	for (const entry of folder.entries) {
		hash.update(`${entry.name}\0${entry.hash}\0`);
	}

	hash.update(fingerprintWorkspace(flow.layout.workspace));
	return hash.digest('hex');
};
