import type {RepositorySnapshot} from '../../../source/engine/client/flow-client.js';
import type {Action, Message} from '../../../source/tui/message.js';
import {
	aliveWorker, asking, createEvents, question, runState, running, snapshotOf,
} from '../believable.js';
import {ticketPath} from '../flow-log.js';
import {
	approval, checks, diff, documents, history, loaded, longTickets, messages, report, runId, runs, turns,
} from './morning.js';

/** The five sizes that are designed on purpose. */
export const sizes = [[140, 40], [100, 30], [80, 24], [60, 20], [40, 12]] as const;

type Steps = ReadonlyArray<Action | Message>;

/** What the agent of the running turn said. */
export const said = (): Message => {
	const events = createEvents();
	return {
		type: 'engine', events: [
			events.flow({
				type: 'turn_started', turn: 14, ticket: ticketPath(8), agent: 'codex', attempt: 1, conversation_id: 'c', prompt_sha256: '', replies: [], purpose: 'work',
			}),
			events.agent({type: 'output_delta', channel: 'reasoning', text: 'The ticket wants a decision. I compare both stores under load first.\n'}),
			events.agent({
				type: 'tool_call', call_id: '1', name: 'exec', summary: 'npm run bench -- --store postgres',
			}),
			events.agent({
				type: 'tool_result', call_id: '1', ok: false, summary: 'connect ECONNREFUSED 127.0.0.1:5432', exit_code: 1,
			}),
			events.say('SQLite holds 1000 jobs/s with WAL. Postgres is not reachable here, so its numbers are from the documents. 日本語も 👍 fine.\n'),
		],
	};
};

const atWork = (): RepositorySnapshot => running({tickets: longTickets()});

const ticket = {type: 'ticket', path: ticketPath(8)} as const;
const broken = {type: 'ticket', path: ticketPath(10)} as const;

/** Each screen and state that a human can meet, with how one comes there. */
export const scenes: ReadonlyArray<readonly [name: string, snapshot: () => RepositorySnapshot, steps: Steps]> = [
	['board', atWork, [said()]],
	['board-empty', () => snapshotOf(), []],
	['board-not-set-up', () => snapshotOf({initialised: false}), []],
	['board-dead-worker', () => running({
		worker: {
			...aliveWorker, life: 'dead', silentSeconds: 700, lastWords: 'FATAL ERROR: Reached heap limit, JavaScript heap out of memory',
		}, fullAccess: true,
	}), [said(), 'show_log']],
	['board-silent-worker', () => running({worker: {...aliveWorker, life: 'silent', silentSeconds: 12}}), [said(), 'show_log']],
	['inbox-question', () => asking(), []],
	['inbox-nothing', () => running(), ['show_inbox']],
	['inbox-approval', () => running({inbox: [approval()]}), ['show_inbox', said()]],
	['inbox-outcome', () => asking({
		inbox: [question({
			id: 'outcome-13', kind: 'outcome', title: 'Nobody saw turn 13 end', body: 'Nobody saw turn 13 end: the worker died after the prompt was sent', attachments: [],
		})], run: runState({status: 'paused', reasonCode: 'outcome_unknown', openTurn: null}),
	}), []],
	['inbox-answered-meanwhile', () => running({inbox: [approval()]}), ['show_inbox', {type: 'engine', events: [{type: 'snapshot', snapshot: running({inbox: [question()]})}]}]],
	['reply', () => asking(), ['go_on', {type: 'line_changed', text: 'b, but keep the interface'}, {type: 'attached', file: '/home/me/shot.png'}]],
	['reply-lines', () => asking(), ['go_on', {type: 'pasted', text: 'b.\nKeep the interface, 日本語のコメントも。\n\nAnd say in the changelog why.'}]],
	['reply-attach', () => asking(), ['go_on', 'attach', {type: 'line_changed', text: 'docs/p'}, {type: 'completed_path', typed: 'docs/p', names: ['docs/pictures/', 'docs/plan.md']}]],
	['ticket', atWork, ['open', loaded(ticket, {type: 'ticket', history})]],
	['ticket-end', atWork, ['open', loaded(ticket, {type: 'ticket', history}), 'last', 'up', 'up']],
	['ticket-broken', atWork, ['show_tickets', 'down', 'down', 'open', loaded(broken, {
		type: 'ticket', history: {
			turns: [], commits: [], proofs: [], messages: [],
		},
	})]],
	['ticket-gone', atWork, ['open', loaded(ticket, {type: 'ticket', history}), {type: 'engine', events: [{type: 'snapshot', snapshot: running({tickets: []})}]}]],
	['ticket-new', atWork, ['show_tickets', 'add', {type: 'line_changed', text: 'Mend the flaky queue test'}]],
	['agents', atWork, ['agent', 'down', 'down']],
	['diff', atWork, ['diff', loaded({type: 'diff', path: ticketPath(8)}, {type: 'text', text: diff})]],
	['messages', atWork, ['talk', loaded({type: 'talk', path: ticketPath(8)}, {type: 'talk', messages}), 'down']],
	['report', () => asking(), [loaded({type: 'report'}, {type: 'report', report}), 'down', 'down']],
	['runs', atWork, ['runs', loaded({type: 'runs'}, {type: 'runs', runs}), 'down']],
	['run', atWork, ['runs', loaded({type: 'runs'}, {type: 'runs', runs}), 'down', 'open', loaded({type: 'run', runId, number: 3}, {type: 'run', turns}), 'down', 'down']],
	['workspace', atWork, ['documents', loaded({type: 'documents'}, {type: 'documents', documents}), 'down']],
	['document', atWork, ['documents', loaded({type: 'documents'}, {type: 'documents', documents}), 'down', 'open', loaded({type: 'file', path: '.codex-autorunner/workspace/active_context.md'}, {type: 'text', text: '# What is going on\n\nThe queue moves into the store package.\n決定: SQLite.\n'})]],
	['doctor', atWork, ['doctor', loaded({type: 'doctor'}, {type: 'doctor', lines: checks})]],
	['palette', atWork, ['palette']],
	['palette-not-now', atWork, ['palette', {type: 'line_changed', text: 'deny'}]],
	['help', atWork, ['help']],
	['start', () => snapshotOf({tickets: longTickets()}), ['go_on', {type: 'checked', lines: checks}]],
	['stop', atWork, [said(), 'stop']],
];
