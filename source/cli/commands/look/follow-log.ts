import process from 'node:process';
import type {LogLine} from '../../../domain/event/flow-event.js';
import type {FlowClient} from '../../../engine/client/flow-client.js';
import {onStopSignals} from '../../ask/stop-signals.js';

const isOver = (line: LogLine): boolean =>
	line.type === 'run_state_changed' && (line.status === 'completed' || line.status === 'failed' || line.status === 'stopped');

/** Shows what is written from now on, until the run is over or a signal comes. */
export const followLog = async (client: FlowClient, {runId, after, show}: {
	readonly runId: string;
	readonly after: number;
	readonly show: (line: LogLine) => void;
}): Promise<number> => {
	const leaving = new AbortController();
	const letGo = onStopSignals(() => {
		leaving.abort();
	}, () => {
		process.exit(0);
	});
	try {
		const {run} = await client.snapshot();
		if (run?.runId !== runId || run.status === 'completed' || run.status === 'failed') {
			return 0;
		}

		for await (const event of client.follow(after, leaving.signal, {runId})) {
			const line = event.type === 'flow_event' ? event.event : (event.type === 'agent_event' ? event.line : undefined);
			if (line?.run_id !== runId || line.seq <= after) {
				continue;
			}

			show(line);
			if (isOver(line)) {
				break;
			}
		}

		return 0;
	} finally {
		letGo();
		leaving.abort();
	}
};
