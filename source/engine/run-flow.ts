import {decide} from '../domain/flow/decide.js';
import {restRepositoryGone} from '../domain/flow/rests.js';
import type {RunState} from '../domain/run/run-state.js';
import {readOutbox} from '../store/message/message-files.js';
import {adoptArchived} from './mail/archive-outbox.js';
import {awaitEditors} from './mail/await-editors.js';
import {isRepositoryGone, type Flow} from './flow/flow.js';
import {gatherFacts} from './gather-facts.js';
import {takeRest} from './flow/open-items.js';
import {perform} from './perform.js';
import {awaitReplyWriter} from './mail/take-hand-written.js';
import {tendMailbox} from './mail/tend-mailbox.js';
import {isDiskFull} from './flow/wait-for-space.js';

/**
 * The loop: look, decide, do, write down, until the run rests. Asked to go on once, it rests before a second turn.
 * The mailbox is emptied here and, while a turn runs, by whoever calls `tendMailbox`.
 */
export const runFlow = async (flow: Flow): Promise<RunState> => {
	for (let isOver = false; !isOver;) {
		isOver = await withSpace(flow, async () => {
			tendMailbox(flow, {atStart: false});
			if (flow.control.shutdown) {
				return true;
			}

			if (isRepositoryGone(flow)) {
				takeRest(flow, restRepositoryGone(flow.state().current));
				return true;
			}

			const {asked, turn} = flow.state();
			flow.control.pause ||= asked.once && turn > asked.from;
			const facts = gatherFacts(flow);
			const decision = decide(flow.state(), facts);
			return await awaitEditors(flow, decision) || (decision.type === 'rest' && decision.status !== 'stopped' && await awaitReplyWriter(flow)) ? false : perform(flow, decision, facts.folder);
		});
	}

	return flow.state();
};

/** Begins again what a full disk broke off, once there is space: everything done here can be done twice. */
export const withSpace = async <Result>(flow: Flow, act: () => Promise<Result>): Promise<Result> => {
	for (let isAgain = false; ; isAgain = true) {
		try {
			if (isAgain && readOutbox(flow.run).type === 'none') {
				// It may have broken off between the history and the log.
				adoptArchived(flow);
			}

			return await act();
		} catch (error) {
			if (!isDiskFull(error) || flow.control.shutdown) {
				throw error;
			}
		}

		await flow.space.wait();
		flow.tree = undefined;
		flow.forgetTickets();
	}
};
