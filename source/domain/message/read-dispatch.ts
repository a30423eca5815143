import type {DispatchMode, DispatchReading} from './dispatch.js';
import {
	frontmatterSentences, titleOfBody, titleOfField, trimBody, type MessageSource,
} from './message-text.js';

/** A message without a word is still a sign. */
const titleOfNothing: Readonly<Record<DispatchMode, string>> = {pause: 'The agent waits for you and does not say why', notify: 'An empty message'};

type ModeReading = {readonly mode: DispatchMode; readonly problem: undefined} | {readonly mode: undefined; readonly problem: string};

const choice = 'Write `mode: pause` to ask and wait, or `mode: notify` to inform and go on.';

const readMode = (value: unknown): ModeReading => {
	if (value === undefined || value === null) {
		return {mode: 'notify', problem: undefined};
	}

	if (typeof value !== 'string') {
		return {mode: undefined, problem: `\`mode\` must be a word. ${choice}`};
	}

	const mode = value.trim().toLowerCase();
	if (mode === 'notify' || mode === 'pause') {
		return {mode, problem: undefined};
	}

	return mode === 'turn_summary'
		? {mode: undefined, problem: `\`mode: turn_summary\` is kept for the summaries that car writes itself. ${choice}`}
		: {mode: undefined, problem: `\`mode: ${value.trim().slice(0, 40)}\` is not a mode. ${choice}`};
};

/**
 * Reads a DISPATCH.md: no frontmatter is a notice, and without a title the first line is the title.
 * Whatever could hide a question (broken YAML, an unknown mode) is a problem for the agent to mend, never taken for a notice.
 */
export const readDispatch = (source: MessageSource): DispatchReading => {
	if (source.problems.length > 0) {
		return {ok: false, problems: frontmatterSentences(source.problems)};
	}

	const {mode, problem} = readMode(source.data.mode);
	const field = titleOfField(source.data.title);
	const body = trimBody(source.body);
	const problems = [problem, field.problem].filter(each => each !== undefined);
	return mode === undefined || problems.length > 0
		? {ok: false, problems}
		: {ok: true, dispatch: {mode, title: field.title ?? (titleOfBody(body) || titleOfNothing[mode]), body}};
};
