import type {AgentEvent} from '../../domain/event/agent-event.js';
import type {FlowEvent, LogLine} from '../../domain/event/flow-event.js';

/** The fields of an agent's event that are words, in the order they are read in. */
const spoken: ReadonlySet<string> = new Set(['name', 'summary', 'text', 'description', 'diff', 'message', 'reason']);

const textOfAgent = (event: AgentEvent): string => {
	const words = event.type === 'plan_updated' ? event.plan.map(step => step.text) : Object.entries(event).flatMap(([field, value]) => spoken.has(field) ? [String(value)] : []);
	return words.join(event.type === 'tool_call' ? ' ' : '\n');
};

const textOfFlow = (event: FlowEvent): string => {
	if (event.type === 'turn_started') {
		return `${event.ticket}\nturn ${event.turn} ${event.agent}`;
	}

	const {seq, at, run_id: id, type, ...rest} = event;
	return Object.values(rest).flatMap(value => typeof value === 'string' ? [value] : (Array.isArray(value) ? [JSON.stringify(value)] : [])).join('\n');
};

/** What a human reads of a line of the log. */
export const textOf = (line: LogLine): string => {
	if (line.type !== 'agent_event') {
		return textOfFlow(line);
	}

	// Nearly all there is, and this is asked of each.
	return line.event.type === 'output_delta' ? line.event.text : textOfAgent(line.event);
};
