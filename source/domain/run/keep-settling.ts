import type {FlowEventOf} from '../event/flow-event.js';
import type {RunState} from './run-state.js';

/** What a turn left is still to be seen to when the run failed over it, also after a human went on. */
export const keepsSettling = (state: RunState, event: FlowEventOf<'run_state_changed'>): boolean =>
	event.status === 'failed' || (event.status === 'running' && (event.went_on !== true || (state.status === 'failed' && state.settling?.outcome !== 'interrupted')));
