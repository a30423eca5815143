import type {AgentHarness, TurnRequest} from '../../../source/domain/agent-harness.js';
import type {AgentEvent} from '../../../source/domain/event/agent-event.js';
import {operate, type Stage} from './scenario-operations.js';
import type {Scenario} from './scenario.js';

export type ScriptedAgent = {
	readonly harness: AgentHarness;
	/** What the agent was asked, in order. */
	readonly requests: TurnRequest[];
	/** Operations that could not be done: the script and the program went different ways. */
	readonly mistakes: string[];
};

/** An agent that plays the turns of a scenario, whatever it is asked. `onTurn` is called when its work of a turn is done. */
export const createScriptedAgent = (scenario: Scenario, stage: Stage, onTurn: () => Promise<void>): ScriptedAgent => {
	const requests: TurnRequest[] = [];
	const mistakes: string[] = [];
	const play = async function * (request: TurnRequest): AsyncGenerator<AgentEvent> {
		const index = requests.push(request);
		const turn = scenario.turns?.[index - 1] ?? scenario.default_turn ?? {};
		stage.ticket = request.ticket;
		yield {type: 'session_started', conversation_id: turn.conversation_id ?? request.conversationId ?? `conv-${index}`};
		for (const action of turn.actions ?? []) {
			try {
				operate(stage, action);
			} catch (error) {
				mistakes.push(`turn ${index}: ${action.op}: ${String(error).split('\n')[0]!.replaceAll(stage.repo, '')}`);
			}
		}

		await onTurn();
		if (turn.raise !== undefined) {
			throw new Error(turn.raise);
		}

		const text = turn.text ?? `output of turn ${index}`;
		yield {type: 'output_delta', channel: 'message', text};
		yield turn.error === undefined || turn.error === ''
			? {type: 'completed', message: text}
			: {type: 'failed', message: turn.error, retry: 'never'};
	};

	return {
		harness: {
			runTurn: play,
			async close() {
				await Promise.resolve();
			},
		},
		requests,
		mistakes,
	};
};
