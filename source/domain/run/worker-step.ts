import type {RunStatus} from '../event/flow-event.js';
import {waitsForAnswer} from './going-on.js';
import type {RunState} from './run-state.js';

/** Why a worker looks at its run: a human started it, or mail came since. What the human wanted of it holds for the first rest only. */
export type Cause = 'start' | 'mail';

/** What a worker sees when the run rests, or was left running by one that died. */
export type SeenAtRest = {
	readonly cause: Cause;
	readonly state: RunState;
	/** Something was said that no turn has read, and an agent has a ticket to read it. */
	readonly hasReader: boolean;
	/** The worker was told to end, or the lock is another's, or the run is gone. */
	readonly isEnding: boolean;
};

export type StepAtRest
	= | {readonly type: 'go_on'; readonly noAnswer: boolean; readonly recover: boolean}
		| {readonly type: 'leave'};

const nothingAsked = {noAnswer: false, recover: false};

/** Whether the run goes on from where it stands: because a human wants it to, or, once it rested, because an answer came. */
export const stepAtRest = ({cause, state, hasReader, isEnding}: SeenAtRest, asked: {readonly noAnswer: boolean; readonly recover: boolean}): StepAtRest => {
	const {noAnswer, recover} = cause === 'start' ? asked : nothingAsked;
	const isWanted = cause === 'start' ? !recover || state.status === 'running' : state.answeredSinceRest;
	const isOver = state.status === 'completed' && (cause === 'start' || !hasReader);
	return isEnding || !isWanted || isOver || (!noAnswer && waitsForAnswer(state)) ? {type: 'leave'} : {type: 'go_on', noAnswer, recover};
};

/** What a worker does that has freed the lock. Whoever posted between its last look and that moment saw a live worker and relied on it; but what a dying or failed one cannot take stays for the next. */
export const stepOutside = ({status, isEnding, freshMail}: {readonly status: RunStatus; readonly isEnding: boolean; readonly freshMail: number}): 'come_back' | 'end' =>
	isEnding || status === 'failed' || freshMail === 0 ? 'end' : 'come_back';
