import {existsSync, readFileSync} from 'node:fs';
import {ticketName} from '../../../domain/words/short-words.js';
import type {Config} from '../../../domain/config/config.js';
import type {InboxItem} from '../../../domain/event/flow-event.js';
import {isRestOf} from '../../../domain/flow/rests.js';
import {workInAll, type EarlierWork} from '../../../domain/run/earlier-work.js';
import type {Proof, RunState, TicketProgress} from '../../../domain/run/run-state.js';
import {isThere, workerLife} from '../../../domain/run/worker-life.js';
import {startTimeOf} from '../../../agents/process/process-evidence.js';
import {shownFields} from '../../../domain/ticket/ticket-fields.js';
import {isDone, type TicketEntry, type TicketFolder} from '../../../domain/ticket/ticket.js';
import type {Layout, RunLayout} from '../../../store/folder/layout.js';
import {readProcesses} from '../../../store/run/process-files.js';
import {readArchivedDispatch, readReplies} from '../../../store/message/read-messages.js';
import {readLock} from '../../../store/run/run-lock.js';
import {evidenceFor} from '../../start/lock-evidence.js';
import {lastWordsOf} from '../../flow/worker-words.js';
import type {
	InboxEntry, RepositorySnapshot, ReplyReceipt, TicketView, WorkerView,
} from '../flow-client.js';
import {readApproval} from './read-approval.js';
import {hasFullAccess} from './worker-flags.js';

export type SnapshotSources = {
	readonly repo: string;
	readonly layout: Layout;
	readonly redact: (text: string) => string;
	readonly config: Config;
	readonly folder: TicketFolder;
	readonly run: RunState | null;
	/** What the runs before it did, by the ticket's path. */
	readonly earlier: ReadonlyMap<string, EarlierWork>;
	readonly configTrouble: string | null;
	readonly warnings: readonly string[];
	/** Milliseconds since the epoch. */
	readonly now: number;
	readonly fullAccess: boolean;
};

/** Everything a surface shows, derived in one place from the fold of the log and the files. */
export const buildSnapshot = (sources: SnapshotSources): RepositorySnapshot => {
	const worker = viewWorker(sources);
	const inbox = (sources.run?.items ?? []).map(item => describeItem(sources, item));
	return {
		repo: sources.repo,
		initialised: existsSync(sources.layout.tickets),
		run: sources.run,
		worker,
		tickets: sources.folder.entries.map(entry => viewTicket(entry, sources, worker)),
		folderProblems: sources.folder.strays.map(stray => stray.problem),
		inbox,
		receipts: receiptsOf(sources.run),
		agents: [...Object.keys(sources.config.agents), 'user'],
		configTrouble: sources.configTrouble,
		warnings: sources.warnings,
		fullAccess: sources.fullAccess || hasFullAccess(worker) || Object.values(sources.config.agents).some(agent => agent.access === 'full'),
	};
};

export const viewWorker = ({layout, run, now}: Pick<SnapshotSources, 'layout' | 'run' | 'now'>): WorkerView => {
	const seen = readLock(layout);
	const record = seen?.record;
	const age = seen === undefined ? 0 : Math.max(0, (now - seen.heartbeat) / 1000);
	const life = workerLife({
		record,
		evidence: record && evidenceFor(record),
		heartbeatAgeSeconds: age,
		runSaysRunning: run?.status === 'running',
	});
	const isHeld = isThere(life);
	return {
		life,
		pid: isHeld ? record?.pid ?? null : null,
		since: life !== 'absent' && seen !== undefined ? new Date(seen.since).toISOString() : null,
		silentSeconds: isHeld ? Math.floor(age) : null,
		...life === 'dead' && run !== null ? {agentPid: agentOf(layout.run(run.runId))} : {},
		lastWords: life === 'dead' && run !== null ? lastWordsIn(layout.run(run.runId).workerLog) : null,
	};
};

/** A pid alone may be another's by now; with its start time it is the agent's. */
const agentOf = (run: RunLayout): number | null =>
	readProcesses(run).find(({pid, startTime}) => startTime !== null && startTimeOf(pid) === startTime)?.pid ?? null;

const lastWordsIn = (file: string): string | null => {
	try {
		return lastWordsOf(readFileSync(file, 'utf8')) ?? null;
	} catch {
		return null;
	}
};

const proofOf = (entry: TicketEntry, proof: Proof | null): TicketView['proof'] => {
	if (isDone(entry)) {
		return proof ?? 'unchecked';
	}

	return proof === 'failed' ? 'failed' : null;
};

/** Most tickets do not change between two snapshots; theirs is the very same view. */
const views = new WeakMap<TicketEntry, {readonly progress: TicketProgress | undefined; readonly earlier: EarlierWork | undefined; readonly view: TicketView}>();

const viewTicket = (entry: TicketEntry, {run, earlier: allEarlier}: SnapshotSources, worker: WorkerView): TicketView => {
	const progress = run?.tickets[entry.path];
	const earlier = allEarlier.get(entry.path);
	const state = stateOf(entry, run, worker);
	const known = views.get(entry);
	if (known !== undefined && known.progress === progress && known.earlier === earlier && known.view.state === state) {
		return known.view;
	}

	const work = workInAll(run, entry.path, earlier);
	const view: TicketView = {
		...shownFields(entry.ticket),
		path: entry.path,
		number: entry.number,
		title: entry.title,
		agent: entry.ticket?.agent ?? progress?.agent ?? work?.agent ?? '',
		done: isDone(entry),
		proof: proofOf(entry, work?.proof ?? null),
		state,
		problems: entry.problems,
		turns: work?.turns ?? 0,
		seconds: work?.seconds ?? 0,
		tokens: work?.tokens?.total ?? null,
		text: entry.text,
	};
	views.set(entry, {progress, earlier, view});
	return view;
};

const stateOf = (entry: TicketEntry, run: RunState | null, worker: WorkerView): TicketView['state'] => {
	if (entry.problems.length > 0 || entry.ticket === undefined) {
		return 'broken';
	}

	const works = run?.current === entry.path && run.status === 'running' && worker.life !== 'dead';
	if (works && (run.openTurn !== null || !isDone(entry))) {
		return 'running';
	}

	if (run?.items.some(item => item.ticket === entry.path && item.kind !== 'broken') === true && run.status !== 'completed') {
		return 'waiting';
	}

	return isDone(entry) ? 'done' : 'open';
};

const describeItem = (sources: SnapshotSources, item: InboxItem): InboxEntry => {
	const run = sources.run === null ? undefined : sources.layout.run(sources.run.runId);
	const answers = sources.run?.replies.filter(reply => reply.to === item.id).map(reply => reply.number) ?? [];
	const replies = run === undefined || answers.length === 0 ? [] : readReplies(run).filter(reply => answers.includes(reply.number));
	if (item.kind === 'question' && run !== undefined) {
		const {body = '', attachments = [], choices} = readArchivedDispatch(run, Number(item.id), sources.redact) ?? {};
		return {
			...item, body, attachments, replies, ...choices && {choices},
		};
	}

	const broken = item.kind === 'broken' ? sources.folder.entries.find(entry => entry.path === item.ticket) : undefined;
	if (broken?.problems.length === 0) {
		return {
			...item, title: `${ticketName(broken.path)} is mended`, next: 'car run goes on', body: `${ticketName(broken.path)} has no problem any more: car run goes on with it`, attachments: [], replies: [],
		};
	}

	const approval = item.kind === 'approval' && sources.run !== null
		? readApproval(sources.layout, sources.run, item.id.replace(/^approval-/, ''), {since: item.since, denyAfter: sources.config.approvals.denyAfter})
		: undefined;
	// The run's reason speaks of what it rests at, and of no other item.
	const said = item.details ?? (sources.run !== null && isRestOf(sources.run, item) ? [sources.run.reason ?? item.title, ...sources.run.reasonDetails] : [item.title]);
	const body = [...said, ...(item.ticket === null ? [] : [`ticket ${ticketName(item.ticket)}`])].join('\n');
	return {
		...item, body, attachments: [], replies, ...(approval === undefined ? {} : {approval}),
	};
};

const receiptsOf = (run: RunState | null): readonly ReplyReceipt[] => (run?.replies ?? []).map(reply => ({
	commandId: reply.commandId,
	reply: reply.number,
	state: receiptState(reply),
	turn: reply.deliveredIn,
}));

const receiptState = (reply: {readonly answered: boolean; readonly deliveredIn: number | null}): ReplyReceipt['state'] => {
	if (reply.answered) {
		return 'answered';
	}

	return reply.deliveredIn === null ? 'queued' : 'delivered';
};
