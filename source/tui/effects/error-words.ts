import {sentence} from '../../domain/words/short-words.js';
import {UserError} from '../../domain/user-error.js';
import {inKeys} from '../text/in-keys.js';

/** What went wrong, and what to do about it in the words of the shell; no hint where nobody knows. */
export const wordsOf = (error: unknown): {readonly message: string; readonly hint: string} => error instanceof UserError
	? {message: error.message, hint: error.hint}
	: {message: error instanceof Error ? error.message : String(error), hint: ''};

/** The same in one line, in the keys of this program. */
export const sentenceOf = (error: unknown): string => {
	const {message, hint} = wordsOf(error);
	return sentence(message, inKeys(hint));
};
