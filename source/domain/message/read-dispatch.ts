import type {
	Choice, Dispatch, DispatchMode, DispatchReading,
} from './dispatch.js';
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

const readChoice = (value: unknown): readonly Choice[] => {
	if (typeof value !== 'object' || value === null || !('text' in value)) {
		return wordsOf(value);
	}

	const [key] = 'key' in value ? wordsOf(value.key) : [];
	return wordsOf(value.text).map(text => key === undefined ? text : {key, text});
};

/** One line; numbers and truths are words that were not quoted. What is no word is none. */
const wordsOf = (value: unknown): readonly string[] => {
	const {title} = titleOfField(value);
	return title === undefined ? [] : [title];
};

/** What a message offers to choose from, by its frontmatter. What cannot be read as a choice is left out: the text says it too. */
const readChoices = (value: unknown): {readonly choices?: readonly Choice[]} => {
	const choices = Array.isArray(value) ? value.flatMap(each => readChoice(each)) : [];
	return choices.length === 0 ? {} : {choices};
};

/** What is shown of a message; its file is the agent's own and keeps every byte. */
export const withoutSecrets = <Message extends Pick<Dispatch, 'title' | 'body' | 'choices'>>(message: Message, redact: (text: string) => string): Message => ({
	...message,
	title: redact(message.title),
	body: redact(message.body),
	...message.choices && {choices: message.choices.map(choice => typeof choice === 'string' ? redact(choice) : {...choice, text: redact(choice.text)})},
});

/**
 * Reads a DISPATCH.md, of which `text` is the whole: no frontmatter is a notice, and without a title the first line is the title.
 * Whatever could hide a question (broken YAML, an unknown mode) is a problem for the agent to mend, never taken for a notice.
 */
export const readDispatch = (source: MessageSource, text: string): DispatchReading => {
	if (source.problems.length > 0) {
		return {ok: false, problems: frontmatterSentences(source.problems)};
	}

	const {mode, problem} = readMode(source.data.mode);
	const field = titleOfField(source.data.title);
	const body = trimBody(source.body);
	const problems = [problem, field.problem].filter(each => each !== undefined);
	return mode === undefined || problems.length > 0
		? {ok: false, problems}
		: {
			ok: true,
			dispatch: {
				mode, title: field.title ?? (titleOfBody(body) || titleOfNothing[mode]), body, ...readChoices(source.data.choices), text,
			},
		};
};
