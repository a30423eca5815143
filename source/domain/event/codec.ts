import {
	requiredFields, type AgentEventLine, type FlowEvent, type LogLine,
} from './flow-event.js';

/** What became of a line: an event, an event of a type this version does not know, or nothing that could be one. */
export type DecodedLine
	= | {readonly type: 'event'; readonly event: LogLine}
		| {readonly type: 'unknown'; readonly name: string}
		| {readonly type: 'damaged'};

const kindOf = (value: unknown): string => {
	if (Array.isArray(value)) {
		return 'array';
	}

	return value === null ? 'null' : typeof value;
};

const isRecord = (value: unknown): value is Record<string, unknown> => kindOf(value) === 'object';

/** One line of a log, without its newline. Never throws. */
export const decodeLine = (line: string): DecodedLine => {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return {type: 'damaged'};
	}

	if (!isRecord(value) || typeof value.type !== 'string' || !Number.isSafeInteger(value.seq)) {
		return {type: 'damaged'};
	}

	const record = value;
	const fields = Object.hasOwn(requiredFields, value.type) ? requiredFields[value.type as LogLine['type']] : undefined;
	if (fields === undefined) {
		return {type: 'unknown', name: value.type};
	}

	const isWhole = typeof record.at === 'string' && typeof record.run_id === 'string'
		&& Object.entries(fields).every(([name, kind]) => kindOf(record[name]) === kind);
	return isWhole ? {type: 'event', event: value as unknown as LogLine} : {type: 'damaged'};
};

export const encodeLine = (event: LogLine): string => `${JSON.stringify(event)}\n`;

export const isAgentEventLine = (event: LogLine): event is AgentEventLine => event.type === 'agent_event';

export const isFlowEvent = (event: LogLine): event is FlowEvent => event.type !== 'agent_event';
