import type {Facts} from '../domain/flow/facts.js';
import {judgeTrust} from '../domain/trust/judge-trust.js';
import {readOutbox} from '../store/message/message-files.js';
import {readTrust} from '../store/folder/trust-file.js';
import type {Flow} from './flow/flow.js';

/** Reads what a decision depends on. The tree is only there when it was looked at since it last changed. */
export const gatherFacts = (flow: Flow): Facts => {
	const folder = flow.readTickets();
	return {
		settings: {...flow.config.ticketFlow, maxTotalTurns: flow.state().asked.maxTurns ?? flow.config.ticketFlow.maxTotalTurns},
		folder,
		tree: flow.tree === undefined ? undefined : {dirty: flow.tree.dirty.map(file => file.path)},
		outbox: readOutbox(flow.run),
		wishes: {stop: flow.control.stop, pause: flow.control.pause, interrupted: flow.control.interrupt.signal.aborted},
		untrusted: untrustedChecks(flow),
	};
};

/** An agent may have written the checks of a ticket before they were fixed. */
const untrustedChecks = (flow: Flow): readonly string[] => {
	const {current, tickets} = flow.state();
	const progress = current === null ? undefined : tickets[current];
	if (current === null || progress?.verify === undefined || progress.verify === null || progress.verify.length === 0) {
		return [];
	}

	// A human agreed to those of the configuration when the run was started.
	const own = progress.verify.filter(command => !flow.config.ticketFlow.verify.includes(command));
	const named = own.map(command => ({command, where: current, tracked: false}));
	return judgeTrust(named, readTrust(flow.repo, flow.world.env)).ask.map(ask => ask.command);
};
