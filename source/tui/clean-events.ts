import type {LogLine} from '../domain/event/flow-event.js';
import {createSanitiser} from '../domain/text/sanitise.js';
import type {EngineEvent} from '../engine/client/flow-client.js';

type Sanitiser = ReturnType<typeof createSanitiser>;

/** What an event adds to the log; undefined: nothing. */
export const loggedOf = (event: EngineEvent): LogLine | undefined => event.type === 'snapshot' ? undefined : (event.type === 'flow_event' ? event.event : event.line);

/** Takes control sequences out of what agents stream, also those torn over several deltas. One per surface, at the door of the store. */
export const createCleaner = (): (event: EngineEvent) => EngineEvent => {
	const streams = new Map<string, Sanitiser>();
	return event => {
		if (event.type === 'flow_event' && event.event.type === 'turn_started') {
			streams.clear();
			return event;
		}

		if (event.type !== 'agent_event' || event.line.event.type !== 'output_delta') {
			return event;
		}

		const delta = event.line.event;
		const stream = `${delta.channel}/${delta.call_id ?? ''}`;
		const sanitiser = streams.get(stream) ?? createSanitiser();
		streams.set(stream, sanitiser);
		const text = sanitiser.push(delta.text);
		// Nearly all is clean; twenty thousand copies a second would be what the memory is filled with.
		return text === delta.text ? event : {type: 'agent_event', line: {...event.line, event: {...delta, text}}};
	};
};
