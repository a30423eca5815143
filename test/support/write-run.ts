import {appendFileSync, mkdirSync, writeFileSync} from 'node:fs';
import type {AgentEvent} from '../../source/domain/event/agent-event.js';
import type {FlowEventBody} from '../../source/domain/event/flow-event.js';
import type {RunLog} from '../../source/engine/client/flow-client.js';
import {openRunLog} from '../../source/engine/run-log/open-run-log.js';
import {layoutOf} from '../../source/store/folder/layout.js';
import {tempFolder} from './temp-folder.js';

export const runId = '20261122-010000-abcd';

export type RunWriter = {
	readonly repo: string;
	readonly flow: (body: FlowEventBody) => number;
	readonly say: (turn: number, ...events: readonly AgentEvent[]) => readonly number[];
	readonly log: () => RunLog;
};

/** The beginning of a turn. */
export const started = (turn: number): FlowEventBody => ({
	type: 'turn_started', turn, ticket: `.codex-autorunner/tickets/TICKET-00${turn}.md`, agent: 'codex', attempt: 1, conversation_id: null, prompt_sha256: '', replies: [], purpose: 'work',
});

/** The end of a turn. */
export const finished = (turn: number, outcome: 'completed' | 'failed' = 'completed'): FlowEventBody => ({
	type: 'turn_finished', turn, outcome, conversation_id: null, message: '', error: outcome === 'failed' ? 'broke' : null, diff_stats: {files: 1, insertions: 2, deletions: 3}, tokens: null, changed: true, seconds: 1,
});

/** A run on the disk, written line by line; each line a second after the one before, from 01:00:00 on. */
export const writeRun = async (): Promise<RunWriter> => {
	const repo = await tempFolder('run-log');
	const layout = layoutOf(repo);
	const run = layout.run(runId);
	mkdirSync(run.turns, {recursive: true});
	writeFileSync(run.events, '');
	let seq = 0;
	const envelope = () => {
		seq++;
		return {seq, at: new Date(Date.UTC(2026, 10, 22, 1) + (seq * 1000)).toISOString(), run_id: runId};
	};

	return {
		repo,
		flow(body) {
			appendFileSync(run.events, `${JSON.stringify({...envelope(), ...body})}\n`);
			return seq;
		},
		say(turn, ...events) {
			const lines = events.map(event => ({
				...envelope(), type: 'agent_event', turn, event,
			}));
			appendFileSync(run.turn(turn), lines.map(line => `${JSON.stringify(line)}\n`).join(''));
			return lines.map(line => line.seq);
		},
		log: () => openRunLog(layout, runId),
	};
};
