import type {AgentEvent} from '../../../domain/event/agent-event.js';
import type {FlowEvent, VerifyResult} from '../../../domain/event/flow-event.js';
import type {LineKind} from '../../log-state.js';
import {counted} from '../../../domain/words/short-words.js';

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

/** What a tool gave back; its exit code only where the agent's own words have none. */
export const resultLine = ({summary, ok, exit_code: code}: Extract<AgentEvent, {type: 'tool_result'}>): string => {
	if (code === undefined || (ok && summary !== '') || new RegExp(String.raw`\bexit(?:ed)?\b.*\b${code}\b`, 'i').test(summary)) {
		return summary;
	}

	return summary === '' ? `exit ${code}` : `${summary} (exit ${code})`;
};

/** What the agent has changed in its turn so far. */
export const changesLine = (diff: string): string => {
	const lines = diff.split('\n');
	const of = (sign: RegExp): number => lines.filter(line => sign.test(line)).length;
	return `changes so far: ${counted(of(/^diff --git |^\+\+\+ /), 'file')}, +${of(/^\+(?!\+\+ )/)} -${of(/^-(?!-- )/)}`;
};

/** What an agent says of its own failure. */
export const failureLine = (message: string): string => `the agent failed: ${message.trim()}`;

/** How a turn ended and what it changed; of a long error the first line, as the agent's own lines stand above. */
export const turnLine = ({turn, outcome, error, diff_stats: {files, insertions, deletions}}: Extract<FlowEvent, {type: 'turn_finished'}>): string => {
	const change = files === 0 ? 'no file changed' : `${counted(files, 'file')}, +${insertions} -${deletions}`;
	const [trouble = ''] = (error ?? '').trim().split('\n');
	return `turn ${turn} ${outcome}: ${trouble === '' || trouble === outcome ? change : `${trouble}; ${change}`}`;
};

/** What became of the run. A question and a failed turn stand in the line above already. */
export const runLine = ({status, reason, reason_code: code}: Extract<FlowEvent, {type: 'run_state_changed'}>): string => {
	if (status === 'running') {
		return reason === null ? 'the run goes on' : `the run waits: ${reason}`;
	}

	return reason === null || code === 'question' || code === 'agent_error' ? `run ${status}` : `run ${status}: ${reason}`;
};
