import type {RunOptions} from './run-options.js';
import type {RunState} from './run-state.js';

export type GoingOnOptions = RunOptions & {
	/** The engine would run in this process (`--foreground`). */
	readonly foreground: boolean;
};

export type GoingOnView = {
	readonly run: RunState | null;
	readonly workerLives: boolean;
	/** Tickets that are not done, broken ones included. */
	readonly openTickets: number;
	readonly totalTickets: number;
	/** An answer waits in the mailbox, or a human wrote one by hand: the next start takes it. */
	readonly answerWaits: boolean;
};

export type GoingOn
	= | {readonly type: 'new'; readonly refusesDirtyTree: boolean}
		| {readonly type: 'go_on'}
		| {readonly type: 'follow'}
		| {readonly type: 'nothing'; readonly message: string}
		| {readonly type: 'refuse'; readonly exitCode: number; readonly message: string; readonly hint: string; readonly details: readonly string[]};

/** What `car run` does by the state it finds: the contract's table, as a pure function. */
export const planGoingOn = (view: GoingOnView, options: GoingOnOptions): GoingOn => {
	const {run} = view;
	if (options.recover) {
		return run?.status === 'running' && !view.workerLives
			? {type: 'go_on'}
			: {type: 'nothing', message: view.workerLives ? 'A worker is alive: nothing to recover' : 'No run was broken off: nothing to recover'};
	}

	if (view.workerLives) {
		return followWorker(options);
	}

	if (run === null) {
		return {type: 'new', refusesDirtyTree: !options.dirty};
	}

	if (run.status === 'completed') {
		return view.openTickets === 0 && view.totalTickets > 0
			? {type: 'nothing', message: `${view.totalTickets === 1 ? 'The ticket is' : `All ${view.totalTickets} tickets are`} done: nothing to do`}
			: {type: 'new', refusesDirtyTree: !options.dirty};
	}

	return waitsForAnswer(run) && !options.noAnswer && !view.answerWaits ? refuseUnanswered(run) : {type: 'go_on'};
};

/** Whether a resting run may not go on before the human answered (or said that no answer comes). */
export const waitsForAnswer = (run: RunState): boolean =>
	run.status === 'paused' && ((run.reasonCode === 'question' && !run.answeredSinceRest) || (run.reasonCode === 'outcome_unknown' && run.openTurn !== null));

/** Whether what is asked can be had of no worker that runs already. */
export const needsOwnWorker = (options: GoingOnOptions): boolean => options.foreground || options.once || options.maxTurns !== undefined || options.fullAccess;

const followWorker = (options: GoingOnOptions): GoingOn => needsOwnWorker(options)
	? {
		type: 'refuse', exitCode: 5, message: 'Another worker holds this repository', hint: 'car run follows it; car stop ends it', details: [],
	}
	: {type: 'follow'};

const refuseUnanswered = (run: RunState): GoingOn => ({
	type: 'refuse',
	exitCode: 3,
	message: run.reason ?? 'The run waits for an answer',
	hint: `${run.next ?? 'car inbox shows what is asked'}; car run --no-answer goes on without`,
	details: run.reasonDetails,
});
