import type {RunState} from '../../domain/run/run-state.js';
import {explainSystemError} from '../../domain/system-error.js';
import {UserError} from '../../domain/user-error.js';
import {sayInWorkerLog} from '../flow/worker-words.js';
import {finishLost} from '../turn/lost-turn.js';
import type {OpenedFlow} from './open-flow.js';

/** What can be said of a failure: one line, more of them, and what to do. Trouble that no human can mend is told in full in the worker's own log. */
const tell = (error: unknown): {readonly reason: string; readonly details: readonly string[]; readonly next: string} => {
	const message = error instanceof Error ? error.message : String(error);
	const [reason = 'unknown trouble', ...details] = message.split('\n');
	if (error instanceof UserError) {
		sayInWorkerLog(`${message}\n`);
		return {reason, details, next: error.hint};
	}

	sayInWorkerLog(`${error instanceof Error ? error.stack ?? message : message}\n`);
	const explained = error instanceof Error ? explainSystemError(error) : undefined;
	return explained === undefined
		? {reason, details, next: 'car doctor looks for the cause; car run tries again'}
		: {reason: explained.what, details: [reason, ...details], next: explained.next};
};

/** Writes the failure into the log. With no log to write into, the failure is all there is to say: it is thrown on. */
export const failRun = (opened: OpenedFlow, error: unknown): RunState => {
	const deletion = opened.takeDeletion();
	opened.check();
	const {flow} = opened;
	const {openTurn} = flow.state();
	if (deletion !== undefined && openTurn !== null) {
		// What would tell the next start that it was sent is gone: without an end it would be sent again unasked.
		finishLost(flow, openTurn, {outcome: 'interrupted', error: 'the run was deleted while the agent worked'});
	}

	const {reason, details, next} = tell(deletion ?? error);
	flow.append({
		type: 'run_state_changed',
		status: 'failed',
		reason_code: null,
		reason: flow.redact(reason),
		reason_details: details.map(line => flow.redact(line)),
		next,
		until: null,
	});
	return flow.state();
};
