import type {AgentEvent} from '../../source/domain/event/agent-event.js';
import type {FlowEvent, FlowEventBody} from '../../source/domain/event/flow-event.js';
import {nothingAsked} from '../../source/domain/run/reduce-asked.js';
import type {RunState} from '../../source/domain/run/run-state.js';
import {shownFields} from '../../source/domain/ticket/ticket-fields.js';
import type {
	EngineEvent, InboxEntry, RepositorySnapshot, TicketView,
} from '../../source/engine/client/flow-client.js';
import {ticketPath} from './flow-log.js';

const titles = [
	'Job table and migrations', 'Enqueue and claim with SKIP LOCKED', 'Retry with back-off', 'Dead letters', 'Metrics endpoint', 'Rename the queue package', 'Load test, 1000 jobs/s', 'Choose the job store and write it down', 'Worker pool with graceful stop', 'Admin page: list and retry', 'Ask Dana for the staging password', 'Docs and the changelog',
];

export const ticketView = (number: number, change: Partial<TicketView> = {}): TicketView => ({
	...shownFields(undefined),
	path: ticketPath(number),
	number,
	title: titles[number - 1] ?? `Ticket ${number}`,
	agent: 'codex',
	done: false,
	proof: null,
	state: 'open',
	problems: [],
	turns: 0,
	seconds: 0,
	tokens: null,
	text: `---\nagent: codex\ndone: false\ntitle: ${titles[number - 1] ?? ''}\n---\n\n# ${titles[number - 1] ?? ''}\n\nKeep it small. Say in DISPATCH.md what you did not do.\n`,
	...change,
});

/** Twelve tickets of a night: six done in every way, one running, one broken, one for the human. */
export const nightTickets = (): readonly TicketView[] => [
	...[1, 2, 3, 4].map(number => ticketView(number, {done: true, proof: 'proven', state: 'done'})),
	ticketView(5, {done: true, proof: 'unchecked', state: 'done'}),
	ticketView(6, {done: true, proof: 'failed', state: 'done'}),
	ticketView(7, {done: true, proof: 'proven', state: 'done'}),
	ticketView(8, {state: 'running'}),
	ticketView(9),
	ticketView(10, {
		state: 'broken',
		problems: [{
			code: 'bad_type', message: '`done` is the text "no", not true or false', line: 3, mend: 'write `done: false`',
		}],
		text: '---\nagent: codex\ndone: "no"\n---\n\n# Admin page\n',
	}),
	ticketView(11, {agent: 'user', state: 'open'}),
	ticketView(12),
];

export const runState = (change: Partial<RunState> = {}): RunState => ({
	runId: '20261122-010000-abcd',
	number: 3,
	version: '2.0.0',
	head: 'abc',
	doneBefore: [],
	startedAt: '2026-11-22T01:00:00.000Z',
	finishedAt: null,
	status: 'running',
	since: '2026-11-22T01:00:00.000Z',
	reasonCode: null,
	reason: null,
	reasonDetails: [],
	next: null,
	until: null,
	limit: null,
	seq: 100,
	turn: 14,
	turnsSinceGo: 14,
	asked: nothingAsked,
	current: ticketPath(8),
	openTurn: {
		turn: 14, ticket: ticketPath(8), agent: 'codex', attempt: 1, conversationId: 'c', purpose: 'work', replies: [], at: '2026-11-22T03:00:00.000Z', seq: 100, before: undefined,
	},
	settling: null,
	tickets: {},
	questions: [],
	replies: [],
	answeredSinceRest: false,
	lastDispatch: 0,
	items: [],
	commands: {},
	workingSeconds: 5400,
	tokens: {input: 80_000, output: 12_400, total: 92_400},
	...change,
});

export const snapshotOf = (change: Partial<RepositorySnapshot> = {}): RepositorySnapshot => ({
	repo: '/srv/api',
	initialised: true,
	run: null,
	worker: {
		life: 'absent', pid: null, since: null, silentSeconds: null, lastWords: null,
	},
	tickets: [],
	folderProblems: [],
	inbox: [],
	receipts: [],
	agents: ['codex', 'claude', 'demo'],
	configTrouble: null,
	warnings: [],
	fullAccess: false,
	...change,
});

export const aliveWorker = {
	life: 'alive', pid: 4242, since: '2026-11-22T01:00:00.000Z', silentSeconds: 1, lastWords: null,
} as const;

export const running = (change: Partial<RepositorySnapshot> = {}): RepositorySnapshot =>
	snapshotOf({
		run: runState(), worker: aliveWorker, tickets: nightTickets(), ...change,
	});

export const question = (change: Partial<InboxEntry> = {}): InboxEntry => ({
	id: '3',
	kind: 'question',
	ticket: ticketPath(8),
	title: 'Postgres or SQLite for the job store?',
	since: '2026-11-22T03:02:00.000Z',
	next: 'reply',
	body: [
		'Postgres or SQLite for the job store?', 'a) Postgres: needs a server in CI', 'b) SQLite: one file, slower writes', '', 'What I found:', ...Array.from({length: 12}, (_, index) => `${index + 1}. finding number ${index + 1}`),
	].join('\n'),
	attachments: ['.codex-autorunner/runs/20261122-010000-abcd/dispatch_history/0003/numbers.csv'],
	replies: [],
	...change,
});

export const asking = (change: Partial<RepositorySnapshot> = {}): RepositorySnapshot => snapshotOf({
	run: runState({
		status: 'paused', reasonCode: 'question', reason: 'TICKET-008 asks: Postgres or SQLite for the job store?', next: 'answer it: r opens the reply', openTurn: null,
	}),
	tickets: nightTickets().map(ticket => ticket.number === 8 ? {...ticket, state: 'waiting' as const} : ticket),
	inbox: [
		question(),
		{
			id: 'user-11', kind: 'user_ticket', ticket: ticketPath(11), title: 'Ask Dana for the staging password', since: '2026-11-22T03:20:00.000Z', next: 'do it, then mark it done', body: 'Ask Dana for the staging password', attachments: [], replies: [],
		},
	],
	...change,
});

/** Makes events of one run with rising numbers. */
export const createEvents = (start = 101) => {
	let seq = start;
	const envelope = () => ({seq: seq++, at: '2026-11-22T03:00:01.000Z', run_id: '20261122-010000-abcd'});
	return {
		flow(body: FlowEventBody): EngineEvent {
			const event: FlowEvent = {...envelope(), ...body};
			return {type: 'flow_event', event};
		},
		agent: (event: AgentEvent, turn = 14): EngineEvent => ({
			type: 'agent_event', line: {
				...envelope(), type: 'agent_event', turn, event,
			},
		}),
		say(text: string): EngineEvent {
			return this.agent({type: 'output_delta', channel: 'message', text});
		},
	};
};
