import type {AgentEventLine, FlowEvent, LogLine} from './flow-event.js';

/** What became of a line: an event, an event of a type this version does not know, or nothing that could be one. */
export type DecodedLine
	= | {readonly type: 'event'; readonly event: LogLine}
		| {readonly type: 'unknown'; readonly name: string}
		| {readonly type: 'damaged'};

/** Fields without which an event of that type would mislead; the fold relies on nothing else being there. */
const required: Readonly<Record<LogLine['type'], Readonly<Record<string, 'string' | 'number' | 'boolean' | 'array' | 'object'>>>> = {
	run_started: {version: 'string'},
	run_state_changed: {status: 'string', reason_details: 'array'},
	ticket_selected: {
		ticket: 'string', number: 'number', agent: 'string', verify: 'array',
	},
	ticket_renamed: {ticket: 'string', from: 'string'},
	turn_started: {
		turn: 'number', ticket: 'string', agent: 'string', attempt: 'number', replies: 'array', purpose: 'string',
	},
	turn_finished: {
		turn: 'number', outcome: 'string', message: 'string', diff_stats: 'object', seconds: 'number', changed: 'boolean',
	},
	dispatch_archived: {
		dispatch: 'number', mode: 'string', title: 'string', attachments: 'array', turn: 'number',
	},
	reply_received: {reply: 'number'},
	reply_delivered: {reply: 'number', turn: 'number'},
	committed: {commit: 'string', kind: 'string', turn: 'number'},
	commit_refused: {kind: 'string', error: 'string', turn: 'number'},
	verify_finished: {
		ticket: 'string', turn: 'number', results: 'array', baseline: 'boolean',
	},
	item_opened: {
		id: 'string', kind: 'string', title: 'string', since: 'string', next: 'string',
	},
	item_closed: {id: 'string'},
	command_refused: {command_id: 'string', reason: 'string'},
	command_done: {command_id: 'string'},
	recovered: {found: 'string', did: 'string'},
	agent_event: {turn: 'number', event: 'object'},
};

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
	const fields = Object.hasOwn(required, value.type) ? required[value.type as LogLine['type']] : undefined;
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
