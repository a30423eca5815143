import {statSync} from 'node:fs';
import {decodeLine} from '../../../domain/event/codec.js';
import type {AgentEvent} from '../../../domain/event/agent-event.js';
import type {RunState} from '../../../domain/run/run-state.js';
import {readLines} from '../../../store/run/event-log-file.js';
import type {Layout} from '../../../store/folder/layout.js';
import type {ApprovalView} from '../flow-client.js';

type Request = Extract<AgentEvent, {type: 'approval_requested'}>;

/** An agent that asks says nothing more until it is answered: its request stands at the end of the turn. */
const tail = 1_048_576;

const findRequest = (file: string, requestId: string): Request | undefined => {
	const size = statSync(file, {throwIfNoEntry: false})?.size ?? 0;
	let found: Request | undefined;
	// The first line may be torn by where the reading begins; it is no event then.
	readLines(file, Math.max(0, size - tail), text => {
		const decoded = text.includes('"approval_requested"') ? decodeLine(text) : undefined;
		if (decoded?.type === 'event' && decoded.event.type === 'agent_event' && decoded.event.event.type === 'approval_requested' && decoded.event.event.request_id === requestId) {
			found = decoded.event.event;
		}
	});
	return found;
};

/** Requests stay what they were, so each is read once. */
const known = new Map<string, Request>();

/** What an agent wants approval for: what, where, and with which change; and when nobody's answer counts as no. `since` ISO, `denyAfter` milliseconds (undefined: never). Undefined when the agent's own words are not in the turn's log. */
export const readApproval = (layout: Layout, run: RunState, requestId: string, {since, denyAfter}: {readonly since: string; readonly denyAfter: number | undefined}): ApprovalView | undefined => {
	const key = `${run.runId}/${requestId}`;
	const request = known.get(key) ?? findRequest(layout.run(run.runId).turn(run.openTurn?.turn ?? run.turn), requestId);
	if (request === undefined) {
		return undefined;
	}

	if (known.size > 50) {
		known.clear();
	}

	known.set(key, request);
	const begun = Date.parse(since);
	return {
		kind: request.kind,
		description: request.description,
		cwd: request.cwd ?? null,
		diff: request.diff ?? null,
		deniedAt: denyAfter === undefined || Number.isNaN(begun) ? null : new Date(begun + denyAfter).toISOString(),
	};
};
