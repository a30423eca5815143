import type {AgentEvent} from '../../domain/event/agent-event.js';
import type {FlowEvent, LogLine} from '../../domain/event/flow-event.js';
import {createSanitiser, sanitise, sanitiseLine} from '../../domain/text/sanitise.js';

/** Puts the lines of a turn into markdown, piece by piece: what it said as text, thoughts as quotes, output in fences. */
export type MarkdownWriter = {readonly take: (line: LogLine) => string; readonly end: () => string};

const fence = '~~~~~~';

type Section = {readonly stream: string; readonly channel: string};

const flowText = (event: FlowEvent): string => {
	switch (event.type) {
		case 'turn_started': {
			return `# ${sanitiseLine(event.ticket)}, turn ${event.turn}\n\n${sanitiseLine(event.agent)}, attempt ${event.attempt}, run ${event.run_id}, ${event.at}\n`;
		}

		case 'turn_finished': {
			const {files, insertions, deletions} = event.diff_stats;
			return `**turn ${event.turn} ${event.outcome}** after ${Math.round(event.seconds)} s, ${files} files, +${insertions} -${deletions}${event.error === null ? '' : `\n\n${sanitise(event.error)}`}\n`;
		}

		case 'committed': {
			return `**committed** ${event.commit} (${event.kind})\n`;
		}

		case 'dispatch_archived': {
			return event.mode === 'turn_summary' ? '' : `**${event.mode === 'pause' ? 'asks' : 'tells'}** ${sanitiseLine(event.title)}\n`;
		}

		case 'verify_finished': {
			return event.results.map(result => `**verify** \`${sanitiseLine(result.command)}\`: ${result.exit_code === null ? 'was ended' : `exit ${result.exit_code}`}\n\n${fence}\n${sanitise(result.tail)}\n${fence}\n`).join('\n');
		}

		default: {
			return '';
		}
	}
};

const agentText = (event: Exclude<AgentEvent, {type: 'output_delta'}>, hasSpoken: boolean): string => {
	switch (event.type) {
		case 'tool_call': {
			return `**${sanitiseLine(event.name)}** \`${sanitiseLine(event.summary)}\`\n`;
		}

		case 'tool_result': {
			return `${event.ok ? 'ok' : '**failed**'}: ${sanitiseLine(event.summary)}${event.exit_code === undefined ? '' : ` (exit ${event.exit_code})`}\n`;
		}

		case 'plan_updated': {
			return `${event.plan.map(step => `- [${step.done ? 'x' : ' '}] ${sanitiseLine(step.text)}`).join('\n')}\n`;
		}

		case 'diff_updated': {
			return `${fence}diff\n${sanitise(event.diff)}\n${fence}\n`;
		}

		case 'approval_requested': {
			return `**asks for approval** ${sanitiseLine(event.description)}\n`;
		}

		case 'notice': {
			return `*${sanitiseLine(event.text)}*\n`;
		}

		case 'completed': {
			return hasSpoken ? '' : `${sanitise(event.message)}\n`;
		}

		case 'failed': {
			return `**the agent failed:** ${sanitise(event.message)}\n`;
		}

		case 'interrupted': {
			return `**interrupted:** ${sanitiseLine(event.reason)}\n`;
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
