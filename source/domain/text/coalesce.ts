import type {AgentEvent} from '../event/agent-event.js';

/** A piece of what an agent says. */
export type Delta = Extract<AgentEvent, {type: 'output_delta'}>;

/**
 * Merges what an agent says piece by piece into pieces worth a line in the transcript: one flow for each channel and call. Times are milliseconds of any clock that only rises.
 * All outputs of one flow put together are its inputs put together, and none ends in half a character unless the input does.
 */
export type Coalescer = {
	/** Takes a piece; answers what is to be written now, that is everything up to a line end. */
	readonly add: (delta: Delta, now: number) => readonly Delta[];
	/** Answers what has waited for 50 ms. A last word that could be the first half of a secret waits up to 500 ms, for only a whole one is recognised. */
	readonly due: (now: number) => readonly Delta[];
	/** Answers everything that is left, oldest first. */
	readonly flush: () => readonly Delta[];
};

const flushAfter = 50;
const holdWordFor = 500;
const longestWord = 4096;
/** A flood without line ends must not fill the memory between two ticks. */
const largestPiece = 65_536;

type Flow = {readonly head: Delta; text: string; since: number};

/** Length of the last word when it is neither short nor an ordinary word. */
const suspectTail = (text: string): number => {
	const word = /\S{4,}$/.exec(text.slice(-longestWord))?.[0] ?? '';
	return word.length === longestWord || /^["'(*_`]*[A-Z]?[a-z]+[!"').,:;?*_`]*$/.test(word) ? 0 : word.length;
};

const endsInHalf = (text: string): boolean => /[\uD800-\uDBFF]$/.test(text);

/** Merges deltas for the transcript; pure but for what it holds back. */
export const createCoalescer = (): Coalescer => {
	const flows = new Map<string, Flow>();

	/** Takes the first `length` units out of a flow. */
	const take = (key: string, flow: Flow, length: number): readonly Delta[] => {
		const text = flow.text.slice(0, length);
		flow.text = flow.text.slice(length);
		if (flow.text === '') {
			flows.delete(key);
		}

		return text === '' ? [] : [{...flow.head, text}];
	};

	const whole = (flow: Flow): number => flow.text.length - (endsInHalf(flow.text) ? 1 : 0);

	return {
		add(delta, now) {
			if (delta.text === '') {
				return [];
			}

			const key = `${delta.channel} ${delta.call_id ?? ''}`;
			const flow = flows.get(key) ?? {head: delta, text: '', since: now};
			flows.set(key, flow);
			// What is held back has no line end, so only the new piece is searched.
			const lineEnd = delta.text.lastIndexOf('\n');
			const before = flow.text.length;
			flow.text += delta.text;
			if (lineEnd !== -1) {
				flow.since = now;
				return take(key, flow, before + lineEnd + 1);
			}

			return flow.text.length > largestPiece ? take(key, flow, whole(flow)) : [];
		},
		due(now) {
			return [...flows].flatMap(([key, flow]) => {
				const waited = now - flow.since;
				if (waited < flushAfter) {
					return [];
				}

				const pieces = take(key, flow, waited < holdWordFor ? Math.min(whole(flow), flow.text.length - suspectTail(flow.text)) : whole(flow));
				if (pieces.length > 0) {
					flow.since = now;
				}

				return pieces;
			});
		},
		flush: () => [...flows].flatMap(([key, flow]) => take(key, flow, flow.text.length)),
	};
};
