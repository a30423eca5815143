import {readFileSync} from 'node:fs';
import path from 'node:path';
import {readQuestion} from '../../../source/agents/codex/approvals.js';
import {readMessage} from '../../../source/agents/process/json-rpc-message.js';
import {translate} from '../../../source/agents/codex/translate.js';
import {newTurnView, type TurnView} from '../../../source/agents/codex/turn-view.js';
import {isEnd, type AgentEvent} from '../../../source/domain/event/agent-event.js';

type Recorded = {readonly from: 'car' | 'codex'; readonly message: {readonly method?: string; readonly params?: {readonly threadId?: string}}};

/** Recorded traffic with the real codex, paths made neutral. */
export const recording = (name: string): readonly Recorded[] =>
	readFileSync(path.join(import.meta.dirname, `../../fixtures/codex/${name}.jsonl`), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Recorded);

export type Heard = {
	/** 1-based line of the recording. */
	readonly line: number;
	readonly event: AgentEvent;
};

/** What each line of a recording says, turn by turn. A turn is heard until its end, as the harness does. */
export const replay = (name: string): ReadonlyArray<readonly Heard[]> => {
	const turns: Heard[][] = [];
	let view: TurnView | undefined;
	for (const [index, {from, message}] of recording(name).entries()) {
		const heard = (event: AgentEvent) => {
			turns.at(-1)!.push({line: index + 1, event});
		};

		if (from === 'car') {
			if (message.method === 'turn/start' && view === undefined && typeof message.params?.threadId === 'string') {
				view = newTurnView({workspace: '/repo', threadId: message.params.threadId, limits: undefined});
				turns.push([]);
			}

			continue;
		}

		const incoming = readMessage(JSON.stringify(message));
		if (view === undefined || (incoming.type !== 'notification' && incoming.type !== 'request')) {
			continue;
		}

		if (incoming.type === 'request') {
			const question = readQuestion(incoming.method, incoming.params, view);
			if (question !== undefined) {
				heard({type: 'approval_requested', request_id: String(incoming.id), ...question.asked});
			}

			continue;
		}

		const step = translate(view, incoming);
		({view} = step);
		for (const event of step.events) {
			heard(event);
			if (isEnd(event)) {
				view = undefined;
			}
		}
	}

	return turns;
};
