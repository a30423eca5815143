import {isDone, type TicketEntry} from '../ticket/ticket.js';
import {findRenames} from '../run/find-renames.js';
import {newFailures} from '../run/reduce-ticket.js';
import {lastReader} from '../run/replies-for.js';
import type {RunState, TicketProgress} from '../run/run-state.js';
import {mendingTurn, restAtLimit, startTurn} from './agent-turn.js';
import {chooseNext} from './choose-next.js';
import type {Decision} from './decision.js';
import type {Facts} from './facts.js';
import {keepOrphanedWork, keepUnfinishedWork} from './keep-work.js';
import {
	restAgentError, restApproval, restBadDispatch, restBroken, restCommitHindered, restCommitRefused, restNoProgress,
	restPausedByYou, restQuestion, restStopped, restUserTicket, restVerifyFailed,
} from './rests.js';

/**
 * What to do next: a pure function of the log's fold and the facts of the disk. The order of the questions is the contract:
 * what the last turn left, then the current ticket, then the choice of the next one.
 */
export const decide = (state: RunState, facts: Facts): Decision => {
	if (facts.wishes.stop) {
		return restStopped();
	}

	return settleTurn(state, facts) ?? keepOrphanedWork(state, facts) ?? followRename(state, facts) ?? tendCurrent(state, facts) ?? chooseNext(state, facts);
};

/** What the agent left in the outbox and said at the end; a failed turn rests. */
const settleTurn = (state: RunState, facts: Facts): Decision | undefined => {
	if (facts.outbox.type === 'found' && facts.outbox.reading.ok) {
		return {type: 'archive_dispatch', dispatch: facts.outbox.reading.dispatch};
	}

	const turn = state.settling;
	if (turn?.outcome === 'completed' && !turn.summarised && turn.message.trim() !== '') {
		return {type: 'archive_summary'};
	}

	// A question asked in a turn that then failed is still a question.
	const asked = turn?.dispatched === true && state.questions.some(question => question.ticket === turn.ticket);
	if (turn?.outcome === 'failed' && !asked) {
		return restAgentError(turn);
	}

	return turn?.outcome === 'interrupted' ? restPausedByYou() : undefined;
};

const followRename = (state: RunState, facts: Facts): Decision | undefined => {
	const [rename] = findRenames(state, facts.folder);
	return rename && {type: 'rename', ...rename};
};

const tendCurrent = (state: RunState, facts: Facts): Decision | undefined => {
	const entry = facts.folder.entries.find(candidate => candidate.path === state.current);
	const progress = entry && state.tickets[entry.path];
	if (entry === undefined || progress === undefined) {
		return undefined;
	}

	return keepUnfinishedWork(state, facts, entry)
		?? askedQuestion(state, facts, entry)
		?? badDispatch(state, facts, entry, progress)
		?? brokenByAgent(state, facts, entry, progress)
		?? (isDone(entry) && !isOwedAnAnswer(state, facts, entry) ? leaveTicket(state, facts, entry, progress) : workOnTicket(state, facts, entry, progress));
};

/** Somebody answered a question of this ticket, or said something after which no other turn comes, and no turn has seen it: it gets one, even when it is done. */
const isOwedAnAnswer = (state: RunState, facts: Facts, entry: TicketEntry): boolean =>
	entry.ticket?.agent !== 'user'
	&& (state.replies.some(reply => reply.ticket === entry.path && !reply.answered) || lastReader(state, facts.folder)?.path === entry.path);

const askedQuestion = (state: RunState, facts: Facts, entry: TicketEntry): Decision | undefined => {
	const question = state.questions.find(candidate => candidate.ticket === entry.path);
	if (question === undefined) {
		return undefined;
	}

	return facts.settings.onQuestion === 'wait' ? restQuestion(question) : chooseNext(state, facts);
};

/** It goes back to the agent once; a message that might be a question is never taken for a notice. */
const badDispatch = (state: RunState, facts: Facts, entry: TicketEntry, progress: TicketProgress): Decision | undefined => {
	if (facts.outbox.type === 'none' || facts.outbox.reading.ok) {
		return undefined;
	}

	const {problems} = facts.outbox.reading;
	if (progress.dispatchRetries >= 1 || progress.agent === 'user') {
		return restBadDispatch(entry.path, problems, `.codex-autorunner/runs/${state.runId}/DISPATCH.md`);
	}

	return mendingTurn(state, facts, entry, progress, {purpose: 'dispatch', dispatchErrors: problems, lintErrors: entry.problems});
};

/** Only an agent that worked on the ticket gets it back; what a human broke, or nobody has touched, is the human's to mend. */
const brokenByAgent = (state: RunState, facts: Facts, entry: TicketEntry, progress: TicketProgress): Decision | undefined => {
	if (entry.problems.length === 0) {
		return undefined;
	}

	const goesBack = progress.brokenByAgent && progress.lintRetries < facts.settings.maxLintRetries && progress.agent !== 'user';
	if (!goesBack) {
		return restBroken(entry.problems.map(problem => ({path: entry.path, problem})));
	}

	return mendingTurn(state, facts, entry, progress, {purpose: 'lint', lintErrors: entry.problems});
};

/**
 * The two gates between done and gone: the proof, then a clean tree. Undefined when both are passed.
 * A finished turn is committed once: what a hook writes into the tree afterwards would be dirty again after each commit.
 */
const leaveTicket = (state: RunState, facts: Facts, entry: TicketEntry, progress: TicketProgress): Decision | undefined => {
	const isOurs = entry.ticket?.agent !== 'user';
	const commands = isOurs ? progress.verify ?? [] : [];
	if (commands.length > 0 && progress.verified === null) {
		if (facts.untrusted.length > 0) {
			return restApproval(entry, facts.untrusted);
		}

		return facts.wishes.interrupted
			? restPausedByYou()
			: {
				type: 'verify', ticket: entry.path, commands, baseline: false,
			};
	}

	const failures = newFailures(progress.verified ?? []);
	if (failures.length > 0) {
		if (progress.verifyRetries >= facts.settings.maxVerifyRetries) {
			return restVerifyFailed(entry, failures);
		}

		return mendingTurn(state, facts, entry, progress, {purpose: 'verify'});
	}

	if (facts.tree === undefined) {
		return {type: 'look_at_tree'};
	}

	return facts.tree.dirty.length > 0 && progress.committedAfter !== state.turn ? commitGate(state, facts, entry, progress, facts.tree.dirty) : undefined;
};

const commitGate = (state: RunState, facts: Facts, entry: TicketEntry, progress: TicketProgress, dirty: readonly string[]): Decision => {
	const {commit, maxCommitRetries} = facts.settings;
	if (commit === 'car' && progress.commitError === null) {
		return {type: 'commit_ticket', entry};
	}

	const output = progress.commitError ?? '';
	if (progress.commitError !== null && progress.commitHindrance !== null) {
		return restCommitHindered(entry, {error: output, hindrance: progress.commitHindrance, dirty});
	}

	if (progress.commitRetries >= maxCommitRetries || entry.ticket?.agent === 'user') {
		return restCommitRefused(entry, output, dirty);
	}

	const attemptsLeft = maxCommitRetries - progress.commitRetries;
	return mendingTurn(state, facts, entry, progress, {purpose: 'commit', commit: {files: dirty, output, attemptsLeft}});
};

const workOnTicket = (state: RunState, facts: Facts, entry: TicketEntry, progress: TicketProgress): Decision => {
	if (entry.ticket?.agent === 'user') {
		return facts.settings.onQuestion === 'wait' ? restUserTicket(entry) : chooseNext(state, facts);
	}

	const limit = restAtLimit(state, facts, entry, progress);
	if (limit !== undefined) {
		return limit;
	}

	// A done ticket gets a turn for a reply only: what the human said is news.
	if (progress.idleTurns >= 2 && !isDone(entry)) {
		return restNoProgress(entry);
	}

	if (facts.untrusted.length > 0) {
		return restApproval(entry, facts.untrusted);
	}

	if (facts.wishes.pause) {
		return restPausedByYou();
	}

	const commands = progress.verify ?? [];
	if (commands.length > 0 && progress.baseline === null && progress.lastTurn === null) {
		return {
			type: 'verify', ticket: entry.path, commands, baseline: true,
		};
	}

	return startTurn(entry, progress, {purpose: 'work', noProgress: progress.idleTurns === 1});
};
