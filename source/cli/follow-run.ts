import {setTimeout as wait} from 'node:timers/promises';
import type {EngineEvent, FlowClient, RepositorySnapshot} from '../engine/client/flow-client.js';
import type {FlowEvent, LogLine} from '../domain/event/flow-event.js';

/** Why watching a run ended. */
export type Ending
	= | {readonly type: 'rest'; readonly event: Extract<FlowEvent, {type: 'run_state_changed'}>}
		| {readonly type: 'worker_gone'; readonly lastWords: string | null}
		| {readonly type: 'left'};

/** Follows a run from `after` to its next rest and hands every line of its log to `show`. Ends early when the signal is aborted or the worker is gone while the log says `running`. */
export const followToRest = async (client: FlowClient, options: {
	readonly runId: string;
	readonly after: number;
	readonly show: (line: LogLine) => void;
}, signal: AbortSignal): Promise<Ending> => {
	const end = new AbortController();
	const both = AbortSignal.any([signal, end.signal]);
	try {
		for await (const event of client.follow(options.after, both)) {
			const ending = endingOf(event, options) ?? (event.type === 'snapshot' && isGone(event.snapshot, options) ? await goneForGood(client, options) : undefined);
			if (ending !== undefined) {
				return ending;
			}
		}
	} finally {
		end.abort();
	}

	return {type: 'left'};
};

const endingOf = (event: EngineEvent, {runId, show}: {readonly runId: string; readonly show: (line: LogLine) => void}): Ending | undefined => {
	switch (event.type) {
		case 'flow_event': {
			if (event.event.run_id !== runId) {
				return undefined;
			}

			show(event.event);
			return event.event.type === 'run_state_changed' && event.event.status !== 'running' ? {type: 'rest', event: event.event} : undefined;
		}

		case 'agent_event': {
			if (event.line.run_id === runId) {
				show(event.line);
			}

			return undefined;
		}

		case 'snapshot': {
			return undefined;
		}

		default: {
			return event satisfies never;
		}
	}
};

/** A worker that has only just been started has not written yet; one that is gone after it wrote is gone. */
const isGone = ({run, worker}: RepositorySnapshot, {runId, after}: {readonly runId: string; readonly after: number}): boolean =>
	run?.runId === runId && run.status === 'running' && run.seq > after && worker.life === 'dead';

/** A worker writes its rest and goes: a look in between sees it gone and the rest not yet. So it is looked at again. */
const goneForGood = async (client: FlowClient, options: {readonly runId: string; readonly after: number}): Promise<Ending | undefined> => {
	await wait(300);
	const again = await client.snapshot();
	return isGone(again, options) ? {type: 'worker_gone', lastWords: again.worker.lastWords} : undefined;
};
