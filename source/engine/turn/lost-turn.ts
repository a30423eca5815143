import type {TurnMemory} from '../../domain/agent-harness.js';
import {isEnd, type AgentEnd, type AgentEvent} from '../../domain/event/agent-event.js';
import type {AgentEventLine} from '../../domain/event/flow-event.js';
import type {OpenTurn, RunState} from '../../domain/run/run-state.js';
import {readTurn} from '../../store/run/event-log-file.js';
import {keepProcess} from '../../store/run/process-files.js';
import type {Flow} from '../flow/flow.js';

/** Whether a turn stands open that no start has looked at since its worker died. */
export const isTurnLost = (state: RunState): boolean => state.openTurn !== null && state.reasonCode !== 'outcome_unknown';

const linesOf = (flow: Flow, open: OpenTurn): readonly AgentEventLine[] =>
	readTurn(flow.run.turn(open.turn)).filter(line => line.seq > open.seq);

/** What the agent was heard to say in the last attempt of a turn whose end is not in the log. */
export const heardIn = (flow: Flow, open: OpenTurn): readonly AgentEvent[] => linesOf(flow, open).map(line => line.event);

/** Seconds from the beginning of the attempt to the last that was heard of the agent; its end may have been found out much later. */
const secondsHeard = (flow: Flow, open: OpenTurn): number => {
	const last = linesOf(flow, open).findLast(({event}) => !isEnd(event))?.at ?? open.at;
	const seconds = (Date.parse(last) - Date.parse(open.at)) / 1000;
	return seconds > 0 ? Math.round(seconds * 1000) / 1000 : 0;
};

/** The conversation of such a turn: the one it was heard to begin, else the one it was to go on with. */
const conversationOf = (flow: Flow, open: OpenTurn): string | null =>
	heardIn(flow, open).findLast(event => event.type === 'session_started')?.conversation_id ?? open.conversationId;

/** Asks the agent itself what became of the turn, where it can be asked. */
export const recall = async (flow: Flow, open: OpenTurn): Promise<TurnMemory> => {
	const conversationId = conversationOf(flow, open);
	const {recall: ask} = flow.harnessOf(open.agent);
	if (ask === undefined || conversationId === null) {
		return {type: 'unknown', reason: 'the agent cannot be asked'};
	}

	const {turn, attempt} = open;
	return ask({
		runId: flow.runId,
		turn,
		attempt,
		conversationId,
		workspace: flow.repo,
		tag: flow.tag,
		async register(agentProcess) {
			keepProcess(flow.run, {
				...agentProcess, turn, attempt, tag: flow.tag,
			});
		},
	});
};

/** Takes an end into the log that was found afterwards, or that a human told by a command; what it changed nobody measured. `error` is said of every end but a completed one. */
export const finishLost = (flow: Flow, open: OpenTurn, end: {readonly outcome: AgentEnd['type']; readonly message?: string; readonly error: string; readonly commandId?: string}): void => {
	flow.append({
		type: 'turn_finished',
		turn: open.turn,
		outcome: end.outcome,
		conversation_id: conversationOf(flow, open),
		message: end.message ?? '',
		error: end.outcome === 'completed' ? null : end.error,
		diff_stats: {files: 0, insertions: 0, deletions: 0},
		tokens: null,
		changed: true,
		seconds: secondsHeard(flow, open),
		...end.commandId === undefined ? {} : {command_id: end.commandId},
	});
};
