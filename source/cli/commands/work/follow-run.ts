import {setTimeout as wait} from 'node:timers/promises';
import type {EngineEvent, FlowClient, RepositorySnapshot} from '../../../engine/client/flow-client.js';
import {isWorking} from '../../rest.js';
import type {LogLine, ReasonCode, RunStatus} from '../../../domain/event/flow-event.js';

/** Why watching a run ended. */
export type Ending
	= | {readonly type: 'rest'; readonly status: RunStatus; readonly reasonCode: ReasonCode | null; readonly seq: number}
		| {readonly type: 'worker_gone'; readonly lastWords: string | null}
		/** Its log, or the whole state folder, was taken away. */
		| {readonly type: 'run_gone'; readonly isFolderThere: boolean}
		| {readonly type: 'left'};

type Watched = {
	readonly runId: string;
	readonly after: number;
	readonly show: (line: LogLine) => void;
};

/** Longer than a follower takes to read what is on disk, in milliseconds: what was written before the worker went is shown first. */
const patience = 600;

/** Follows a run from `after` to its next rest and hands every line of its log to `show`. Ends early when the signal is aborted, or when no worker is there that could write a rest. */
export const followToRest = async (client: FlowClient, watched: Watched, signal: AbortSignal): Promise<Ending> => {
	const end = new AbortController();
	const events = client.follow(watched.after, AbortSignal.any([signal, end.signal]), {runId: watched.runId})[Symbol.asyncIterator]();
	try {
		return await followEvents(client, watched, events);
	} finally {
		end.abort();
		await events.return?.();
	}
};

const followEvents = async (client: FlowClient, watched: Watched, events: AsyncIterator<EngineEvent>): Promise<Ending> => {
	let next = events.next();
	let isAlone = false;
	for (;;) {
		const event: IteratorResult<EngineEvent> | undefined = await (isAlone ? soon(next) : next);
		if (event === undefined) {
			const snapshot = await client.snapshot();
			if (!isWorking(snapshot)) {
				return endingWithout(snapshot, watched);
			}

			isAlone = false;
			continue;
		}

		if (event.done === true) {
			return {type: 'left'};
		}

		const rest = restOf(event.value, watched);
		if (rest !== undefined) {
			return rest;
		}

		isAlone = event.value.type === 'snapshot' ? !isWorking(event.value.snapshot) : isAlone;
		next = events.next();
	}
};

/** Undefined: nothing came for a while. */
const soon = async <Result>(next: Promise<Result>): Promise<Result | undefined> => {
	const stop = new AbortController();
	try {
		return await Promise.race([next, wait(patience, undefined, {signal: stop.signal})]);
	} finally {
		stop.abort();
	}
};

const restOf = (event: EngineEvent, {runId, show}: Watched): Ending | undefined => {
	switch (event.type) {
		case 'flow_event': {
			if (event.event.run_id !== runId) {
				return undefined;
			}

			show(event.event);
			return event.event.type === 'run_state_changed' && event.event.status !== 'running'
				? {
					type: 'rest', status: event.event.status, reasonCode: event.event.reason_code, seq: event.event.seq,
				}
				: undefined;
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

/** How a run stands that nobody works on any more. A worker that found nothing to do leaves without a word: the rest is the one before. */
const endingWithout = ({run, worker, initialised}: RepositorySnapshot, {runId}: Watched): Ending => {
	if (run?.runId !== runId) {
		return {type: 'run_gone', isFolderThere: initialised};
	}

	return run.status === 'running'
		? {type: 'worker_gone', lastWords: worker.lastWords}
		: {
			type: 'rest', status: run.status, reasonCode: run.reasonCode, seq: run.seq,
		};
};
