import {sanitise} from '../../domain/text/sanitise.js';
import {type Prompt, type PromptPurpose, newPrompt} from '../prompt.js';
import {fittingEntries} from '../select/cover/palette.js';
import type {AppState} from '../state.js';
import {say, stay, type Step} from './step.js';

/** Opens a line to type in. */
export const openPrompt = (state: AppState, purpose: PromptPurpose): Step => stay({...state, prompt: newPrompt(purpose)});

const withText = (state: AppState, prompt: Prompt, text: string, isForeign = false): Step => stay({
	...state, notice: null, prompt: {
		...prompt, text, at: 0, names: [], epoch: prompt.epoch + (isForeign ? 1 : 0),
	},
});

/** The line changed under the fingers. */
export const changePrompt = (state: AppState, prompt: Prompt, text: string): Step => withText(state, prompt, text);

/** A paste into a line is one line. */
export const pastePrompt = (state: AppState, prompt: Prompt, text: string): Step => withText(state, prompt, prompt.text + sanitise(text).trim().replaceAll('\n', ' '), true);

/** Up and down choose among the actions of the palette. */
export const movePrompt = (state: AppState, by: number): Step => {
	const {prompt} = state;
	if (prompt === null) {
		return stay(state);
	}

	const last = fittingEntries(prompt.text).length - 1;
	return stay({...state, prompt: {...prompt, at: Math.max(0, Math.min(prompt.at + by, last))}});
};

/** Tab asks what a path could go on with. */
export const completePrompt = (state: AppState): Step => {
	const {prompt} = state;
	return prompt?.purpose.type === 'attach' ? [state, [{type: 'complete_path', typed: prompt.text}]] : stay(state);
};

const commonStart = (names: readonly string[]): string => {
	let start = names[0] ?? '';
	for (const name of names) {
		while (!name.startsWith(start)) {
			start = start.slice(0, -1);
		}
	}

	return start;
};

/** What a path could go on with is known: as far as there is one way, it is taken. */
export const takeCompletion = (state: AppState, typed: string, names: readonly string[]): Step => {
	const {prompt} = state;
	if (prompt?.purpose.type !== 'attach' || prompt.text !== typed) {
		return stay(state);
	}

	if (names.length === 0) {
		return say(state, 'No file begins like this: a path of the repository, ~/ or / begins one.');
	}

	return stay({
		...state, prompt: {
			...prompt, text: commonStart(names), epoch: prompt.epoch + 1, names: names.length > 1 ? names : [],
		},
	});
};

/** Enter in the line. What the palette's line names is done elsewhere. */
export const sendPrompt = (state: AppState): Step => {
	const {prompt} = state;
	const text = prompt?.text.trim() ?? '';
	if (prompt === null) {
		return stay(state);
	}

	switch (prompt.purpose.type) {
		case 'palette': {
			return stay(state);
		}

		case 'title': {
			return text === '' ? say(state, 'A ticket needs a title; Esc makes none.') : [{...state, prompt: null}, [{type: 'new_ticket', title: text}]];
		}

		case 'attach': {
			return text === '' ? stay({...state, prompt: null}) : [state, [{type: 'attach', typed: text}]];
		}

		case 'model': {
			const {path, agent} = prompt.purpose;
			return text === ''
				? say(state, 'Type the name of the model, or Esc leaves it as it is.')
				: [{...state, prompt: null, pages: state.pages.filter(page => page.request.type !== 'agents')}, [{
					type: 'set_agent', path, agent, model: text,
				}]];
		}

		default: {
			return prompt.purpose satisfies never;
		}
	}
};
