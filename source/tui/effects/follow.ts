import {setImmediate, setTimeout} from 'node:timers/promises';
import type {FlowClient} from '../../engine/client/flow-client.js';
import {createCleaner, loggedOf} from '../clean-events.js';
import type {Message} from '../message.js';

const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
	try {
		await setTimeout(milliseconds, undefined, {signal});
	} catch {
		// Nobody follows any more.
	}
};

/** What was said before the screen was opened, as far as it is kept in memory; the files have the rest. */
const tailBytes = 524_288;

/** What came at once is taken in by slices of so long; between them keys are heard. Milliseconds. */
const slice = 5;

/** Brings everything that happens in the repository into the store until the signal is aborted. When reading fails it says so and tries again every second. */
export const followEngine = async (client: FlowClient, send: (message: Message) => void, signal: AbortSignal): Promise<void> => {
	let after = 0;
	while (!signal.aborted) {
		const clean = createCleaner();
		let begunAt = performance.now();
		try {
			for await (const event of client.follow(after, signal, {tailBytes})) {
				send({type: 'engine', events: [clean(event)]});
				after = loggedOf(event)?.seq ?? after;
				if (performance.now() - begunAt > slice) {
					await setImmediate();
					begunAt = performance.now();
				}
			}
		} catch (error) {
			if (!signal.aborted) {
				send({type: 'follow_failed', message: error instanceof Error ? error.message : String(error)});
			}
		}

		if (!signal.aborted) {
			await pause(1000, signal);
		}
	}
};
