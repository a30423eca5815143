import {isEnd, type OutputChannel} from '../../domain/event/agent-event.js';
import type {FlowEvent, LogLine} from '../../domain/event/flow-event.js';
import {
	faint, partsOf, plain, type Line,
} from '../../domain/words/line.js';
import {tellAgent} from '../../domain/words/tell-agent.js';
import {tellEvent} from '../../domain/words/tell-event.js';
import {secondsClockOf} from '../../domain/words/times.js';
import type {Told} from '../../domain/words/told.js';

/** What one flow event says, with the time of day in the margin. Unimportant ones say nothing. */
export const flowEventLines = (event: FlowEvent): readonly Line[] => tellEvent(event, 'full')
	.flatMap(({line, below}) => [partsOf(line), ...below.map(one => ['  ', ...partsOf(one)])])
	.map((parts, index) => [faint(index === 0 ? `${secondsClockOf(event.at)} ` : '         '), ...parts]);

const channelLine = (channel: OutputChannel, text: string): Line => {
	const signs = {reasoning: '~', tool: '|'};
	return channel === 'message' ? `  ${text}` : [faint(`  ${signs[channel]} ${text}`)];
};

const agentLines = ({sort, line}: Told): readonly Line[] => sort === 'message'
	? plain(line).split('\n').filter(one => one.trim() !== '').map(one => `  ${one}`)
	: [['  ', ...partsOf(line)]];

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

			const lines = [...flush(), ...tellAgent(line.event, 'full', hasSpoken).flatMap(told => agentLines(told))];
			hasSpoken &&= !isEnd(line.event);
			return lines;
		},
	};
};
