import type {RunOptions} from '../../domain/run/run-options.js';
import type {RunState} from '../../domain/run/run-state.js';
import type {Control, Flow} from '../flow.js';
import {finishLost} from '../turn/lost-turn.js';
import {closeItems} from '../open-items.js';

/** What a human wanted of a worker holds for its first rest only. */
export const forgetWishes = (control: Control): void => {
	control.pause = false;
	control.stop = false;
	control.interrupt = new AbortController();
};

/** What the human asked when they started the worker, as the log has it. */
export const askedOf = ({once, maxTurns}: Asking): {readonly once?: true; readonly max_turns?: number} =>
	({...once ? {once: true} : {}, ...maxTurns === undefined ? {} : {max_turns: maxTurns}});

type Asking = Pick<RunOptions, 'once' | 'maxTurns'>;

/** Whether a run that is going already does so as the human who started this worker asked. A worker that recovers it goes on as it was asked before. */
const goesAsAsked = ({asked}: RunState, options: Asking & Pick<RunOptions, 'recover'>): boolean =>
	options.recover || (asked.wish === null && asked.once === options.once && asked.maxTurns === (options.maxTurns ?? null));

/** Leaves a rest because a human wants it to: limits start afresh; what a human did not answer is given up only when they say so. */
export const goOn = (flow: Flow, options: Asking & Pick<RunOptions, 'noAnswer' | 'recover'>): void => {
	const open = flow.state().openTurn;
	if (open !== null) {
		finishLost(flow, open, {outcome: 'interrupted', error: 'its outcome stayed unknown, the human went on'});
	}

	if (flow.state().status === 'running' && flow.state().settling?.outcome !== 'interrupted' && goesAsAsked(flow.state(), options)) {
		takeUpWish(flow);
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
		...askedOf(options),
	});
	if (options.noAnswer) {
		closeItems(flow, () => false);
	}
};

/** A rest that was promised and that a dead worker did not come to. */
const takeUpWish = ({control, state}: Flow): void => {
	const {wish} = state().asked;
	control.pause ||= wish === 'pause';
	control.stop ||= wish === 'stop';
};
