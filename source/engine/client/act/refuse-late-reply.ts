import {questionFor} from '../../../domain/run/question-for.js';
import type {RunState} from '../../../domain/run/run-state.js';
import {UserError} from '../../../domain/user-error.js';

/** Throws UserError for a reply that nobody would read: to a finished run, or to an item that is not open. The worker checks again; this spares the human the wait. */
export const refuseLateReply = (state: RunState, to: string | undefined): void => {
	if (state.status === 'completed' || state.status === 'failed') {
		throw new UserError(`The run is ${state.status}: nobody reads a reply to it`, 'write a ticket (car tickets new) and car run');
	}

	if (state.items.some(item => item.id === to && item.kind === 'outcome')) {
		throw new UserError(`${to ?? ''} needs a yes or no, not a text`, `car reply --to ${to ?? ''} --happened | --again`);
	}

	if (questionFor(state, to) === undefined) {
		throw new UserError(`${to ?? ''} is not open: it was answered already, or never asked`, 'car inbox shows what is open');
	}
};
