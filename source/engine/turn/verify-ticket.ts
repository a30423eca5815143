import type {VerifyResult} from '../../domain/event/flow-event.js';
import {agentEnvironment} from '../../agents/process/environment.js';
import {runShell} from '../../agents/process/run-shell.js';
import type {Flow} from '../flow/flow.js';

/** Runs a ticket's checks in the repository, one after the other, and keeps the receipt. The baseline is taken once, before the first turn. */
export const verifyTicket = async (flow: Flow, check: {readonly ticket: string; readonly commands: readonly string[]; readonly baseline: boolean}): Promise<void> => {
	const progress = flow.state().tickets[check.ticket];
	const results: VerifyResult[] = [];
	for (const command of check.commands) {
		const {exitCode, seconds, tail} = await runShell(command, {
			cwd: flow.repo,
			env: agentEnvironment(flow.world.env, undefined, {CAR_RUN_ID: flow.runId}),
			timeoutSeconds: flow.config.ticketFlow.verifyTimeoutSeconds,
			tag: flow.tag,
			signal: flow.control.interrupt.signal,
		});
		if (flow.control.interrupt.signal.aborted) {
			return;
		}

		const before = progress?.baseline?.find(result => result.command === command)?.exit_code ?? null;
		results.push({
			command, exit_code: exitCode, before: check.baseline ? exitCode : before, seconds, tail: flow.redact(tail),
		});
	}

	flow.tree = undefined;
	flow.forgetTickets();
	flow.append({
		type: 'verify_finished', ticket: check.ticket, turn: flow.state().turn, results, baseline: check.baseline,
	});
};
