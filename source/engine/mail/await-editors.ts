import {lstatSync} from 'node:fs';
import path from 'node:path';
import type {Decision} from '../../domain/flow/decision.js';
import {unsettledFor} from '../../store/ticket/settled-file.js';
import type {Flow} from '../flow/flow.js';

/** A ticket that is written without end, as a log is, is worked on all the same. */
const mostLooks = 10;

/** Before a ticket goes to an agent: waits until nobody was writing it for a moment, so that no half of it is sent. True: somebody was, and what to do is to be decided anew. */
export const awaitEditors = async (flow: Flow, decision: Decision): Promise<boolean> => {
	if (decision.type !== 'select' && decision.type !== 'start_turn') {
		return false;
	}

	const file = path.resolve(flow.repo, decision.entry.path);
	for (let look = 0; look < mostLooks; look++) {
		const wait = unsettledFor(lstatSync(file, {throwIfNoEntry: false})?.mtimeMs ?? 0);
		if (wait === 0) {
			return look > 0;
		}

		flow.forgetTickets();
		await flow.world.wait(wait, flow.control.interrupt.signal);
	}

	return false;
};
