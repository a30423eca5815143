import {ifAllowed} from '../../store/file/if-there.js';
import {pruneTranscripts} from '../../store/run/prune-transcripts.js';
import type {Flow} from '../flow/flow.js';

/** Removes old transcripts as `retention` says. Trouble with it is no reason to stop working: the next look finds them again. */
export const pruneOldTurns = (flow: Flow): void => {
	const {days, maxBytes} = flow.config.retention;
	ifAllowed(() => pruneTranscripts(flow.layout, {runId: flow.runId, turn: flow.state().turn}, {days, maxBytes, now: flow.world.now()}));
};
