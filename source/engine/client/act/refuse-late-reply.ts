import type {RunState} from '../../../domain/run/run-state.js';
import {UserError} from '../../../domain/user-error.js';

/** Throws UserError for a reply that nobody would read: to a finished run, or to an item that is not open. The worker checks again; this spares the human the wait. */
export const refuseLateReply = (state: RunState, to: string | undefined): void => {
	if (state.status === 'completed' || state.status === 'failed') {
		throw new UserError(`The run is ${state.status}: nobody reads a reply to it`, 'write a ticket (car tickets new) and car run');
	}

	const name = to === undefined ? undefined : /^#?0*(\d+)$/.exec(to)?.[1] ?? to;
	if (state.items.some(item => item.id === name && item.kind === 'outcome')) {
		throw new UserError(`${name ?? ''} needs a yes or no, not a text`, `car reply --to ${name ?? ''} --happened | --again`);
	}

	const isOpen = name === undefined || state.items.some(item => item.id === name) || state.questions.some(question => String(question.dispatch) === name);
	if (!isOpen) {
		throw new UserError(`${to ?? ''} is not open: it was answered already, or never asked`, 'car inbox shows what is open');
	}
};
