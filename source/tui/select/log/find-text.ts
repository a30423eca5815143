import type {LogSearch} from '../../../engine/client/flow-client.js';

/** A dot alone is more often a file's name than an expression. */
const special = /[$()*+?[\\\]^{|}]/;

const isExpression = (text: string): boolean => {
	if (!special.test(text)) {
		return false;
	}

	try {
		return new RegExp(text, 'u').source !== '';
	} catch {
		return false;
	}
};

/** What was typed, as a search: an expression where it is one, else the text as it stands. */
export const searchFor = (text: string, turn: number | null): LogSearch => ({text, isExpression: isExpression(text), turn});

let last: {readonly search: LogSearch; readonly expression: RegExp | null} | undefined;

const expressionOf = ({text, isExpression: isOne}: LogSearch): RegExp | null => {
	try {
		return new RegExp(isOne ? text : text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`), 'gu');
	} catch {
		return null;
	}
};

/** The expression that shows a search's hits; the same object for the same search, so that wrapped lines can be kept. Null without one, and for an expression that is none. */
export const foundBy = (search: LogSearch | undefined): RegExp | null => {
	if (search === undefined) {
		return null;
	}

	if (last?.search !== search) {
		last = {search, expression: expressionOf(search)};
	}

	return last.expression;
};
