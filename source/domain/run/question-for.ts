import type {RunState} from './run-state.js';

/** An item by the name people give it: the number of a question is also written `#3` and `0003`. */
export const itemName = (name: string): string => /^#?0*(\d+)$/.exec(name)?.[1] ?? name;

/** The question a reply answers: the one it names, else the oldest open one, else none. Undefined: it names one that is not open. */
export const questionFor = ({questions, items}: Pick<RunState, 'questions' | 'items'>, to: string | undefined): {readonly id: string | null; readonly ticket: string | null} | undefined => {
	if (to === undefined) {
		const [oldest] = questions;
		return oldest === undefined ? {id: null, ticket: null} : {id: String(oldest.dispatch), ticket: oldest.ticket};
	}

	const name = itemName(to);
	const question = questions.find(candidate => String(candidate.dispatch) === name);
	if (question !== undefined) {
		return {id: name, ticket: question.ticket};
	}

	const item = items.find(candidate => candidate.id === to && candidate.kind !== 'question' && candidate.kind !== 'outcome');
	return item === undefined ? undefined : {id: item.id, ticket: item.ticket};
};
