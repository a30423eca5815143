import type {LogLine} from '../../domain/event/flow-event.js';
import {tellAgent} from '../../domain/words/tell-agent.js';
import {tellEvent} from '../../domain/words/tell-event.js';
import {toldText} from '../../domain/words/told.js';

/** What a human reads of a line of the log: the words the screen has for it. */
export const textOf = (line: LogLine): string => {
	if (line.type !== 'agent_event') {
		return tellEvent(line, 'brief').map(told => toldText(told)).join('\n');
	}

	// Nearly all there is, and this is asked of each.
	return line.event.type === 'output_delta' ? line.event.text : tellAgent(line.event, 'brief', false).map(told => toldText(told)).join('\n');
};
