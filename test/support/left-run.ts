import fs from 'node:fs';
import type {AgentEvent} from '../../source/domain/event/agent-event.js';
import type {FlowEventBody} from '../../source/domain/event/flow-event.js';
import {layoutOf, type RunLayout} from '../../source/store/folder/layout.js';
import {eventsOf, runStarted} from './flow-log.js';
import {inlineRun, type InlineRun} from './inline-run.js';

/** The run that a worker left. */
export const runId = '20260101-000000-aaaa';

/** What it left. */
export type Left = {
	/** The first event of its log; a plain one when absent. */
	readonly first?: FlowEventBody;
	readonly events: readonly FlowEventBody[];
	/** What the agent had said in turn 1, with the places in the log. */
	readonly said?: ReadonlyArray<readonly [seq: number, event: AgentEvent]>;
	/** Bytes behind the last whole line. */
	readonly torn?: string;
};

/** A run whose worker died: its files as they were, and an agent that finishes the ticket. */
export const leftRun = async (left: Left): Promise<{readonly run: InlineRun; readonly layout: RunLayout}> => {
	const run: InlineRun = await inlineRun([() => {
		run.setDone(1);
		return 'done';
	}]);
	await run.repo.ticket(1, {agent: 'codex', done: false});
	const layout = layoutOf(run.repo.path).run(runId);
	fs.mkdirSync(layout.turns, {recursive: true});
	fs.writeFileSync(layout.events, eventsOf([left.first ?? runStarted, ...left.events]).map(event => `${JSON.stringify(event)}\n`).join('') + (left.torn ?? ''));
	if (left.said !== undefined) {
		fs.writeFileSync(layout.turn(1), left.said.map(([seq, event]) => `${JSON.stringify({
			seq, at: '2026-01-01T00:00:00.000Z', run_id: runId, type: 'agent_event', turn: 1, event,
		})}\n`).join(''));
	}

	return {run, layout};
};
