import {shownFields} from '../../source/domain/ticket/ticket-fields.js';
import type {RepositorySnapshot, TicketView} from '../../source/engine/client/flow-client.js';
import type {FlowEvent, FlowEventBody} from '../../source/domain/event/flow-event.js';
import {foldRun} from '../../source/domain/run/reduce-run.js';

export const runId = '20261122-010000-abcd';

/** Events of one run, a minute apart from 01:00 on. */
export const eventsOf = (...bodies: readonly FlowEventBody[]): readonly FlowEvent[] => bodies.map((body, index) => ({
	...body, seq: index + 1, at: new Date(Date.UTC(2026, 10, 22, 1, index)).toISOString(), run_id: runId,
}));

export const started: FlowEventBody = {
	type: 'run_started', version: '2.0.0', config: {}, head: null, number: 3,
};

export const rest = (status: 'paused' | 'completed' | 'failed' | 'stopped', more: Partial<Extract<FlowEventBody, {type: 'run_state_changed'}>> = {}): FlowEventBody => ({
	type: 'run_state_changed', status, reason_code: null, reason: null, reason_details: [], next: null, until: null, ...more,
});

export const running = (more: Partial<Extract<FlowEventBody, {type: 'run_state_changed'}>> = {}): FlowEventBody => ({
	type: 'run_state_changed', status: 'running', reason_code: null, reason: null, reason_details: [], next: null, until: null, ...more,
});

export const selected = (number: number): FlowEventBody => ({
	type: 'ticket_selected', ticket: pathOf(number), number, agent: 'codex', verify: [],
});

export const turnStarted = (turn: number, number: number, more: Partial<Extract<FlowEventBody, {type: 'turn_started'}>> = {}): FlowEventBody => ({
	type: 'turn_started', turn, ticket: pathOf(number), agent: 'codex', attempt: 1, conversation_id: null, prompt_sha256: '', replies: [], purpose: 'work', ...more,
});

export const turnFinished = (turn: number, more: Partial<Extract<FlowEventBody, {type: 'turn_finished'}>> = {}): FlowEventBody => ({
	type: 'turn_finished', turn, outcome: 'completed', conversation_id: null, message: 'Done.', error: null, diff_stats: {files: 2, insertions: 10, deletions: 3}, tokens: {input: 900, output: 100, total: 1000}, changed: true, seconds: 60, ...more,
});

export const pathOf = (number: number): string => `.codex-autorunner/tickets/TICKET-${String(number).padStart(3, '0')}.md`;

export const ticket = (number: number, more: Partial<TicketView> = {}): TicketView => ({
	...shownFields(undefined), path: pathOf(number), number, title: `Ticket ${number}`, agent: 'codex', done: false, proof: null, state: 'open', problems: [], turns: 0, seconds: 0, tokens: null, text: '', ...more,
});

export const snapshotOf = (more: Partial<RepositorySnapshot> & {readonly events?: readonly FlowEvent[]} = {}): RepositorySnapshot => ({
	repo: '/home/me/api',
	initialised: true,
	run: more.events === undefined ? null : foldRun(more.events),
	worker: {
		life: 'absent', pid: null, since: null, silentSeconds: null, lastWords: null,
	},
	tickets: [],
	folderProblems: [],
	inbox: [],
	receipts: [],
	agents: ['codex'],
	configTrouble: null,
	warnings: [],
	fullAccess: false,
	...more,
});
