import type {Choice} from './dispatch.js';

/** What may be chosen, a line each: under its own key, else under a letter by its place. */
export const choiceLines = (choices: readonly Choice[] = []): readonly string[] => choices.map((choice, index) => {
	const {key, text} = typeof choice === 'string' ? {key: (index + 10).toString(36), text: choice} : choice;
	return `${key}) ${text}`;
});
