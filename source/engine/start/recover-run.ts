import {existsSync} from 'node:fs';
import {isEnd, type AgentEnd} from '../../domain/event/agent-event.js';
import type {RunStatus} from '../../domain/event/flow-event.js';
import {restOutcomeUnknown} from '../../domain/flow/rests.js';
import type {OpenTurn} from '../../domain/run/run-state.js';
import {endLeftovers} from '../../agents/process/kill-tree.js';
import {loadConfig} from '../../store/folder/config-files.js';
import {ignoreStateFolder} from '../../store/folder/state-folder.js';
import {readOutbox} from '../../store/message/message-files.js';
import {forgetProcesses, readProcesses} from '../../store/run/process-files.js';
import {adoptArchived, mendQuestionItems, rebuildSummaries} from '../mail/archive-outbox.js';
import {trailerOf} from '../turn/commit-work.js';
import type {Flow} from '../flow/flow.js';
import {holdUnknownCommands} from '../trust/hold-new-commands.js';
import {
	finishLost, heardIn, isTurnLost, recall,
} from '../turn/lost-turn.js';
import {takeRest} from '../flow/open-items.js';
import {redactEvent} from '../turn/run-attempt.js';
import {tagBeginning} from './worker-tag.js';

/**
 * Puts right what a dead worker left, before anything is decided: its agents are ended, what it had archived is taken into the log,
 * and its open turn is adopted, started over (nothing was sent), or put to the human (something may have been sent). Never guesses.
 */
export const recoverRun = async (flow: Flow, found: {
	readonly tornBytes: number;
	/** What the log said last: a run that still ran, or one that failed, may be ahead of its log. */
	readonly status: RunStatus | undefined;
}): Promise<void> => {
	// In a folder that nobody prepared yet none is missed.
	if (ignoreStateFolder(flow.layout) && existsSync(flow.layout.tickets)) {
		flow.append({type: 'recovered', found: 'the state folder had no .gitignore', did: 'wrote it again'});
	}

	const leftovers = readProcesses(flow.run);
	const ended = await endLeftovers({tag: tagBeginning(flow.repo), folder: flow.repo, processes: leftovers});
	if (isTurnLost(flow.state())) {
		// Before anything tells of the turn that it is over; where this fails, the next start owes it still.
		flow.space.hold(() => {
			const {repo, world: {env}} = flow;
			holdUnknownCommands(repo, {loaded: loadConfig(repo, env), folder: flow.readTickets(), env});
		});
	}

	if (found.tornBytes > 0) {
		flow.append({type: 'recovered', found: `a torn last line of ${found.tornBytes} bytes`, did: 'cut it and kept it aside'});
	}

	rebuildSummaries(flow);
	if (found.status !== 'running' && found.status !== 'failed') {
		return;
	}

	if (readOutbox(flow.run).type === 'none') {
		const adopted = adoptArchived(flow);
		if (adopted > 0) {
			flow.append({type: 'recovered', found: `${adopted} archived messages that were not in the log`, did: 'took them in'});
		}
	}

	mendQuestionItems(flow);
	await adoptCommit(flow);
	const open = flow.state().openTurn;
	if (open !== null && isTurnLost(flow.state())) {
		// A process with a dead worker's tag is evidence too: the worker may have died before it could write the record.
		await settleOpenTurn(flow, open, ended.length > 0 || leftovers.some(record => record.turn === open.turn && record.attempt === open.attempt));
		forgetProcesses(flow.run);
	} else if (open === null && found.status === 'running') {
		flow.append({type: 'recovered', found: 'a worker that died between two turns', did: 'goes on from the log'});
	}
};

const foundEnd = (end: AgentEnd) => ({outcome: end.type, message: end.type === 'completed' ? end.message : ''});

const settleOpenTurn = async (flow: Flow, open: OpenTurn, wasStarted: boolean): Promise<void> => {
	const said = heardIn(flow, open);
	const end = said.findLast((event): event is AgentEnd => isEnd(event));
	if (end !== undefined) {
		finishLost(flow, open, {...foundEnd(end), error: 'the worker died after the turn ended'});
		flow.append({type: 'recovered', found: `turn ${open.turn} had ended (${end.type})`, did: 'took its end from the transcript'});
		return;
	}

	// An attempt that met the limit is over, whatever it said before.
	const isWaiting = (flow.state().limit?.seq ?? 0) > open.seq;
	if (isWaiting || (!wasStarted && said.length === 0)) {
		flow.append({
			type: 'recovered',
			found: isWaiting ? `turn ${open.turn} waited for a usage limit` : `turn ${open.turn} was never sent`,
			did: isWaiting ? 'starts it when the limit is over' : 'starts it',
			turn: open.turn,
		});
		return;
	}

	const memory = await recall(flow, open);
	if (memory.type === 'ended') {
		const remembered = redactEvent(memory.end, flow.redact);
		flow.say(open.turn, [remembered]);
		finishLost(flow, open, {...foundEnd(remembered), error: remembered.type === 'failed' ? remembered.message : 'it was interrupted'});
		flow.append({type: 'recovered', found: `turn ${open.turn} had ended (${memory.end.type}), says ${open.agent}`, did: 'took its end from the conversation'});
		return;
	}

	if (memory.type === 'never_got_it' && said.every(event => event.type === 'session_started' || event.type === 'notice')) {
		flow.append({
			type: 'recovered', found: `turn ${open.turn} never reached ${open.agent}`, did: 'starts it', turn: open.turn,
		});
		return;
	}

	const rest = restOutcomeUnknown(flow.state(), open.turn, open.ticket);
	takeRest(flow, memory.type === 'unknown' ? {...rest, details: [...rest.details, memory.reason]} : rest);
};

/** A commit that reached the repository and not the log; its trailer says whose it is. */
const adoptCommit = async (flow: Flow): Promise<void> => {
	const {tickets, turn} = flow.state();
	const commit = await flow.git.findByTrailer(trailerOf(flow));
	if (commit === undefined || Object.values(tickets).some(progress => progress.commits.includes(commit))) {
		return;
	}

	const made = await flow.git.commitsSince(flow.state().head);
	const kind = made.find(({hash}) => hash === commit)?.subject.startsWith('CAR checkpoint') === true ? 'checkpoint' : 'ticket';
	flow.append({
		type: 'committed', commit, kind, turn,
	});
	flow.append({type: 'recovered', found: `commit ${commit.slice(0, 10)} that was not in the log`, did: 'took it in'});
};
