import type {AgentEvent} from '../../domain/event/agent-event.js';
import type {FlowEvent, LogLine} from '../../domain/event/flow-event.js';
import {createSanitiser, sanitise, sanitiseLine} from '../../domain/text/sanitise.js';
import {partsOf, plain} from '../../domain/words/line.js';
import {planLines, tellAgent} from '../../domain/words/tell-agent.js';
import {tellEvent} from '../../domain/words/tell-event.js';
import type {Told} from '../../domain/words/told.js';

/** Puts the lines of a turn into markdown, piece by piece: what it said as text, thoughts as quotes, output in fences. */
export type MarkdownWriter = {readonly take: (line: LogLine) => string; readonly end: () => string};

const fence = '~~~~~~';

type Section = {readonly stream: string; readonly channel: string};

const fenced = (text: string, kind = ''): string => `${fence}${kind}\n${sanitise(text)}\n${fence}\n`;

/** A line with what stands out in bold; what belongs below it in a fence. */
const marked = ({line, below}: Told): string => {
	const words = partsOf(line).map(part => typeof part === 'string' ? sanitise(part) : `**${sanitiseLine(part.text)}**`).join('');
	return `${words}\n${below.length === 0 ? '' : `\n${fenced(below.map(one => plain(one)).join('\n'))}`}`;
};

/** What was done, told as everywhere; a turn begins a chapter. */
const flowText = (event: FlowEvent): string => tellEvent(event, 'whole')
	.map(told => told.sort === 'turn' ? `# ${sanitiseLine(plain(told.line))}\n\nrun ${event.run_id}, ${event.at}\n` : marked(told))
	.join('\n');

const agentText = (event: Exclude<AgentEvent, {type: 'output_delta'}>, hasSpoken: boolean): string => {
	switch (event.type) {
		case 'tool_call': {
			return `**${sanitiseLine(event.name)}** \`${sanitiseLine(event.summary)}\`\n`;
		}

		case 'tool_result': {
			return `${event.ok ? 'ok' : '**failed**'}: ${sanitiseLine(event.summary)}${event.exit_code === undefined ? '' : ` (exit ${event.exit_code})`}\n`;
		}

		case 'plan_updated': {
			return `${planLines(event).map(line => `- ${sanitiseLine(line)}`).join('\n')}\n`;
		}

		case 'diff_updated': {
			return fenced(event.diff, 'diff');
		}

		default: {
			return tellAgent(event, 'brief', hasSpoken).map(told => told.sort === 'notice' ? `*${sanitiseLine(plain(told.line))}*\n` : marked(told)).join('\n');
		}
	}
};

/** Writes the lines of one turn, as they come. */
export const createMarkdownWriter = (): MarkdownWriter => {
	let section: Section | undefined;
	let sanitiser = createSanitiser();
	let isLineBegin = true;
	let hasSpoken = false;

	const close = (): string => {
		const end = section === undefined ? '' : `${isLineBegin ? '' : '\n'}${section.channel === 'tool' ? `${fence}\n` : ''}\n`;
		section = undefined;
		isLineBegin = true;
		return end;
	};

	const say = (event: Extract<AgentEvent, {type: 'output_delta'}>): string => {
		const stream = `${event.channel}/${event.call_id ?? ''}`;
		let out = '';
		if (section?.stream !== stream) {
			out = close() + (event.channel === 'tool' ? `${fence}\n` : '');
			section = {stream, channel: event.channel};
			sanitiser = createSanitiser();
		}

		hasSpoken ||= event.channel === 'message';
		const text = sanitiser.push(event.text);
		if (text === '') {
			return out;
		}

		const quoted = event.channel === 'reasoning' ? (isLineBegin ? '> ' : '') + text.replaceAll(/\n(?!$)/g, '\n> ') : text;
		isLineBegin = text.endsWith('\n');
		return out + quoted;
	};

	return {
		end: close,
		take(line) {
			if (line.type !== 'agent_event') {
				const text = flowText(line);
				return text === '' ? '' : `${close()}${text}\n`;
			}

			if (line.event.type === 'output_delta') {
				return say(line.event);
			}

			const text = agentText(line.event, hasSpoken);
			return text === '' ? '' : `${close()}${text}\n`;
		},
	};
};
