import {builtInValues} from '../../source/domain/config/keys.js';
import type {Config} from '../../source/domain/config/config.js';
import type {FlowEvent, FlowEventBody, VerifyResult} from '../../source/domain/event/flow-event.js';
import type {Facts} from '../../source/domain/flow/facts.js';
import {foldRun} from '../../source/domain/run/reduce-run.js';
import type {RunState} from '../../source/domain/run/run-state.js';
import type {TicketEntry} from '../../source/domain/ticket/ticket.js';

type Of<Type extends FlowEventBody['type']> = Partial<Extract<FlowEventBody, {type: Type}>>;

export const ticketPath = (number: number): string => `.codex-autorunner/tickets/TICKET-${String(number).padStart(3, '0')}.md`;

export const runStarted: FlowEventBody = {
	type: 'run_started', version: '1', config: {}, head: 'a'.repeat(40), number: 1,
};

export const selected = (number: number, more: Of<'ticket_selected'> = {}): FlowEventBody => ({
	type: 'ticket_selected', ticket: ticketPath(number), number, agent: 'codex', verify: [], ...more,
});

export const turnStarted = (turn: number, number: number, more: Of<'turn_started'> = {}): FlowEventBody => ({
	type: 'turn_started', turn, ticket: ticketPath(number), agent: 'codex', attempt: 1, conversation_id: null, prompt_sha256: '', replies: [], purpose: 'work', ...more,
});

export const turnFinished = (turn: number, more: Of<'turn_finished'> = {}): FlowEventBody => ({
	type: 'turn_finished', turn, outcome: 'completed', conversation_id: 'c', message: 'said', error: null, diff_stats: {files: 0, insertions: 0, deletions: 0}, tokens: null, changed: true, seconds: 1, broke_ticket: false, ...more,
});

export const archived = (dispatch: number, mode: 'notify' | 'pause' | 'turn_summary', turn: number, number: number | null = 1): FlowEventBody => ({
	type: 'dispatch_archived', dispatch, mode, title: `message ${dispatch}`, ticket: number === null ? null : ticketPath(number), attachments: [], turn,
});

export const replied = (reply: number, to: string | null, number: number | null = 1, commandId: string | null = null): FlowEventBody => ({
	type: 'reply_received', reply, command_id: commandId, to, ticket: number === null ? null : ticketPath(number),
});

export const rested = (code: 'question' | 'paused_by_you' | 'broken_ticket' | 'agent_error' | 'max_turns' | 'user_ticket' | 'outcome_unknown' | 'commit_refused' | 'verify_failed'): FlowEventBody => ({
	type: 'run_state_changed', status: 'paused', reason_code: code, reason: code, reason_details: [], next: 'car run', until: null,
});

export const wentOn = (more: Of<'run_state_changed'> = {}): FlowEventBody => ({
	type: 'run_state_changed', status: 'running', reason_code: null, reason: null, reason_details: [], next: null, until: null, went_on: true, ...more,
});

export const checked = (number: number, results: ReadonlyArray<Partial<VerifyResult>>, baseline = false): FlowEventBody => ({
	type: 'verify_finished', ticket: ticketPath(number), turn: 1, baseline,
	results: results.map(result => ({
		command: 'make test', exit_code: 0, before: null, seconds: 1, tail: '', ...result,
	})),
});

export const committed = (turn: number, kind: 'ticket' | 'checkpoint'): FlowEventBody => ({
	type: 'committed', commit: 'b'.repeat(40), kind, turn,
});

export const commitRefused = (turn: number, kind: 'ticket' | 'checkpoint', error = 'the hook says no', more: Of<'commit_refused'> = {}): FlowEventBody => ({
	type: 'commit_refused', kind, error, turn, ...more,
});

/** A turn that went well, with its summary archived: nothing is left to settle but a checkpoint. */
export const wholeTurn = (turn: number, number: number, more: {readonly started?: Of<'turn_started'>; readonly finished?: Of<'turn_finished'>} = {}): readonly FlowEventBody[] => [
	turnStarted(turn, number, more.started), turnFinished(turn, more.finished), archived(turn, 'turn_summary', turn, number),
];

export const eventsOf = (bodies: readonly FlowEventBody[]): readonly FlowEvent[] => bodies.map((body, index) => ({
	seq: index + 1, at: new Date(Date.UTC(2026, 0, 1) + (index * 1000)).toISOString(), run_id: '20260101-000000-aaaa', ...body,
}));

/** The state after these events; `run_started` comes first by itself. */
export const stateAfter = (...bodies: ReadonlyArray<FlowEventBody | readonly FlowEventBody[]>): RunState => foldRun(eventsOf([runStarted, ...bodies.flat()]))!;

const settings: Config['ticketFlow'] = {
	defaultAgent: builtInValues['ticket_flow.default_agent'],
	maxTicketTurns: 20,
	maxTotalTurns: undefined,
	maxLintRetries: 3,
	maxCommitRetries: 2,
	maxVerifyRetries: 3,
	verify: [],
	verifyTimeoutSeconds: 600,
	autoCommit: true,
	commit: 'car',
	conversation: 'ticket',
	onQuestion: 'wait',
};

/** Facts of a folder with these tickets and a clean tree nobody has looked at yet. */
export const factsOf = (entries: readonly TicketEntry[], more: Omit<Partial<Facts>, 'settings' | 'wishes'> & {readonly settings?: Partial<Facts['settings']>; readonly wishes?: Partial<Facts['wishes']>} = {}): Facts => ({
	folder: {entries, strays: [], missing: false},
	tree: undefined,
	outbox: {type: 'none'},
	untrusted: [],
	...more,
	settings: {...settings, ...more.settings},
	wishes: {
		stop: false, pause: false, interrupted: false, ...more.wishes,
	},
});

export const clean = {dirty: []};
export const dirty = {dirty: ['src/a.ts']};
