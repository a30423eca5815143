import {setTimeout as wait} from 'node:timers/promises';
import {isThere} from '../domain/run/worker-life.js';
import type {FlowClient, RepositorySnapshot} from '../engine/client/flow-client.js';
import {faint, strong, type Output} from './output.js';

/** How long a worker may take to end its agent, in milliseconds; killing comes well before that. */
const patience = 20_000;

export const isWorking = ({worker}: RepositorySnapshot): boolean => isThere(worker.life);

export const sayNothingRuns = (out: Output): number => {
	out.line('Nothing runs here.');
	return 0;
};

/** Waits until the worker is gone and says where the run rests; answers the exit code. */
export const waitForRest = async (client: FlowClient, out: Output): Promise<number> => {
	const deadline = Date.now() + patience;
	for (;;) {
		if (!isWorking(await client.snapshot())) {
			// Looked at again: the log was read a moment before the lock, and the worker's last word may have come in between.
			const {run} = await client.snapshot();
			out.line(run === null ? 'Nothing runs any more.' : [strong(run.status), run.reason === null ? '' : `: ${run.reason}`]);
			out.line([faint('  car run goes on.')]);
			return 0;
		}

		if (Date.now() > deadline) {
			out.error('The worker was asked, but it still works. car status shows it; its pid is there.');
			return 1;
		}

		await wait(50);
	}
};
