import {UserError} from '../user-error.js';

/** A whole number of at least one, as a flag or a word gave it; UserError (exit 2) for anything else. */
export const wholeNumber = (text: string, name: string): number => {
	const number = /^\d{1,15}$/v.test(text) ? Number(text) : 0;
	if (number < 1) {
		throw new UserError(`${name} takes a whole number of at least 1, not ${JSON.stringify(text)}.`, `For example: ${name} 3`, 2);
	}

	return number;
};
