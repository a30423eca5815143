import {isEnd, type AgentEvent, type OutputChannel} from '../../domain/event/agent-event.js';
import type {LogLine} from '../../domain/event/flow-event.js';
import {
	bad, faint, warning, type Line,
} from '../output.js';
import {flowEventLines, indented} from './print-flow-event.js';

const channelLine = (channel: OutputChannel, text: string): Line => {
	switch (channel) {
		case 'message': {
			return `  ${text}`;
		}

		case 'reasoning': {
			return [faint(`  ~ ${text}`)];
		}

		case 'tool': {
			return [faint(`  | ${text}`)];
		}

		default: {
			return channel satisfies never;
		}
	}
};

/** Commands read as on a prompt, other tools as what they are called with. */
const calledTool = (name: string, summary: string): string => {
	if (summary === '') {
		return `  > ${name}`;
	}

	return /^(?:bash|shell|exec|execute|command|run|terminal)/iv.test(name) ? `  $ ${summary}` : `  > ${name} ${summary}`;
};

const agentLines = (event: Exclude<AgentEvent, {type: 'output_delta'}>): readonly Line[] => {
	switch (event.type) {
		case 'tool_call': {
			return [calledTool(event.name, event.summary)];
		}

		case 'tool_result': {
			const code = event.exit_code === undefined ? '' : ` (exit ${event.exit_code})`;
			return event.ok ? [] : [['  ', bad('failed'), `: ${event.summary}${code}`]];
		}

		case 'plan_updated': {
			return event.plan.map(({text, done}) => `  [${done ? 'x' : ' '}] ${text}`);
		}

		case 'approval_requested': {
			return [['  ', warning('asks for permission'), `: ${event.description}`]];
		}

		case 'notice': {
			return [[faint(`  ! ${event.text}`)]];
		}

		// The turn's own end, its numbers and its error come as flow events.
		case 'session_started':
		case 'diff_updated':
		case 'token_usage':
		case 'completed':
		case 'failed':
		case 'interrupted': {
			return [];
		}

		default: {
			return event satisfies never;
		}
	}
};

/** Turns log lines into text as they come. Pieces of one line of an agent's output are held until the line is whole, or something else happens. */
export const createEventPrinter = (): {readonly print: (event: LogLine) => readonly Line[]; readonly flush: () => readonly Line[]} => {
	/** In pieces: a line may come in a million of them. */
	let held: {readonly channel: OutputChannel; readonly pieces: string[]} | undefined;
	/** Whether the turn's message came in pieces; of an agent that says it only at the end, the end is all there is. */
	let hasSpoken = false;

	const flush = (): readonly Line[] => {
		const text = held?.pieces.join('') ?? '';
		const lines = held === undefined || text === '' ? [] : [channelLine(held.channel, text)];
		held = undefined;
		return lines;
	};

	const say = (channel: OutputChannel, text: string): readonly Line[] => {
		const before = held !== undefined && held.channel !== channel ? flush() : [];
		held ??= {channel, pieces: []};
		const lines = text.split('\n');
		held.pieces.push(lines[0] ?? '');
		if (lines.length === 1) {
			return before;
		}

		lines[0] = held.pieces.join('');
		held = {channel, pieces: [lines.pop() ?? '']};
		return [...before, ...lines.map(line => channelLine(channel, line))];
	};

	return {
		flush,
		print(line) {
			if (line.type !== 'agent_event') {
				return [...flush(), ...flowEventLines(line)];
			}

			if (line.event.type === 'output_delta') {
				hasSpoken ||= line.event.channel === 'message';
				return say(line.event.channel, line.event.text);
			}

			const before = flush();
			const isUnsaid = line.event.type === 'completed' && !hasSpoken;
			hasSpoken &&= !isEnd(line.event);
			return [...before, ...isUnsaid ? indented(line.event.message) : agentLines(line.event)];
		},
	};
};
