import type {Flow} from './flow.js';
import {finishLost} from './lost-turn.js';
import {closeItems} from './open-items.js';

/** Leaves a rest because a human wants it to: limits start afresh; what a human did not answer is given up only when they say so. */
export const goOn = (flow: Flow, options: {readonly noAnswer: boolean}): void => {
	flow.control.pause = false;
	flow.control.stop = false;
	flow.control.interrupt = new AbortController();
	const open = flow.state().openTurn;
	if (open !== null) {
		finishLost(flow, open, {outcome: 'interrupted', error: 'its outcome stayed unknown, the human went on'});
	}

	if (flow.state().status === 'running' && flow.state().settling?.outcome !== 'interrupted') {
		return;
	}

	flow.append({
		type: 'run_state_changed',
		status: 'running',
		reason_code: null,
		reason: null,
		reason_details: [],
		next: null,
		until: null,
		went_on: true,
		...(options.noAnswer ? {no_answer: true} : {}),
	});
	if (options.noAnswer) {
		closeItems(flow, () => false);
	}
};
