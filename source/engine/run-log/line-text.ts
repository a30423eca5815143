import type {AgentEvent} from '../../domain/event/agent-event.js';
import type {FlowEvent, LogLine} from '../../domain/event/flow-event.js';

/** What a human reads of an agent's event. */
const textOfAgent = (event: AgentEvent): string => {
	switch (event.type) {
		case 'output_delta':
		case 'notice': {
			return event.text;
		}

		case 'tool_call': {
			return `${event.name} ${event.summary}`;
		}

		case 'tool_result': {
			return event.summary;
		}

		case 'plan_updated': {
			return event.plan.map(step => step.text).join('\n');
		}

		case 'diff_updated': {
			return event.diff;
		}

		case 'approval_requested': {
			return `${event.description}\n${event.diff ?? ''}`;
		}

		case 'completed':
		case 'failed': {
			return event.message;
		}

		case 'interrupted': {
			return event.reason;
		}

		case 'session_started':
		case 'token_usage': {
			return '';
		}

		default: {
			return event satisfies never;
		}
	}
};

const textOfFlow = (event: FlowEvent): string => {
	if (event.type === 'turn_started') {
		return `${event.ticket}\nturn ${event.turn} ${event.agent}`;
	}

	const {seq, at, run_id: id, type, ...rest} = event;
	return Object.values(rest).flatMap(value => typeof value === 'string' ? [value] : (Array.isArray(value) ? [JSON.stringify(value)] : [])).join('\n');
};

/** What a human reads of a line of the log. */
export const textOf = (line: LogLine): string => line.type === 'agent_event' ? textOfAgent(line.event) : textOfFlow(line);
