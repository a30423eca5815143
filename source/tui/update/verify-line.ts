import type {VerifyResult} from '../../domain/event/flow-event.js';
import type {LineKind} from '../state.js';

/** What fails before the ticket's first turn is nobody's failure: it is only noted. */
export const verifyKind = (result: VerifyResult, isBaseline: boolean): LineKind => {
	if (result.exit_code === 0) {
		return 'result';
	}

	return isBaseline ? 'notice' : 'failure';
};

/** One verify command and how it ended, in a line. */
export const verifyLine = (result: VerifyResult, isBaseline: boolean): string => {
	const outcome = result.exit_code === null ? 'was ended' : `exit ${result.exit_code}`;
	const before = !isBaseline && result.exit_code !== 0 && result.before !== null && result.before !== 0 ? ', failed before too' : '';
	return `${isBaseline ? 'before the ticket, ' : ''}verify: ${result.command}: ${outcome}${before}`;
};
