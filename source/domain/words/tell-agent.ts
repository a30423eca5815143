import type {AgentEvent} from '../event/agent-event.js';
import {bad, faint, warning} from './line.js';
import {counted} from './short-words.js';
import {told, type Told, type Voice} from './told.js';

type EventOf<Type extends AgentEvent['type']> = Extract<AgentEvent, {type: Type}>;

/** Whether a tool changes files, as its name tells. */
export const isEdit = (name: string): boolean => /edit|write|patch|replace|create|file.?change/i.test(name);

/** Commands read as on a prompt, other tools as what they are called with. */
const calledTool = ({name, summary}: EventOf<'tool_call'>): string =>
	summary !== '' && /^(?:bash|shell|exec|execute|command|run|terminal)/i.test(name) ? `$ ${summary}` : `> ${name} ${summary}`.trimEnd();

/** What a tool gave back; its exit code only where the agent's own words have none. */
const resultWords = ({summary, ok, exit_code: code}: EventOf<'tool_result'>): string => {
	if (code === undefined || (ok && summary !== '') || new RegExp(String.raw`\bexit(?:ed)?\b.*\b${code}\b`, 'i').test(summary)) {
		return summary;
	}

	return summary === '' ? `exit ${code}` : `${summary} (exit ${code})`;
};

/** What the agent has changed in its turn so far. */
const changesWords = (diff: string): string => {
	const lines = diff.split('\n');
	const of = (sign: RegExp): number => lines.filter(line => sign.test(line)).length;
	return `changes so far: ${counted(of(/^diff --git |^\+\+\+ /), 'file')}, +${of(/^\+(?!\+\+ )/)} -${of(/^-(?!-- )/)}`;
};

/** What an agent says of its own failure. */
export const failureWords = (message: string): string => `the agent failed: ${message.trim()}`;

/** The steps of a plan, those that are done marked. */
export const planLines = ({plan}: EventOf<'plan_updated'>): readonly string[] => plan.map(({text, done}) => `[${done ? 'x' : ' '}] ${text}`);

/** What an agent says besides its streams of text. `hasSpoken`: its message came in pieces already. The full voice says nothing of the end of an attempt: the end of the turn does. */
export const tellAgent = (event: Exclude<AgentEvent, {type: 'output_delta'}>, voice: Voice, hasSpoken: boolean): readonly Told[] => {
	const isBrief = voice === 'brief';
	switch (event.type) {
		case 'tool_call': {
			return [told(isEdit(event.name) ? 'edit' : 'call', isBrief ? `${event.name} ${event.summary}`.trim() : calledTool(event))];
		}

		case 'tool_result': {
			if (isBrief) {
				return [told(event.ok ? 'result' : 'failure', resultWords(event))];
			}

			const code = event.exit_code === undefined ? '' : ` (exit ${event.exit_code})`;
			return event.ok ? [] : [told('failure', [bad('failed'), `: ${event.summary}${code}`])];
		}

		case 'plan_updated': {
			return isBrief ? [told('notice', 'plan', planLines(event))] : planLines(event).map(line => told('notice', line));
		}

		case 'approval_requested': {
			return [told('question', [warning('asks for approval'), `: ${event.description}`])];
		}

		case 'notice': {
			return [told('notice', isBrief ? event.text : [faint(`! ${event.text}`)])];
		}

		case 'completed': {
			return hasSpoken || event.message === '' ? [] : [told('message', event.message)];
		}

		case 'diff_updated': {
			return isBrief ? [told('changes', changesWords(event.diff)), told('diff', event.diff.trimEnd())] : [];
		}

		case 'failed': {
			return isBrief ? [told('failure', failureWords(event.message))] : [];
		}

		case 'interrupted': {
			// The line of the turn, which follows, says the rest.
			return isBrief ? [told('failure', event.reason === 'interrupted' ? event.reason : `interrupted: ${event.reason}`)] : [];
		}

		case 'session_started':
		case 'token_usage': {
			return [];
		}

		default: {
			return event satisfies never;
		}
	}
};
