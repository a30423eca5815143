import {counted, ticketName} from '../words/short-words.js';
import type {
	CommitHindrance, InboxItem, InboxKind, ReasonCode, VerifyResult,
} from '../event/flow-event.js';
import {isDone, type TicketEntry, type TicketProblem} from '../ticket/ticket.js';
import type {Question, RunState, SettlingTurn} from '../run/run-state.js';
import type {Rest} from './decision.js';

const paused = (code: NonNullable<Rest['code']>, text: {reason: string; next: string; details?: readonly string[]; item?: Rest['item']}): Rest => ({
	type: 'rest',
	status: 'paused',
	code,
	reason: text.reason,
	details: text.details ?? [],
	next: text.next,
	item: text.item,
});

const describe = (path: string, problem: TicketProblem): string =>
	`${path}${problem.line === undefined ? '' : `:${problem.line}`}: ${problem.message}${problem.message.endsWith('.') ? '' : ';'} ${problem.mend}`;

export const restStopped = (): Rest => ({
	type: 'rest', status: 'stopped', code: null, reason: 'Stopped by you', details: [], next: 'car run goes on where it stopped', item: undefined,
});

/** At most twenty paths, and how many more there are. */
const listed = (files: readonly string[]): readonly string[] => [...files.slice(0, 20), ...(files.length > 20 ? [`… and ${files.length - 20} more`] : [])];

/** `left`: what was changed after the last commit, repository paths. */
export const restCompleted = (state: RunState, total: number, left: readonly string[]): Rest => ({
	type: 'rest',
	status: 'completed',
	code: null,
	reason: `${total === 1 ? 'The ticket is' : `All ${total} tickets are`} done after ${counted(state.turn, 'turn')}`,
	details: [
		...(left.length === 0 ? [] : [`not committed, for it changed after the last commit: ${listed(left).join(', ')}`]),
		...state.replies.filter(reply => !reply.answered).map(reply => `reply ${reply.number} was read by no agent: no ticket is one's`),
	],
	next: 'car report shows what happened',
	item: undefined,
});

export const restPausedByYou = (): Rest => paused('paused_by_you', {reason: 'Paused by you', next: 'car run goes on'});

export const restNoTickets = (): Rest => paused('no_tickets', {
	reason: 'There are no tickets',
	next: 'car tickets new "What to do" writes the first one, then car run',
});

/** The dispatch is the question; the turn's summary never is. */
export const restQuestion = (question: Question): Rest => paused('question', {
	reason: question.title,
	details: question.ticket === null ? [] : [question.ticket],
	next: `car reply --to ${question.dispatch} "your answer"`,
});

export const userItem = (entry: TicketEntry): NonNullable<Rest['item']> => ({
	id: `user-${entry.number}`,
	kind: 'user_ticket',
	ticket: entry.path,
	title: entry.title,
	next: `do it, then car tickets done ${entry.number}`,
});

export const restUserTicket = (entry: TicketEntry): Rest => paused('user_ticket', {
	reason: `${ticketName(entry.path)} is yours: ${entry.title}`,
	details: [entry.path],
	next: `do it, set done: true (car tickets done ${entry.number}), then car run`,
	item: userItem(entry),
});

export const restBroken = (findings: ReadonlyArray<{readonly path: string; readonly problem: TicketProblem}>): Rest => {
	const paths = [...new Set(findings.map(finding => finding.path))];
	return paused('broken_ticket', {
		reason: paths.length === 1 ? `${paths[0] ?? 'A ticket'} is broken: ${findings[0]?.problem.message ?? ''}` : `${paths.length} tickets are broken`,
		details: findings.map(({path, problem}) => describe(path, problem)),
		next: 'mend what is named, then car run (car tickets lint checks)',
		item: {
			id: `broken-${ticketName(paths[0] ?? 'tickets').replace('TICKET-', '')}`,
			kind: 'broken',
			ticket: paths.length === 1 ? paths[0] ?? null : null,
			title: paths.length === 1 ? `${paths[0] ?? 'A ticket'} is broken` : `${paths.length} tickets are broken`,
			next: 'mend the tickets, then car run',
		},
	});
};

export const restBadDispatch = (ticket: string | null, problems: readonly string[], file: string): Rest => paused('bad_dispatch', {
	reason: `The agent's message cannot be read: ${problems[0] ?? 'unknown trouble'}`,
	details: problems,
	next: `mend or remove ${file}, then car run`,
	item: {
		id: 'dispatch', kind: 'broken', ticket, title: 'The agent\'s DISPATCH.md cannot be read', next: `mend or remove ${file}, then car run`,
	},
});

export const restCommitRefused = (entry: TicketEntry, error: string, dirty: readonly string[]): Rest => paused('commit_refused', {
	reason: `${ticketName(entry.path)} is done, but its work could not be committed`,
	details: [...error.split('\n').filter(Boolean), ...listed(dirty)],
	next: 'commit the files (or mend what refuses the commit), then car run',
	item: {
		id: `commit-${entry.number}`, kind: 'commit', ticket: entry.path, title: `${ticketName(entry.path)}: the commit is refused`, next: 'commit, then car run',
	},
});

/** Nobody refused the commit: what is in its way is the human's, and no agent is asked to clear it. */
export const restCommitHindered = (entry: TicketEntry, {error, hindrance, dirty}: {readonly error: string; readonly hindrance: CommitHindrance; readonly dirty: readonly string[]}): Rest => {
	const next = hindrance === 'state'
		? 'finish or abort what git is in the middle of (git status names it), then car run'
		: 'wait for the other git, or remove the lock it left behind, then car run';
	const {item, ...rest} = restCommitRefused(entry, error, dirty);
	return {...rest, next, item: item && {...item, title: `${ticketName(entry.path)}: git is ${hindrance === 'state' ? 'in the middle of something' : 'locked'}`, next}};
};

export const restVerifyFailed = (entry: TicketEntry, failures: readonly VerifyResult[]): Rest => paused('verify_failed', {
	reason: `${ticketName(entry.path)} says done, but ${failures[0]?.command ?? 'its check'} fails`,
	details: failures.flatMap(failure => [`${failure.command}: exit ${failure.exit_code ?? 'none (ended by its time limit)'}`, ...failure.tail.split('\n').filter(Boolean).slice(-10)]),
	next: 'mend the work or the check, then car run',
	item: {
		id: `verify-${entry.number}`, kind: 'verify', ticket: entry.path, title: `${ticketName(entry.path)} is not proven: ${failures[0]?.command ?? ''} fails`, next: 'mend it, then car run',
	},
});

export const restAgentError = (turn: SettlingTurn): Rest => {
	const lines = (turn.error ?? 'the agent failed').split('\n').filter(line => line.trim() !== '');
	return paused('agent_error', {
		reason: `Turn ${turn.turn} failed: ${lines[0] ?? 'the agent failed'}`,
		details: lines.slice(1),
		next: 'see car log, then car run tries again',
		item: {
			id: `agent-${turn.turn}`, kind: 'agent', ticket: turn.ticket, title: `Turn ${turn.turn} failed: ${lines[0] ?? ''}`, next: 'car run tries again',
		},
	});
};

export const restMaxTurns = (entry: TicketEntry, limit: number): Rest => paused('max_turns', {
	reason: isDone(entry) ? `${ticketName(entry.path)} has used its ${counted(limit, 'turn')}` : `${ticketName(entry.path)} is not done after ${counted(limit, 'turn')}`,
	next: 'look at the work; car run gives it as many turns again',
	item: {
		id: `limit-${entry.number}`, kind: 'limit', ticket: entry.path, title: `${ticketName(entry.path)}: turn limit reached`, next: 'car run gives it as many turns again',
	},
});

/** The limit of the whole run: no single ticket is concerned, and the one that is next may never have run. */
export const restMaxTotalTurns = (limit: number): Rest => paused('max_turns', {
	reason: `The run has used its ${counted(limit, 'turn')}`,
	next: 'look at the work; car run gives it as many turns again',
	item: {
		id: 'limit-run', kind: 'limit', ticket: null, title: `The run has used its ${counted(limit, 'turn')}`, next: 'car run gives it as many turns again',
	},
});

/** Items of which a rest with this code speaks. */
const kindAtRest: Readonly<Partial<Record<ReasonCode, InboxKind>>> = {
	question: 'question', user_ticket: 'user_ticket', broken_ticket: 'broken', bad_dispatch: 'broken', commit_refused: 'commit', verify_failed: 'verify',
	agent_error: 'agent', no_progress: 'loop', max_turns: 'limit', approval: 'approval', outcome_unknown: 'outcome', tampering: 'tampering',
};

/** Whether the reason at which the run rests speaks of this item. */
export const isRestOf = (state: RunState, item: InboxItem): boolean =>
	state.status === 'paused' && state.reasonCode !== null && kindAtRest[state.reasonCode] === item.kind
	&& (item.kind !== 'user_ticket' || (item.ticket !== null && state.reasonDetails.includes(item.ticket)));

/** The ticket at which a run stands: the one it rests for, else the one it works on. */
export const ticketAt = (state: RunState): string | null => state.items.find(item => isRestOf(state, item))?.ticket ?? state.current;

export const restNoProgress = (entry: TicketEntry): Rest => paused('no_progress', {
	reason: `Two turns of ${ticketName(entry.path)} changed nothing`,
	next: 'make the ticket clearer or answer what holds it up, then car run',
	item: {
		id: `loop-${entry.number}`, kind: 'loop', ticket: entry.path, title: `${ticketName(entry.path)}: two turns changed nothing`, next: 'make the ticket clearer, then car run',
	},
});

export const restApproval = (entry: TicketEntry, commands: readonly string[]): Rest => paused('approval', {
	reason: `${ticketName(entry.path)} wants to run commands nobody has agreed to`,
	details: commands,
	next: 'car trust shows them and asks; then car run',
	item: {
		id: `approval-verify-${entry.number}`, kind: 'approval', ticket: entry.path, title: `May ${ticketName(entry.path)} run ${commands[0] ?? 'its checks'}?`, next: 'car trust, then car run',
	},
});

export const restRepositoryGone = (ticket: string | null): Rest => paused('tampering', {
	reason: 'The repository\'s .git is gone',
	details: ticket === null ? [] : [ticket],
	next: 'bring .git back, look at what else is missing, then car run',
	item: {
		id: 'tampering-git', kind: 'tampering', ticket, title: 'The repository\'s .git is gone', next: 'bring it back, then car run',
	},
});

export const restOutcomeUnknown = (state: RunState, turn: number, ticket: string): Rest => paused('outcome_unknown', {
	reason: `Nobody knows how turn ${turn} of ${ticketName(ticket)} ended: the worker died while the agent worked`,
	details: [`run ${state.runId}`],
	next: `look at the tree; car reply --to outcome-${turn} --happened (it did its work) or --again (do the turn again)`,
	item: {
		id: `outcome-${turn}`, kind: 'outcome', ticket, title: `Did turn ${turn} of ${ticketName(ticket)} do its work?`, next: `car reply --to outcome-${turn} --happened | --again`,
	},
});
