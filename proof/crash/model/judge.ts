import type {Evidence} from './evidence.js';
import {judgeDispatches, judgeReplies} from './judge-messages.js';
import {judgeTurns} from './judge-turns.js';
import {judgeCommits, judgeFiles} from './judge-work.js';

/** What a story must have come to, whatever was killed on the way. */
export type Expectation = {
	/** Prompts of a life without trouble. */
	readonly turns: number;
	/** Numbers of the tickets an agent works on: one commit each. */
	readonly workers: readonly number[];
	/** Texts of all tickets, as they were written. */
	readonly tickets: readonly string[];
};

/** The promises, checked against what can be seen from outside. The result names every one that was broken; an empty one means that all were kept. */
export const judge = (evidence: Evidence, expected: Expectation): readonly string[] => [
	...judgeTurns(evidence, expected.turns),
	...judgeReplies(evidence),
	...judgeDispatches(evidence),
	...judgeCommits(evidence, expected.workers),
	...judgeFiles(evidence, expected.tickets),
];
